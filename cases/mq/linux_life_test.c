/*
 * What the Linux manual adds on the life of a queue and on its attributes; when
 * exactly a queue ends, which shows by what its user is left of RLIMIT_MSGQUEUE.
 */
#include "life.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LARGE = 4096 };

/*
 * In a user namespace, queues of others do not count. There is room for one
 * large queue then, and not for a second.
 */
static void leave_room_for_one(void)
{
	struct rlimit limit;

	if (unshare(CLONE_NEWUSER) == -1)
		skip_unpermitted("no user namespace: %s", error_name(errno));
	SETUP(getrlimit(RLIMIT_MSGQUEUE, &limit));
	limit.rlim_cur = LARGE + LARGE / 2;
	set_limit(RLIMIT_MSGQUEUE, limit);
}

static mqd_t new_large_queue(const char *name)
{
	return create_queue(name, O_CREAT | O_EXCL | O_RDWR, 0600, SIZES(1, LARGE));
}

#define expect_room(name) AT(check_room(name))
#define expect_no_room(name) AT(check_no_room(name))

static void check_room(const char *name)
{
	struct mq_attr large = {.mq_maxmsg = 1, .mq_msgsize = LARGE};

	mq_case_create(name, O_CREAT | O_EXCL | O_RDWR, 0600, &large);
	mq_case_remove(name);
}

static void check_no_room(const char *name)
{
	struct mq_attr large = {.mq_maxmsg = 1, .mq_msgsize = LARGE};

	errno = 0;
	check_error(THERE, "mq_open() of a queue too many",
		    mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &large), -1, EMFILE, 0);
}

CASE(mq_close_last_close_after_unlink_destroys)
{
	const char *name = unique_name();
	const char *next = unique_name();
	mqd_t queue;
	mqd_t last;

	leave_room_for_one();
	queue = new_large_queue(name);
	last = open_queue(name, O_RDONLY);
	close_queue(queue);
	expect_no_room(next);
	remove_queue(name);
	expect_no_room(next);
	close_queue(last);
	expect_room(next);
}

enum end { EXIT, KILL, EXEC };

/* A process has the only descriptor of a queue without a name, and comes to that end. */
static void expect_end_destroys(enum end end)
{
	const char *name = unique_name();
	const char *next = unique_name();
	struct gate *may_end = new_gate();
	struct gate *has_queue = new_gate();
	struct actor *user;

	leave_room_for_one();
	user = ACTOR("user")
	{
		new_large_queue(name);
		remove_queue(name);
		open_gate(has_queue);
		pass_gate(may_end);
		if (end == EXEC)
			execute_program();
		if (end == EXIT)
			_exit(EXIT_SUCCESS);
		raise(SIGKILL);
	}
	pass_gate(has_queue);
	expect_no_room(next);
	open_gate(may_end);
	if (end == EXEC)
		await_program(user);
	if (end == EXIT)
		expect_exit(user, EXIT_SUCCESS);
	if (end == KILL)
		expect_killed(user, SIGKILL);
	expect_room(next);
	if (end == EXEC)
		dismiss(user);
}

static const struct variant ends[] = {{"exit", EXIT, NULL}, {"kill", KILL, NULL}};

CASE_VARIANTS(ends, mq_exit_descriptors_closed)
{
	expect_end_destroys((enum end)variant()->value);
}

/* The new program lives on. */
CASE(mq_exec_descriptors_closed)
{
	expect_end_destroys(EXEC);
}

CASE(mq_unlink_linux_returns_at_once)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *remover = ACTOR("remover") EXPECT_EQ(0, mq_unlink(name));

	expect_finished(remover);
	expect_no_queue(name);
	send_message(queue, "text", 0);
	expect_message(queue, "text", 0);
}

CASE(mq_unlink_einval)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);

	EXPECT_ERROR(EINVAL, mq_unlink(name + 1));
	EXPECT_ERROR(EINVAL, mq_unlink(""));
	expect_messages(queue, 0);
	close_queue(open_queue(name, O_RDWR));
	remove_queue(name);
}

CASE(mq_setattr_linux_bad_flag_einval, mq_setattr_einval, mq_setattr_fail_no_change)
{
	enum { BITS = 8 * sizeof(long) };
	mqd_t queue = new_queue(0);
	struct mq_attr attributes = {.mq_flags = 0};
	struct mq_attr former;
	int bit;

	EXPECT_EQ(0, mq_setattr(queue, &attributes, &former));
	for (bit = 0; bit < BITS; bit++) {
		long flag = (long)(1UL << bit);

		if (flag == O_NONBLOCK)
			continue;
		attributes = (struct mq_attr){.mq_flags = flag};
		EXPECT_ERROR(EINVAL, mq_setattr(queue, &attributes, NULL));
		attributes.mq_flags = flag | O_NONBLOCK;
		EXPECT_ERROR(EINVAL, mq_setattr(queue, &attributes, &former));
	}
	EXPECT_OK(mq_getattr(queue, &attributes));
	EXPECT_EQ(0, attributes.mq_flags);
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
}

/* Descriptors are numbers here: one of a file is valid, but no queue's. */
static const struct variant others[] = {{"file", true, NULL}, {"unused", false, NULL}};

CASE_VARIANTS(others, mq_close_ebadf_invalid, mq_close_ebadf)
{
	bool is_file = variant()->value;
	int fd = is_file ? (int)SETUP(open("/dev/null", O_RDWR | O_CLOEXEC)) : lowest_free();

	own(fd);
	EXPECT_ERROR(EBADF, mq_close(fd));
	EXPECT_EQ(is_file, is_open(fd));
}

CASE_VARIANTS(others, mq_setattr_ebadf, mq_setattr_fail_no_change)
{
	static const struct mq_attr attributes = {.mq_flags = O_NONBLOCK};
	bool is_file = variant()->value;
	int fd = is_file ? (int)SETUP(open("/dev/null", O_RDWR | O_CLOEXEC)) : lowest_free();

	own(fd);
	EXPECT_ERROR(EBADF, mq_setattr(fd, &attributes, NULL));
	if (is_file)
		EXPECT_EQ(0, fcntl(fd, F_GETFL) & O_NONBLOCK);
}
