/* What msgrcv() stores and tells of the message it takes, and what it changes of the queue. */
#include "sysv_msg.h"

#include <limits.h>
#include <string.h>

CASE(sysv_msg_rcv_returns_length)
{
	int id = new_message_queue();
	struct message message = {.mtype = 1};
	struct {
		long mtype;
		char mtext[2 * TEXT_SIZE];
	} roomy;
	size_t length;

	for (length = 0; length <= TEXT_SIZE; length++) {
		SETUP(msgsnd(id, &message, length, 0));
		SETUP(msgsnd(id, &message, length, 0));
		EXPECT_EQ(length, msgrcv(id, &roomy, length, 0, IPC_NOWAIT));
		EXPECT_EQ(length, msgrcv(id, &roomy, sizeof(roomy.mtext), 0, IPC_NOWAIT));
	}
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_stores_type)
{
	static const long types[] = {1, 2, INT_MAX, LONG_MAX};
	int id = new_message_queue();
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		put_message(id, types[i], "x");
		put_message(id, types[i], "y");
		put_message(id, types[i], "z");
		expect_message_of(id, 0, types[i], "x");
		expect_message_of(id, types[i], types[i], "y");
		expect_message_of(id, -LONG_MAX, types[i], "z");
	}
	remove_message_queue(id);
}

/* The queue takes exactly count bytes more. */
static void expect_room(int id, size_t count)
{
	struct message message = {.mtype = 1};

	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, count + 1, IPC_NOWAIT));
	EXPECT_EQ(0, msgsnd(id, &message, count, IPC_NOWAIT));
}

/* A message that is cut leaves nothing behind: it gives back the room of all it was. */
CASE(sysv_msg_rcv_noerror_truncates)
{
	int id = new_small_message_queue(15);
	struct message message;

	put_message(id, 2, "0123456789");
	put_message(id, 1, "after");
	memset(&message, '?', sizeof(message));
	EXPECT_EQ(4, msgrcv(id, &message, 4, 0, IPC_NOWAIT | MSG_NOERROR));
	EXPECT_EQ(2, message.mtype);
	EXPECT_BYTES("0123?", message.mtext, 5);
	expect_room(id, 10);
	EXPECT_EQ(5, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT | MSG_NOERROR));
	EXPECT_BYTES("after", message.mtext, 5);
	expect_queued(id, 1);
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_msgsz_zero_noerror)
{
	int id = new_message_queue();
	struct message message;

	put_message(id, 3, "abc");
	put_message(id, 4, "def");
	memset(&message, '?', sizeof(message));
	EXPECT_EQ(0, msgrcv(id, &message, 0, 0, IPC_NOWAIT | MSG_NOERROR));
	EXPECT_EQ(3, message.mtype);
	EXPECT_BYTES("???", message.mtext, 3);
	expect_queued(id, 1);
	expect_message_of(id, 0, 4, "def");
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_qnum_minus_one)
{
	int id = new_message_queue();
	struct message message;

	put_message(id, 1, "a");
	put_message(id, 2, "b");
	put_message(id, 3, "");
	put_message(id, 4, "cut");
	expect_message_of(id, 2, 2, "b");
	expect_queued(id, 3);
	expect_message_of(id, 0, 1, "a");
	expect_queued(id, 2);
	EXPECT_EQ(1, msgrcv(id, &message, 1, 4, MSG_NOERROR));
	expect_queued(id, 1);
	expect_message_of(id, -9, 3, "");
	expect_queued(id, 0);
	remove_message_queue(id);
}

/* The second receiver is there before the message. */
CASE(sysv_msg_rcv_lrpid_set)
{
	int id = new_message_queue();
	struct actor *finder;
	struct actor *waiter;

	put_message(id, 1, "x");
	finder = ACTOR("finder") expect_message_of(id, 0, 1, "x");
	expect_finished(finder);
	EXPECT_EQ(actor_pid(finder), message_queue_status(id).msg_lrpid);
	waiter = ACTOR("waiter")
	{
		EXPECT_EQ(1, msgrcv(id, &(struct message){0}, TEXT_SIZE, 0, 0));
	}
	expect_blocked_in(waiter, CALL_MSGRCV);
	put_message(id, 1, "y");
	expect_finished(waiter);
	EXPECT_EQ(actor_pid(waiter), message_queue_status(id).msg_lrpid);
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_rtime_set)
{
	int id = new_message_queue();
	time_t before;
	time_t received;
	time_t after;

	put_message(id, 1, "x");
	SETUP_THAT(message_queue_status(id).msg_rtime == 0, "the queue has been received from");
	before = file_clock().tv_sec;
	expect_message_of(id, 0, 1, "x");
	after = file_clock().tv_sec;
	received = message_queue_status(id).msg_rtime;
	EXPECT_THAT(received >= before && received <= after,
		    "msg_rtime: expected %lld to %lld, observed %lld", (long long)before,
		    (long long)after, (long long)received);
	remove_message_queue(id);
}
