/* mq_getattr() and mq_setattr(). */
#include "mq.h"

#include <limits.h>

/* mq_receive() from the queue, which is empty, waits for a message, which it gets. */
#define expect_waiting(queue) AT(check_waiting(queue))

static void check_waiting(mqd_t queue)
{
	struct actor *receiver = ACTOR("receiver") mq_case_expect(queue, "text", 0);

	actor_expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	mq_case_send(queue, "text", 0);
	actor_expect_finished(receiver);
}

CASE(mq_getattr_maxmsg_msgsize_as_created)
{
	static const int flags[] = {O_RDONLY, O_WRONLY, O_RDWR | O_NONBLOCK};
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *other;
	size_t i;

	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
	fill_queue(queue);
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		expect_sizes(open_queue(name, flags[i]), CAPACITY, MESSAGE_SIZE);
	other = ACTOR("other process")
	{
		expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
		expect_sizes(open_queue(name, O_RDWR), CAPACITY, MESSAGE_SIZE);
	}
	expect_finished(other);
	remove_queue(name);
	expect_message(queue, "0", 0);
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
}

CASE(mq_getattr_curmsgs_current)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t other = open_queue(name, O_WRONLY);
	struct actor *user;

	remove_queue(name);
	expect_messages(queue, 0);
	send_message(queue, "a", 0);
	expect_messages(queue, 1);
	expect_messages(other, 1);
	send_message(other, "", 1);
	expect_messages(queue, 2);
	user = ACTOR("other process")
	{
		send_message(queue, "b", 0);
		expect_messages(other, 3);
		expect_message(queue, "", 1);
		expect_message(queue, "a", 0);
	}
	expect_finished(user);
	expect_messages(queue, 1);
	expect_messages(other, 1);
	expect_message(queue, "b", 0);
	expect_messages(other, 0);
}

CASE(mq_getattr_flags_from_open)
{
	static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR};
	const char *name = unique_name();
	size_t i;

	expect_queue_flags(new_named_queue(name, O_NONBLOCK), O_NONBLOCK);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		mqd_t waiting = open_queue(name, modes[i]);
		mqd_t hasty = open_queue(name, modes[i] | O_NONBLOCK);

		expect_queue_flags(waiting, 0);
		expect_queue_flags(hasty, O_NONBLOCK);
		set_queue_flags(waiting, O_NONBLOCK);
		set_queue_flags(hasty, 0);
		expect_queue_flags(waiting, O_NONBLOCK);
		expect_queue_flags(hasty, 0);
	}
	remove_queue(name);
}

CASE(mq_getattr_returns_zero)
{
	mqd_t queue = new_queue(O_NONBLOCK);
	struct mq_attr attributes;

	EXPECT_EQ(0, mq_getattr(queue, &attributes));
	fill_queue(queue);
	EXPECT_EQ(0, mq_getattr(queue, &attributes));
}

CASE(mq_getattr_ebadf)
{
	mqd_t queue = new_queue(0);
	struct mq_attr attributes;
	struct actor *user = ACTOR("user")
	{
		errno = 0;
		observe("mq_getattr() of (mqd_t)-1", "%s",
			mq_getattr((mqd_t)-1, &attributes) == 0 ? "success" : error_name(errno));
		close_queue(queue);
		errno = 0;
		observe("mq_getattr() of a closed descriptor", "%s",
			mq_getattr(queue, &attributes) == 0 ? "success" : error_name(errno));
	}

	expect_finished(user);
}

CASE(mq_setattr_sets_nonblock)
{
	mqd_t queue = new_queue(0);
	struct mq_attr attributes = {0};
	char message[MESSAGE_SIZE];
	int round;

	for (round = 0; round < 2; round++) {
		attributes.mq_flags = O_NONBLOCK;
		EXPECT_EQ(0, mq_setattr(queue, &attributes, NULL));
		EXPECT_ERROR(EAGAIN, mq_receive(queue, message, MESSAGE_SIZE, NULL));
		fill_queue(queue);
		EXPECT_ERROR(EAGAIN, mq_send(queue, "x", 1, 0));
		while (mq_receive(queue, message, MESSAGE_SIZE, NULL) >= 0)
			continue;
		attributes.mq_flags = 0;
		EXPECT_EQ(0, mq_setattr(queue, &attributes, NULL));
		expect_waiting(queue);
	}
}

