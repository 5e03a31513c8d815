/* Which of the messages on the queue msgrcv() takes. */
#include "sysv_msg.h"

#include <limits.h>

CASE(sysv_msg_rcv_type_zero_first)
{
	int id = new_message_queue();

	put_message(id, 2, "first");
	put_message(id, 1, "second");
	put_message(id, LONG_MAX, "third");
	expect_message_of(id, 0, 2, "first");
	put_message(id, 1, "fourth");
	expect_message_of(id, 0, 1, "second");
	expect_message_of(id, 0, LONG_MAX, "third");
	expect_message_of(id, 0, 1, "fourth");
	expect_queued(id, 0);
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_type_positive_first_of_type)
{
	int id = new_message_queue();

	put_message(id, 1, "other");
	put_message(id, 3, "first");
	put_message(id, 2, "another");
	put_message(id, 3, "second");
	put_message(id, LONG_MAX, "far away");
	expect_message_of(id, LONG_MAX, LONG_MAX, "far away");
	expect_message_of(id, 3, 3, "first");
	expect_message_of(id, 3, 3, "second");
	/* What was passed over is still there, in its order. */
	expect_queued(id, 2);
	expect_message_of(id, 0, 1, "other");
	expect_message_of(id, 0, 2, "another");
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_type_negative_lowest)
{
	int id = new_message_queue();

	put_message(id, LONG_MAX, "far away");
	put_message(id, 4, "four");
	put_message(id, 2, "two");
	put_message(id, 3, "three");
	expect_message_of(id, -3, 2, "two");
	expect_message_of(id, -3, 3, "three");
	EXPECT_ERROR(ENOMSG, msgrcv(id, &(struct message){0}, TEXT_SIZE, -3, IPC_NOWAIT));
	put_message(id, 1, "one");
	expect_message_of(id, -4, 1, "one");
	expect_message_of(id, -LONG_MAX, 4, "four");
	expect_message_of(id, -LONG_MAX, LONG_MAX, "far away");
	expect_queued(id, 0);
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_type_negative_fifo_in_type)
{
	int id = new_message_queue();

	put_message(id, 3, "higher");
	put_message(id, 2, "oldest");
	put_message(id, 2, "middle");
	put_message(id, 3, "higher, too");
	put_message(id, 2, "newest");
	expect_message_of(id, -3, 2, "oldest");
	expect_message_of(id, -2, 2, "middle");
	expect_message_of(id, -3, 2, "newest");
	expect_message_of(id, -3, 3, "higher");
	expect_message_of(id, -5, 3, "higher, too");
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_order_fifo_same_type)
{
	enum { TYPES = 3, ROUNDS = 9 };
	int id = new_message_queue();
	char text[] = "0";
	long type;
	int i;

	for (i = 0; i < TYPES * ROUNDS; i++) {
		*text = (char)('a' + i);
		put_message(id, 1 + i % TYPES, text);
	}
	for (type = TYPES; type > 0; type--) {
		for (i = 0; i < ROUNDS; i++) {
			*text = (char)('a' + i * TYPES + type - 1);
			expect_message_of(id, type, type, text);
		}
	}
	expect_queued(id, 0);
	remove_message_queue(id);
}
