/* Many senders wait for room in a small queue: none is forgotten, nothing is lost. */
#include "sysv_msg.h"

#include <string.h>

enum { SENDERS = 4, ROUNDS = 100, CAPACITY = 2 * TEXT_SIZE };

/* What a sender sends in a round: the number of the round, and up to 60 bytes more. */
static size_t compose(struct message *message, int sender, int round)
{
	memset(message, 0, sizeof(*message));
	message->mtype = 1 + sender;
	memset(message->mtext, 'a' + round % 26, TEXT_SIZE);
	memcpy(message->mtext, &round, sizeof(round));
	return sizeof(round) + (size_t)(sender * 17 + round * 23) % (TEXT_SIZE - sizeof(round));
}

static void send_all(int id, int sender)
{
	struct message message;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		size_t size = compose(&message, sender, round);

		EXPECT_EQ(0, msgsnd(id, &message, size, 0));
	}
}

CASE(sysv_msg_snd_unblocked_by_receive)
{
	int id = new_small_message_queue(CAPACITY);
	int rounds[SENDERS] = {0};
	struct actor *senders[SENDERS];
	int i;

	for (i = 0; i < SENDERS; i++) {
		senders[i] = ACTOR("sender") send_all(id, i);
	}
	for (i = 0; i < SENDERS; i++)
		expect_blocked_in(senders[i], CALL_MSGSND);
	for (i = 0; i < SENDERS * ROUNDS; i++) {
		struct message expected;
		struct message received;
		ssize_t size = EXPECT_OK(msgrcv(id, &received, TEXT_SIZE, 0, 0));
		unsigned sender = (unsigned)received.mtype - 1;

		EXPECT(sender < SENDERS);
		EXPECT_EQ(compose(&expected, (int)sender, rounds[sender]++), size);
		EXPECT_BYTES(expected.mtext, received.mtext, (size_t)size);
	}
	for (i = 0; i < SENDERS; i++)
		expect_finished(senders[i]);
	expect_queued(id, 0);
	remove_message_queue(id);
}

/* Sends until the queue is gone: while it waited for room, or before it asked for any. */
static void send_to_the_end(int id)
{
	struct message message;
	size_t size = compose(&message, 0, 1);

	while (msgsnd(id, &message, size, 0) == 0)
		;
	EXPECT_THAT(errno == EIDRM || errno == EINVAL,
		    "msgsnd() to a removed queue: expected EIDRM or EINVAL, observed %s",
		    error_name(errno));
}

/* At whatever moment the queue is removed. */
CASE(sysv_msg_ctl_rmid_wakes_all)
{
	enum { QUEUES = 8 };
	struct actor *senders[SENDERS];
	struct message message;
	int queue;
	int i;

	for (queue = 0; queue < QUEUES; queue++) {
		int id = new_small_message_queue(CAPACITY);

		for (i = 0; i < SENDERS; i++) {
			senders[i] = ACTOR("sender") send_to_the_end(id);
		}
		for (i = 0; i < queue * QUEUES; i++)
			EXPECT_OK(msgrcv(id, &message, TEXT_SIZE, 0, 0));
		remove_message_queue(id);
		for (i = 0; i < SENDERS; i++)
			expect_finished(senders[i]);
	}
}
