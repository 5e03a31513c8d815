/* What mq_receive() does where there is a message: which one it takes, and what it tells of it. */
#include "mq.h"

#include <string.h>

CASE(mq_receive_highest_priority_first)
{
	mqd_t queue = new_queue(0);

	send_message(queue, "low", 1);
	send_message(queue, "older", 5);
	send_message(queue, "newer", 5);
	expect_message(queue, "older", 5);
	expect_messages(queue, 2);
	send_message(queue, "newest", 5);
	expect_message(queue, "newer", 5);
	expect_message(queue, "newest", 5);
	expect_message(queue, "low", 1);
	expect_messages(queue, 0);
}

CASE(mq_receive_returns_length)
{
	mqd_t queue = new_queue(0);
	char message[4 * MESSAGE_SIZE] = "";
	size_t length;

	for (length = 0; length <= MESSAGE_SIZE; length++) {
		EXPECT_OK(mq_send(queue, message, length, 0));
		EXPECT_OK(mq_send(queue, message, length, 0));
		EXPECT_EQ(length, mq_receive(queue, message, MESSAGE_SIZE, NULL));
		EXPECT_EQ(length, mq_receive(queue, message, sizeof(message), NULL));
	}
}

CASE(mq_receive_stores_priority)
{
	static const unsigned priorities[] = {0, 1, 30, 31};
	mqd_t queue = new_queue(0);
	char message[MESSAGE_SIZE];
	unsigned priority;
	size_t i;

	for (i = 0; i < sizeof(priorities) / sizeof(priorities[0]); i++) {
		EXPECT_OK(mq_send(queue, "x", 1, priorities[i]));
		priority = ~0U;
		EXPECT_EQ(1, mq_receive(queue, message, sizeof(message), &priority));
		EXPECT_EQ(priorities[i], priority);
	}
}

CASE(mq_receive_null_prio_ok)
{
	mqd_t queue = new_queue(0);
	char message[MESSAGE_SIZE];

	send_message(queue, "abc", 3);
	EXPECT_EQ(3, mq_receive(queue, message, sizeof(message), NULL));
	EXPECT_BYTES("abc", message, 3);
	expect_messages(queue, 0);
}

CASE(mq_receive_removes_message)
{
	mqd_t queue = new_queue(0);
	char text[] = "0";

	fill_queue(queue);
	for (; *text < '0' + CAPACITY; (*text)++) {
		expect_message(queue, text, 0);
		expect_messages(queue, '0' + CAPACITY - 1 - *text);
	}
}

CASE(mq_receive_buffer_beyond_message_untouched)
{
	mqd_t queue = new_queue(0);
	char untouched[MESSAGE_SIZE];
	char message[MESSAGE_SIZE];

	memset(untouched, '?', sizeof(untouched));
	memset(message, '?', sizeof(message));
	send_message(queue, "abc", 0);
	EXPECT_EQ(3, mq_receive(queue, message, sizeof(message), NULL));
	observe("the buffer beyond the message received", "%s",
		memcmp(message + 3, untouched, sizeof(message) - 3) == 0 ? "untouched" : "changed");
}
