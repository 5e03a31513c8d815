/* When mq_send() and mq_receive() fail at once; send_test.c has what is wrong with a message. */
#include "mq.h"

#include <stdbool.h>

/* The three descriptors that a transfer must be refused by. */
struct useless {
	mqd_t other_way; /* open for the other direction only */
	mqd_t closed;
	mqd_t invalid;
};

/* Such ones of a new queue; *queue is open for both directions. */
static struct useless open_useless(mqd_t *queue, int other_way)
{
	const char *name = unique_name();
	struct useless u;

	*queue = new_named_queue(name, 0);
	u.other_way = open_queue(name, other_way);
	u.closed = open_queue(name, O_RDWR);
	u.invalid = (mqd_t)-1;
	remove_queue(name);
	close_queue(u.closed);
	return u;
}

/* What fill_queue() has put there, and nothing else. */
static void expect_as_filled(mqd_t queue)
{
	char text[] = "0";

	expect_messages(queue, CAPACITY);
	for (; *text < '0' + CAPACITY; (*text)++)
		expect_message(queue, text, 0);
	expect_messages(queue, 0);
}

CASE(mq_send_full_nonblock_eagain, mq_send_eagain)
{
	mqd_t queue = new_queue(O_NONBLOCK);

	fill_queue(queue);
	EXPECT_ERROR(EAGAIN, mq_send(queue, "x", 1, 0));
	EXPECT_ERROR(EAGAIN, mq_send(queue, "x", 1, 1));
	expect_as_filled(queue);
}

CASE(mq_send_ebadf)
{
	mqd_t queue;
	struct useless u = open_useless(&queue, O_RDONLY);

	send_message(queue, "x", 0);
	EXPECT_ERROR(EBADF, mq_send(u.other_way, "y", 1, 0));
	EXPECT_ERROR(EBADF, mq_send(u.closed, "y", 1, 0));
	EXPECT_ERROR(EBADF, mq_send(u.invalid, "y", 1, 0));
	expect_messages(queue, 1);
	expect_message(queue, "x", 0);
}

CASE(mq_send_fail_no_message)
{
	static const char text[] = "0123456789abcdef+";
	mqd_t queue;
	struct useless u = open_useless(&queue, O_RDONLY);
	struct mq_attr nonblocking = {.mq_flags = O_NONBLOCK};

	send_message(queue, "b", 1);
	send_message(queue, "a", 2);
	EXPECT_ERROR(EMSGSIZE, mq_send(queue, text, sizeof(text), 3));
	EXPECT_ERROR(EINVAL, mq_send(queue, "y", 1, ~0U));
	EXPECT_ERROR(EBADF, mq_send(u.other_way, "y", 1, 3));
	expect_messages(queue, 2);
	send_message(queue, "c", 0);
	SETUP(mq_setattr(queue, &nonblocking, NULL));
	EXPECT_ERROR(EAGAIN, mq_send(queue, "y", 1, 3));
	expect_messages(queue, CAPACITY);
	expect_message(queue, "a", 2);
	expect_message(queue, "b", 1);
	expect_message(queue, "c", 0);
	expect_messages(queue, 0);
}

CASE(mq_receive_empty_nonblock_eagain, mq_receive_eagain)
{
	mqd_t queue = new_queue(O_NONBLOCK);
	char message[MESSAGE_SIZE];

	EXPECT_ERROR(EAGAIN, mq_receive(queue, message, sizeof(message), NULL));
	send_message(queue, "x", 0);
	expect_message(queue, "x", 0);
	EXPECT_ERROR(EAGAIN, mq_receive(queue, message, sizeof(message), NULL));
}

CASE(mq_receive_short_buffer_emsgsize, mq_receive_emsgsize)
{
	mqd_t queue = new_queue(0);
	char message[MESSAGE_SIZE];

	send_message(queue, "x", 0);
	EXPECT_ERROR(EMSGSIZE, mq_receive(queue, message, MESSAGE_SIZE - 1, NULL));
	EXPECT_ERROR(EMSGSIZE, mq_receive(queue, message, 1, NULL));
	EXPECT_ERROR(EMSGSIZE, mq_receive(queue, message, 0, NULL));
	expect_messages(queue, 1);
	expect_message(queue, "x", 0);
}

CASE(mq_receive_ebadf)
{
	mqd_t queue;
	struct useless u = open_useless(&queue, O_WRONLY);
	char message[MESSAGE_SIZE];

	send_message(queue, "x", 0);
	EXPECT_ERROR(EBADF, mq_receive(u.other_way, message, sizeof(message), NULL));
	EXPECT_ERROR(EBADF, mq_receive(u.closed, message, sizeof(message), NULL));
	EXPECT_ERROR(EBADF, mq_receive(u.invalid, message, sizeof(message), NULL));
	expect_messages(queue, 1);
	expect_message(queue, "x", 0);
}

CASE(mq_receive_fail_removes_nothing)
{
	mqd_t queue;
	struct useless u = open_useless(&queue, O_WRONLY);
	char message[MESSAGE_SIZE];
	int round;

	fill_queue(queue);
	for (round = 0; round < CAPACITY; round++) {
		EXPECT_ERROR(EMSGSIZE, mq_receive(queue, message, MESSAGE_SIZE - 1, NULL));
		EXPECT_ERROR(EBADF, mq_receive(u.other_way, message, sizeof(message), NULL));
	}
	expect_as_filled(queue);
}
