/*
 * What msgsnd() does on a full queue: it waits, and is woken by room for its
 * message, interrupted or cancelled.
 */
#include "sysv_msg.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

/* Eight bytes in two messages, and no room for more. */
static int new_full_queue(void)
{
	int id = new_small_message_queue(8);

	put_message(id, 1, "abcd");
	put_message(id, 1, "efgh");
	return id;
}

/* Nothing else is there but what new_full_queue() put there. */
static void expect_only_first(int id)
{
	expect_queued(id, 2);
	expect_message_of(id, 0, 1, "abcd");
	expect_message_of(id, 0, 1, "efgh");
	expect_queued(id, 0);
}

CASE(sysv_msg_snd_full_blocks)
{
	int id = new_full_queue();
	struct actor *sender = ACTOR("sender") put_message_waiting(id, 2, "x");

	expect_blocked_in(sender, CALL_MSGSND);
	expect_queued(id, 2);
	expect_message_of(id, 0, 1, "abcd");
	expect_finished(sender);
	EXPECT_EQ(actor_pid(sender), message_queue_status(id).msg_lspid);
	expect_message_of(id, 0, 1, "efgh");
	expect_message_of(id, 0, 2, "x");
	expect_queued(id, 0);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_full_nowait_eagain, msgsnd_eagain)
{
	int id = new_full_queue();
	struct msqid_ds before = message_queue_status(id);
	struct message message = {2, "x"};

	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 1, IPC_NOWAIT));
	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, TEXT_SIZE, IPC_NOWAIT));
	expect_queue_unchanged(id, before);
	expect_message_of(id, 0, 1, "abcd");
	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 5, IPC_NOWAIT));
	EXPECT_EQ(0, msgsnd(id, &message, 1, IPC_NOWAIT));
	expect_message_of(id, 0, 1, "efgh");
	expect_message_of(id, 0, 2, "x");
	expect_queued(id, 0);
	remove_message_queue(id);
}

/* Room goes to whom it is enough for, however long another one has been waiting for more. */
CASE(sysv_msg_snd_unblocked_by_receive)
{
	int id = new_full_queue();
	struct actor *patient = ACTOR("sender of six bytes") put_message_waiting(id, 6, "uvwxyz");
	struct actor *modest;

	expect_blocked_in(patient, CALL_MSGSND);
	modest = ACTOR("sender of two bytes") put_message_waiting(id, 2, "ij");
	expect_blocked_in(modest, CALL_MSGSND);
	expect_message_of(id, 0, 1, "abcd");
	expect_finished(modest);
	expect_blocked_in(patient, CALL_MSGSND);
	expect_queued(id, 2);
	expect_message_of(id, 0, 1, "efgh");
	expect_finished(patient);
	expect_message_of(id, 0, 2, "ij");
	expect_message_of(id, 0, 6, "uvwxyz");
	remove_message_queue(id);
}

CASE(sysv_msg_snd_unblocked_by_qbytes_raise)
{
	int id = new_full_queue();
	struct actor *sender = ACTOR("sender") put_message_waiting(id, 2, "xyz");

	expect_blocked_in(sender, CALL_MSGSND);
	set_queue_bytes(id, 10);
	expect_blocked_in(sender, CALL_MSGSND);
	expect_queued(id, 2);
	set_queue_bytes(id, 11);
	expect_finished(sender);
	expect_queued(id, 3);
	expect_message_of(id, 2, 2, "xyz");
	expect_only_first(id);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_blocked_eidrm, msgsnd_eidrm)
{
	int id = new_full_queue();
	struct actor *sender = ACTOR("sender")
	{
		struct message message = {2, "x"};

		EXPECT_ERROR(EIDRM, msgsnd(id, &message, 1, 0));
	}

	expect_blocked_in(sender, CALL_MSGSND);
	remove_message_queue(id);
	expect_finished(sender);
}

CASE(sysv_msg_snd_blocked_eintr, msgsnd_eintr)
{
	int id = new_full_queue();
	struct msqid_ds before = message_queue_status(id);
	struct actor *sender = ACTOR("sender")
	{
		struct message message = {2, "x"};

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, msgsnd(id, &message, 1, 0));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(sender, CALL_MSGSND);
	send_signal(sender, SIGUSR1);
	expect_finished(sender);
	expect_queue_unchanged(id, before);
	expect_only_first(id);
	remove_message_queue(id);
}

static void send_one(void *id)
{
	put_message_waiting(*(int *)id, 2, "x");
}

CASE(sysv_msg_snd_cancellation_point)
{
	int id = new_full_queue();
	struct actor *sender = start_thread("sender", send_one, &id);

	expect_blocked_in(sender, CALL_MSGSND);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(sender)));
	expect_cancelled(sender);
	expect_only_first(id);
	remove_message_queue(id);
}

/* Handed to a receiver that waits for it, a message leaves the same traces. */
CASE(sysv_msg_snd_lspid_set, sysv_msg_snd_stime_set)
{
	int id = new_message_queue();
	time_t before = file_clock().tv_sec;
	struct msqid_ds status;
	struct actor *receiver = ACTOR("receiver")
	{
		struct message message;

		EXPECT_EQ(1, msgrcv(id, &message, TEXT_SIZE, 2, 0));
	}

	expect_blocked_in(receiver, CALL_MSGRCV);
	put_message(id, 2, "x");
	expect_finished(receiver);
	status = message_queue_status(id);
	EXPECT_EQ(getpid(), status.msg_lspid);
	EXPECT_EQ(actor_pid(receiver), status.msg_lrpid);
	EXPECT(status.msg_stime >= before);
	EXPECT_EQ(0, status.msg_qnum);
	remove_message_queue(id);
}

/* Senders of short and of long messages, and receivers of a type that is not there. */
CASE(sysv_msg_ctl_rmid_wakes_all)
{
	enum { EACH = 2 };
	int id = new_full_queue();
	struct actor *waiters[2 * EACH];
	struct message message = {2, "123456"};
	int i;

	for (i = 0; i < EACH; i++) {
		waiters[i] = ACTOR("sender")
			EXPECT_ERROR(EIDRM, msgsnd(id, &message, i == 0 ? 1 : 6, 0));
		waiters[EACH + i] = ACTOR("receiver")
			EXPECT_ERROR(EIDRM, msgrcv(id, &message, TEXT_SIZE, i == 0 ? 2 : 3, 0));
	}
	for (i = 0; i < EACH; i++) {
		expect_blocked_in(waiters[i], CALL_MSGSND);
		expect_blocked_in(waiters[EACH + i], CALL_MSGRCV);
	}
	remove_message_queue(id);
	for (i = 0; i < 2 * EACH; i++)
		expect_finished(waiters[i]);
}
