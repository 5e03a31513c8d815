/*
 * Several senders and several receivers at once. Every send and every receive
 * is entered in a history, with the ticks of a clock that they have in common;
 * that each message went to one receiver, and in order, is checked afterwards.
 */
#include "sysv_msg.h"

#include <stdatomic.h>
#include <string.h>

enum { SENDERS = 3, ROUNDS = 100, MESSAGES = SENDERS * ROUNDS, TYPES = 4 };

/* Each type has a receiver, or a full queue would stay full. */
static const long selectors[] = {1, 1, 2, -TYPES};

enum { RECEIVERS = sizeof(selectors) / sizeof(selectors[0]) };

/* What became of one message; times are ticks. */
struct passage {
	long type;
	long sending; /* msgsnd() was called */
	long sent;    /* and has returned */
	long asking;  /* msgrcv() was called */
	long got;     /* and has returned */
	long msgtyp;  /* with this selector */
	atomic_int receipts;
};

struct history {
	atomic_long clock;
	struct passage of[MESSAGES];
};

struct numbered {
	long mtype;
	int number; /* of all messages; those of a sender follow each other */
	char text[28];
};

enum { NUMBER_SIZE = sizeof(int), LARGEST = NUMBER_SIZE + sizeof((struct numbered){0}.text) };

/* All that a message is follows from its number. Returns its size. */
static size_t compose(struct numbered *message, int number)
{
	size_t length = (size_t)number % (sizeof(message->text) + 1);

	memset(message, 0, sizeof(*message));
	/* Any mixture will do in which no sender has a rhythm of its own. */
	message->mtype = 1 + (number * 7 + number / TYPES * 3) % TYPES;
	message->number = number;
	memset(message->text, 'a' + number % 26, length);
	return NUMBER_SIZE + length;
}

static void send_all(int id, struct history *history, int first)
{
	struct numbered message;
	int number;

	for (number = first; number < first + ROUNDS; number++) {
		struct passage *passage = &history->of[number];
		size_t size = compose(&message, number);

		passage->type = message.mtype;
		passage->sending = history->clock++;
		EXPECT_EQ(0, msgsnd(id, &message, size, 0));
		passage->sent = history->clock++;
	}
}

static void enter_receipt(struct history *history, const struct numbered *received, ssize_t size,
			  long asking, long msgtyp)
{
	long got = history->clock++;
	struct numbered expected;
	struct passage *passage;

	EXPECT(size >= NUMBER_SIZE && received->number >= 0 && received->number < MESSAGES);
	EXPECT_EQ(compose(&expected, received->number), size);
	EXPECT_EQ(expected.mtype, received->mtype);
	EXPECT_BYTES(&expected.number, &received->number, (size_t)size);
	passage = &history->of[received->number];
	EXPECT_THAT(passage->receipts++ == 0, "message %d: expected once, observed again",
		    received->number);
	passage->asking = asking;
	passage->got = got;
	passage->msgtyp = msgtyp;
}

/* Until the queue is removed. */
static void receive_all(int id, struct history *history, long msgtyp)
{
	struct numbered received;
	long asking = history->clock++;
	ssize_t size;

	while ((size = msgrcv(id, &received, LARGEST, msgtyp, 0)) != -1) {
		enter_receipt(history, &received, size, asking, msgtyp);
		asking = history->clock++;
	}
	EXPECT_THAT(errno == EIDRM, "msgrcv(): expected EIDRM, observed %s", error_name(errno));
}

static bool is_wanted(long msgtyp, long type)
{
	return msgtyp < 0 ? type <= -msgtyp : type == msgtyp;
}

/* Whether the receiver of b would have had to take a, had a been there. */
static bool goes_before(const struct passage *a, const struct passage *b)
{
	if (a->type == b->type)
		return a->sent < b->sending;
	return a->type < b->type && is_wanted(b->msgtyp, a->type) && a->sent < b->asking;
}

static void expect_in_order(const struct history *history)
{
	const struct passage *a;
	const struct passage *b;

	for (a = history->of; a < history->of + MESSAGES; a++) {
		EXPECT_THAT(a->receipts == 1, "message %td: expected once, observed never",
			    a - history->of);
		EXPECT(is_wanted(a->msgtyp, a->type));
		/* Who received b before anybody asked for a passed over it. */
		for (b = history->of; b < history->of + MESSAGES; b++)
			EXPECT_THAT(!goes_before(a, b) || a->asking < b->got,
				    "message %td of type %ld: expected before, observed behind "
				    "message %td of type %ld",
				    a - history->of, a->type, b - history->of, b->type);
	}
}

static bool is_empty(void *id)
{
	return message_queue_status(*(int *)id).msg_qnum == 0;
}

CASE(sysv_msg_rcv_one_receiver_each, sysv_msg_rcv_order_fifo_same_type,
     sysv_msg_rcv_type_negative_lowest)
{
	/* Small enough for the senders to be stopped by it now and then. */
	int id = new_small_message_queue((msglen_t)SENDERS * TYPES * LARGEST);
	struct history *history = share(sizeof(*history));
	struct actor *senders[SENDERS];
	struct actor *receivers[RECEIVERS];
	int i;

	for (i = 0; i < SENDERS; i++) {
		senders[i] = ACTOR("sender") send_all(id, history, i * ROUNDS);
	}
	for (i = 0; i < SENDERS; i++)
		expect_blocked_in(senders[i], CALL_MSGSND);
	for (i = 0; i < RECEIVERS; i++) {
		receivers[i] = ACTOR("receiver") receive_all(id, history, selectors[i]);
	}
	for (i = 0; i < SENDERS; i++)
		expect_finished(senders[i]);
	EXPECT_THAT(wait_until(is_empty, &id, STEP_LIMIT), "messages are left on the queue");
	for (i = 0; i < RECEIVERS; i++)
		expect_blocked_in(receivers[i], CALL_MSGRCV);
	remove_message_queue(id);
	for (i = 0; i < RECEIVERS; i++)
		expect_finished(receivers[i]);
	expect_in_order(history);
}