CASE(mq_setattr_other_members_ignored)
{
	static const struct mq_attr others[] = {
		{.mq_flags = 0, .mq_maxmsg = 1, .mq_msgsize = 1, .mq_curmsgs = 0},
		{.mq_flags = 0, .mq_maxmsg = 9, .mq_msgsize = 99, .mq_curmsgs = 9},
		{.mq_flags = 0, .mq_maxmsg = -1, .mq_msgsize = LONG_MIN, .mq_curmsgs = LONG_MAX},
	};
	mqd_t queue = new_queue(0);
	char longer[MESSAGE_SIZE + 1] = "";
	size_t i;

	send_message(queue, "first", 2);
	send_message(queue, "second", 1);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		EXPECT_EQ(0, mq_setattr(queue, &others[i], NULL));
		expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
		expect_messages(queue, 2);
		EXPECT_ERROR(EMSGSIZE, mq_send(queue, longer, sizeof(longer), 0));
	}
	send_message(queue, "0123456789abcdef", 0);
	expect_message(queue, "first", 2);
	expect_message(queue, "second", 1);
	expect_message(queue, "0123456789abcdef", 0);
}

CASE(mq_setattr_returns_old)
{
	static const long flags[] = {O_NONBLOCK, O_NONBLOCK, 0, 0};
	mqd_t queue = new_queue(0);
	long before = 0;
	size_t i;

	send_message(queue, "text", 0);
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		struct mq_attr attributes = {.mq_flags = flags[i]};
		struct mq_attr former = {.mq_flags = ~0L};

		EXPECT_EQ(0, mq_setattr(queue, &attributes, &former));
		EXPECT_EQ(before, former.mq_flags & O_NONBLOCK);
		EXPECT_EQ(CAPACITY, former.mq_maxmsg);
		EXPECT_EQ(MESSAGE_SIZE, former.mq_msgsize);
		EXPECT_EQ(1, former.mq_curmsgs);
		EXPECT_EQ(flags[i], attributes.mq_flags);
		before = flags[i];
	}
}

CASE(mq_setattr_null_old_ok)
{
	mqd_t queue = new_queue(0);
	struct mq_attr attributes = {.mq_flags = O_NONBLOCK};

	EXPECT_EQ(0, mq_setattr(queue, &attributes, NULL));
	expect_queue_flags(queue, O_NONBLOCK);
	attributes.mq_flags = 0;
	EXPECT_EQ(0, mq_setattr(queue, &attributes, NULL));
	expect_queue_flags(queue, 0);
}

/* The child has a descriptor of the same description, and opens the queue on its own, too. */
CASE(mq_setattr_per_description)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t another = open_queue(name, O_RDWR);
	struct actor *child = ACTOR("child")
	{
		mqd_t own = open_queue(name, O_RDWR);
		char message[MESSAGE_SIZE];

		set_queue_flags(queue, O_NONBLOCK);
		EXPECT_ERROR(EAGAIN, mq_receive(queue, message, MESSAGE_SIZE, NULL));
		expect_queue_flags(own, 0);
		expect_queue_flags(another, 0);
	}
	char message[MESSAGE_SIZE];

	expect_finished(child);
	expect_queue_flags(queue, O_NONBLOCK);
	EXPECT_ERROR(EAGAIN, mq_receive(queue, message, MESSAGE_SIZE, NULL));
	expect_queue_flags(another, 0);
	expect_queue_flags(open_queue(name, O_RDWR), 0);
	expect_waiting(another);
	remove_queue(name);
}

/* Nor is the queue changed that the process has, or that the descriptor was one of. */
CASE(mq_setattr_fail_no_change, mq_setattr_ebadf)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t closed = open_queue(name, O_RDWR);
	struct mq_attr attributes = {.mq_flags = O_NONBLOCK, .mq_maxmsg = 1, .mq_msgsize = 1};
	struct mq_attr former;

	remove_queue(name);
	send_message(queue, "text", 0);
	set_queue_flags(queue, 0);
	close_queue(closed);
	EXPECT_ERROR(EBADF, mq_setattr(closed, &attributes, NULL));
	EXPECT_ERROR(EBADF, mq_setattr(closed, &attributes, &former));
	EXPECT_ERROR(EBADF, mq_setattr((mqd_t)-1, &attributes, NULL));
	expect_queue_flags(queue, 0);
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
	expect_message(queue, "text", 0);
	expect_waiting(queue);
}
