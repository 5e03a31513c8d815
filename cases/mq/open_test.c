/*
 * What mq_open() makes and opens: new queues and existing ones, their sizes,
 * the access that was asked for.
 */
#include "mq.h"

#include <stdlib.h>

/* Fails at once if there is no message, or no room for one, whatever O_NONBLOCK says. */
#define expect_empty(queue) AT(check_empty(queue))

static void check_empty(mqd_t queue)
{
	struct timespec past = {0, 0};
	char message[MESSAGE_SIZE];

	errno = 0;
	check_error(THERE, "mq_timedreceive() from an empty queue",
		    mq_timedreceive(queue, message, MESSAGE_SIZE, NULL, &past), -1, ETIMEDOUT,
		    EAGAIN);
}

CASE(mq_open_returns_descriptor)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t again = open_queue(name, O_RDWR);

	send_message(again, "text", 1);
	expect_message(again, "text", 1);
	expect_messages(queue, 0);
	remove_queue(name);
	EXPECT(mq_open(name, O_RDWR) == (mqd_t)-1);
	EXPECT(mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(0, 0)) == (mqd_t)-1);
}

CASE(mq_open_creat_new_empty)
{
	const char *name = unique_name();
	mqd_t queue;
	int round;

	for (round = 0; round < 2; round++) {
		expect_no_queue(name);
		queue = create_queue(name, O_CREAT | O_RDWR, 0600, SMALL);
		expect_messages(queue, 0);
		expect_empty(queue);
		/* It is gone with its queue: the next one does not have it. */
		send_message(queue, "text", 0);
		close_queue(queue);
		remove_queue(name);
	}
}

/* By an owner whom permissions bind: a new mode would keep him out. */
CASE(mq_open_creat_existing_opens)
{
	const char *name = unique_name();
	struct actor *owner = ACTOR("owner")
	{
		mqd_t old;
		mqd_t queue;

		become_unprivileged();
		old = new_named_queue(name, 0);
		send_message(old, "text", 1);
		queue = create_queue(name, O_CREAT | O_RDWR, 0, SIZES(1, 1));
		expect_message(queue, "text", 1);
		send_message(queue, "answer", 2);
		expect_message(old, "answer", 2);
		open_queue(name, O_RDWR);
	}

	expect_finished(owner);
	remove_queue(name);
}

CASE(mq_open_creat_existing_attr_ignored)
{
	const char *name = unique_name();
	mqd_t old = new_named_queue(name, 0);
	mqd_t queue;

	queue = create_queue(name, O_CREAT | O_RDWR, 0600, SIZES(CAPACITY - 1, MESSAGE_SIZE + 1));
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
	fill_queue(queue);
	close_queue(queue);
	queue = create_queue(name, O_CREAT | O_RDWR, 0600, NULL);
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
	expect_sizes(old, CAPACITY, MESSAGE_SIZE);
	expect_messages(old, CAPACITY);
	remove_queue(name);
}

CASE(mq_open_attr_sets_maxmsg_msgsize)
{
	static const struct {
		long messages;
		long size;
	} sizes[] = {{1, 1}, {2, 100}, {3, 7}, {5, 16}, {7, 33}};
	static const char text[101];
	struct timespec past = {0, 0};
	size_t i;
	long sent;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		long size = sizes[i].size;
		const char *name = unique_name();
		mqd_t queue =
			create_queue(name, O_CREAT | O_RDWR, 0600, SIZES(sizes[i].messages, size));

		remove_queue(name);
		expect_sizes(queue, sizes[i].messages, size);
		EXPECT_ERROR(EMSGSIZE, mq_send(queue, text, (size_t)size + 1, 0));
		for (sent = 0; sent < sizes[i].messages; sent++)
			EXPECT_EQ(0, mq_timedsend(queue, text, (size_t)size, 0, &past));
		EXPECT_ERROR(ETIMEDOUT, mq_timedsend(queue, text, (size_t)size, 0, &past));
	}
}

CASE(mq_open_attr_flags_curmsgs_ignored)
{
	const char *name = unique_name();
	struct mq_attr attributes = {.mq_flags = O_NONBLOCK,
				     .mq_maxmsg = CAPACITY,
				     .mq_msgsize = MESSAGE_SIZE,
				     .mq_curmsgs = 2};
	mqd_t queue = create_queue(name, O_CREAT | O_RDWR, 0600, &attributes);
	struct actor *receiver;

	remove_queue(name);
	expect_messages(queue, 0);
	receiver = ACTOR("receiver") expect_message(queue, "text", 0);
	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_message(queue, "text", 0);
	expect_finished(receiver);
	EXPECT_OK(mq_getattr(queue, &attributes));
	EXPECT_EQ(0, attributes.mq_flags);
}

