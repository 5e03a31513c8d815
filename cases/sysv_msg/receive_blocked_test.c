/*
 * What msgrcv() does where there is no message for it: it waits for one, and is
 * woken, interrupted or cancelled.
 */
#include "sysv_msg.h"

#include <pthread.h>
#include <signal.h>

/* Waits for the message of the selector, which has to be of the type. */
static struct actor *wait_for(int id, long msgtyp, long type, const char *text)
{
	struct actor *receiver = ACTOR("receiver")
	{
		struct message message = {0};

		EXPECT_OK(msgrcv(id, &message, TEXT_SIZE - 1, msgtyp, 0));
		EXPECT_EQ(type, message.mtype);
		EXPECT_STRING(text, message.mtext);
	}

	expect_blocked_in(receiver, CALL_MSGRCV);
	return receiver;
}

CASE(sysv_msg_rcv_blocks_until_type)
{
	int id = new_message_queue();
	struct actor *five = wait_for(id, 5, 5, "five");
	struct actor *six = wait_for(id, 6, 6, "six");
	struct actor *up_to_four = wait_for(id, -4, 4, "four");

	put_message(id, 9, "nine");
	expect_blocked_in(five, CALL_MSGRCV);
	expect_blocked_in(six, CALL_MSGRCV);
	expect_blocked_in(up_to_four, CALL_MSGRCV);
	expect_queued(id, 1);
	put_message(id, 6, "six");
	expect_finished(six);
	put_message(id, 4, "four");
	expect_finished(up_to_four);
	expect_blocked_in(five, CALL_MSGRCV);
	expect_queued(id, 1);
	put_message(id, 5, "five");
	expect_finished(five);
	expect_message_of(id, 0, 9, "nine");
	expect_queued(id, 0);
	remove_message_queue(id);
}

/* A message that comes while the receiver waits may be too long, too. */
CASE(sysv_msg_rcv_too_big_e2big)
{
	int id = new_message_queue();
	struct actor *receiver = ACTOR("receiver")
	{
		struct message message;

		EXPECT_ERROR(E2BIG, msgrcv(id, &message, 3, 0, 0));
	}

	expect_blocked_in(receiver, CALL_MSGRCV);
	put_message(id, 1, "0123");
	expect_finished(receiver);
	expect_queued(id, 1);
	expect_message_of(id, 0, 1, "0123");
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_noerror_truncates)
{
	int id = new_message_queue();
	struct actor *receiver = ACTOR("receiver")
	{
		struct message message = {0};

		EXPECT_EQ(3, msgrcv(id, &message, 3, 0, MSG_NOERROR));
		EXPECT_STRING("012", message.mtext);
	}

	expect_blocked_in(receiver, CALL_MSGRCV);
	put_message(id, 1, "0123");
	expect_finished(receiver);
	expect_queued(id, 0);
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_blocked_eidrm, msgrcv_eidrm)
{
	static const long selectors[] = {0, 2, -1};
	enum { WAITERS = sizeof(selectors) / sizeof(selectors[0]) };
	int id = new_message_queue();
	struct actor *receivers[WAITERS];
	int i;

	put_message(id, 3, "for nobody");
	expect_message_of(id, 0, 3, "for nobody");
	for (i = 0; i < WAITERS; i++) {
		receivers[i] = ACTOR("receiver")
		{
			struct message message;

			EXPECT_ERROR(EIDRM, msgrcv(id, &message, TEXT_SIZE, selectors[i], 0));
		}
		expect_blocked_in(receivers[i], CALL_MSGRCV);
	}
	remove_message_queue(id);
	for (i = 0; i < WAITERS; i++)
		expect_finished(receivers[i]);
}

CASE(sysv_msg_rcv_blocked_eintr, msgrcv_eintr)
{
	int id = new_message_queue();
	struct actor *receiver;

	put_message(id, 2, "other");
	receiver = ACTOR("receiver")
	{
		struct message message;

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, msgrcv(id, &message, TEXT_SIZE, 1, 0));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}
	expect_blocked_in(receiver, CALL_MSGRCV);
	send_signal(receiver, SIGUSR1);
	expect_finished(receiver);
	put_message(id, 1, "late");
	expect_queued(id, 2);
	EXPECT_EQ(0, message_queue_status(id).msg_lrpid);
	expect_message_of(id, 0, 2, "other");
	expect_message_of(id, 0, 1, "late");
	remove_message_queue(id);
}

static void receive_one(void *id)
{
	struct message message;

	EXPECT_OK(msgrcv(*(int *)id, &message, TEXT_SIZE, 1, 0));
}

CASE(sysv_msg_rcv_cancellation_point)
{
	int id = new_message_queue();
	struct actor *receiver = start_thread("receiver", receive_one, &id);

	expect_blocked_in(receiver, CALL_MSGRCV);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(receiver)));
	expect_cancelled(receiver);
	put_message(id, 1, "late");
	expect_queued(id, 1);
	expect_message_of(id, 1, 1, "late");
	remove_message_queue(id);
}
