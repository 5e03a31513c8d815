#include "mq.h"

#include <string.h>

mqd_t own_queue(mqd_t queue)
{
#ifdef __linux__
	own(queue);
#endif
	return queue;
}

static mqd_t make_queue(const char *name, long capacity, long size, int flags)
{
	struct mq_attr attributes = {.mq_maxmsg = capacity, .mq_msgsize = size};

	return own_queue((mqd_t)SETUP(
		mq_open(name, O_CREAT | O_EXCL | O_RDWR | flags, S_IRUSR | S_IWUSR, &attributes)));
}

mqd_t new_named_queue(const char *name, int flags)
{
	return make_queue(name, CAPACITY, MESSAGE_SIZE, flags);
}

mqd_t new_sized_queue(long capacity, long size, int flags)
{
	const char *name = unique_name();
	mqd_t queue = make_queue(name, capacity, size, flags);

	SETUP(mq_unlink(name));
	return queue;
}

mqd_t new_queue(int flags)
{
	return new_sized_queue(CAPACITY, MESSAGE_SIZE, flags);
}

struct attempt {
	const char *name;
	mqd_t queue;
};

/* EMFILE: the user's queues, all processes' together, would take too much memory. */
static bool is_decided(void *argument)
{
	struct attempt *attempt = argument;

	attempt->queue = mq_open(attempt->name, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR, NULL);
	return attempt->queue != (mqd_t)-1 || errno != EMFILE;
}

mqd_t mq_case_new_default(void)
{
	struct attempt attempt = {unique_name(), (mqd_t)-1};

	wait_until(is_decided, &attempt, STEP_LIMIT);
	check_success(THERE, "mq_open() with a null attr", attempt.queue);
	SETUP(mq_unlink(attempt.name));
	return own_queue(attempt.queue);
}

mqd_t mq_case_create(const char *name, int flags, mode_t mode, struct mq_attr *attributes)
{
	return own_queue(
		(mqd_t)check_success(THERE, "mq_open()", mq_open(name, flags, mode, attributes)));
}

void mq_case_expect_absent(const char *name)
{
	errno = 0;
	check_error(THERE, "mq_open() of no queue", mq_open(name, O_RDONLY), -1, ENOENT, 0);
}

void mq_case_expect_sizes(mqd_t queue, long messages, long size)
{
	struct mq_attr attributes;

	check_success(THERE, "mq_getattr()", mq_getattr(queue, &attributes));
	check_equal(THERE, "mq_maxmsg", messages, attributes.mq_maxmsg);
	check_equal(THERE, "mq_msgsize", size, attributes.mq_msgsize);
}

bool status_of_queue(mqd_t queue, struct stat *status)
{
#ifdef __linux__
	return fstat(queue, status) == 0;
#else
	(void)queue;
	(void)status;
	return false;
#endif
}

mqd_t mq_case_open(const char *name, int flags)
{
	return own_queue((mqd_t)check_success(THERE, "mq_open()", mq_open(name, flags)));
}

void mq_case_close(mqd_t queue)
{
	check_success(THERE, "mq_close()", mq_close(queue));
}

void mq_case_remove(const char *name)
{
	check_success(THERE, "mq_unlink()", mq_unlink(name));
}

void mq_case_send(mqd_t queue, const char *text, unsigned priority)
{
	check_success(THERE, "mq_send()", mq_send(queue, text, strlen(text), priority));
}

void mq_case_expect(mqd_t queue, const char *text, unsigned priority)
{
	char message[MESSAGE_SIZE + 1];
	unsigned received = ~0U;
	ssize_t size = mq_receive(queue, message, MESSAGE_SIZE, &received);

	check_success(THERE, "mq_receive()", size);
	message[size] = '\0';
	check_string(THERE, "the message received", text, message);
	check_equal(THERE, "the priority received", priority, received);
}

void mq_case_expect_count(mqd_t queue, long count)
{
	struct mq_attr attributes;

	check_success(THERE, "mq_getattr()", mq_getattr(queue, &attributes));
	check_equal(THERE, "mq_curmsgs", count, attributes.mq_curmsgs);
}

void mq_case_set_flags(mqd_t queue, long flags)
{
	struct mq_attr attributes = {.mq_flags = flags};

	check_success(THERE, "mq_setattr()", mq_setattr(queue, &attributes, NULL));
}

void mq_case_expect_flags(mqd_t queue, long flags)
{
	static const long visible = O_NONBLOCK | O_ACCMODE | O_CREAT | O_EXCL;
	struct mq_attr attributes = {.mq_flags = ~0L};

	check_success(THERE, "mq_getattr()", mq_getattr(queue, &attributes));
	check_equal(THERE, "mq_flags", flags, attributes.mq_flags & visible);
}

void mq_case_fill(mqd_t queue)
{
	char text[] = "0";

	for (; *text < '0' + CAPACITY; (*text)++)
		mq_case_send(queue, text, 0);
}
