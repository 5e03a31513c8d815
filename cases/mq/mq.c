#include "mq.h"

#include <string.h>

mqd_t own_queue(mqd_t queue)
{
#ifdef __linux__
	own(queue);
#endif
	return queue;
}

mqd_t new_named_queue(const char *name, int flags)
{
	struct mq_attr attributes = {.mq_maxmsg = CAPACITY, .mq_msgsize = MESSAGE_SIZE};

	return own_queue((mqd_t)SETUP(
		mq_open(name, O_CREAT | O_EXCL | O_RDWR | flags, S_IRUSR | S_IWUSR, &attributes)));
}

mqd_t new_queue(int flags)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, flags);

	SETUP(mq_unlink(name));
	return queue;
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

void mq_case_fill(mqd_t queue)
{
	char text[] = "0";

	for (; *text < '0' + CAPACITY; (*text)++)
		mq_case_send(queue, text, 0);
}