CASE(mq_open_attr_null_defaults)
{
	mqd_t queue = new_default_queue();
	struct mq_attr attributes;
	char *message;
	ssize_t size;

	EXPECT_OK(mq_getattr(queue, &attributes));
	EXPECT(attributes.mq_maxmsg > 0);
	EXPECT(attributes.mq_msgsize > 0);
	message = calloc(1, (size_t)attributes.mq_msgsize);
	SETUP_THAT(message, "no memory");
	size = attributes.mq_msgsize;
	EXPECT_EQ(0, mq_send(queue, message, (size_t)size, 0));
	EXPECT_EQ(size, mq_receive(queue, message, (size_t)size, NULL));
	close_queue(queue);
	free(message);
}

CASE(mq_open_rdonly_cannot_send)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t read_only = open_queue(name, O_RDONLY);

	EXPECT_ERROR(EBADF, mq_send(read_only, "text", 4, 0));
	expect_messages(queue, 0);
	send_message(queue, "other", 0);
	expect_message(read_only, "other", 0);
	remove_queue(name);
}

CASE(mq_open_wronly_cannot_receive)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t write_only = open_queue(name, O_WRONLY);
	char message[MESSAGE_SIZE];

	send_message(write_only, "text", 0);
	EXPECT_ERROR(EBADF, mq_receive(write_only, message, MESSAGE_SIZE, NULL));
	expect_messages(queue, 1);
	expect_message(queue, "text", 0);
	remove_queue(name);
}

CASE(mq_open_rdwr_both)
{
	const char *name = unique_name();
	mqd_t created = new_named_queue(name, 0);
	mqd_t opened = open_queue(name, O_RDWR);

	send_message(created, "text", 1);
	expect_message(created, "text", 1);
	send_message(opened, "other", 2);
	expect_message(opened, "other", 2);
	remove_queue(name);
}

/* In an actor: one that waits all the same fails the case soon. */
CASE(mq_open_nonblock_flag_effective)
{
	const char *name = unique_name();
	mqd_t creating = new_named_queue(name, O_NONBLOCK);
	mqd_t opening = open_queue(name, O_RDWR | O_NONBLOCK);
	struct actor *user = ACTOR("user")
	{
		char message[MESSAGE_SIZE];

		EXPECT_ERROR(EAGAIN, mq_receive(creating, message, MESSAGE_SIZE, NULL));
		EXPECT_ERROR(EAGAIN, mq_receive(opening, message, MESSAGE_SIZE, NULL));
		fill_queue(creating);
		EXPECT_ERROR(EAGAIN, mq_send(creating, "text", 4, 0));
		EXPECT_ERROR(EAGAIN, mq_send(opening, "text", 4, 0));
	}

	expect_finished(user);
	expect_messages(creating, CAPACITY);
	remove_queue(name);
}

CASE(mq_open_does_not_change_messages)
{
	static const int flags[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR | O_NONBLOCK,
				    O_RDWR | O_CREAT};
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	size_t i;

	send_message(queue, "low", 0);
	send_message(queue, "high", 1);
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		mqd_t other = create_queue(name, flags[i], 0600, SMALL);

		expect_messages(other, 2);
		close_queue(other);
		expect_messages(queue, 2);
	}
	expect_message(queue, "high", 1);
	expect_message(queue, "low", 0);
	remove_queue(name);
}

/* What the standard leaves undefined may harm the process that does it. */
CASE(mq_open_excl_without_creat_undefined)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *opener = ACTOR("opener")
	{
		mqd_t opened = own_queue(mq_open(name, O_RDWR | O_EXCL));

		observe("O_EXCL without O_CREAT", "%s",
			opened == (mqd_t)-1 ? error_name(errno) : "ignored");
	}

	expect_finished(opener);
	close_queue(queue);
	remove_queue(name);
}

CASE(mq_open_descriptor_may_be_fd)
{
	int unused = lowest_free();
	mqd_t queue = new_queue(0);

	observe("a message queue descriptor", "%s",
		unused == lowest_free() ? "takes no file descriptor" : "takes a file descriptor");
	close_queue(queue);
}
