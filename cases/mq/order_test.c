/*
 * The order of messages when several processes send at once. Every send and
 * every receive is entered in a history, with the ticks of a clock that they
 * have in common; what came before what is checked afterwards.
 */
#include "mq.h"

#include <stdatomic.h>
#include <string.h>

enum { SENDERS = 3, ROUNDS = 150, MESSAGES = SENDERS * ROUNDS, PRIORITIES = 4 };

/* What became of one message; times are ticks. */
struct passage {
	unsigned priority;
	long sending; /* mq_send() was called */
	long sent;    /* and has returned */
	long asking;  /* mq_receive() was called */
	long place;   /* this was so many messages later than the first one */
	int receipts;
};

struct history {
	atomic_long clock;
	struct passage of[MESSAGES];
};

struct message {
	int number; /* of all messages; those of a sender follow each other */
	char text[28];
};

enum { LARGEST = sizeof(struct message) };

/* All that a message is follows from its number. Returns its size. */
static size_t compose(struct message *message, int number)
{
	size_t length = (size_t)number % (sizeof(message->text) + 1);

	memset(message, 0, sizeof(*message));
	message->number = number;
	memset(message->text, 'a' + number % 26, length);
	return LARGEST - sizeof(message->text) + length;
}

static unsigned priority_of(int number)
{
	/* Any mixture will do in which no sender has a rhythm of its own. */
	return (unsigned)(number * 7 + number / PRIORITIES * 3) % PRIORITIES;
}

static void send_all(mqd_t queue, struct history *history, int first)
{
	struct message message;
	int number;

	for (number = first; number < first + ROUNDS; number++) {
		struct passage *passage = &history->of[number];
		size_t size = compose(&message, number);

		passage->priority = priority_of(number);
		passage->sending = history->clock++;
		EXPECT_EQ(0, mq_send(queue, (char *)&message, size, passage->priority));
		passage->sent = history->clock++;
	}
}

static void receive_all(mqd_t queue, struct history *history)
{
	struct message received;
	struct message expected;
	unsigned priority;
	long place;

	for (place = 0; place < MESSAGES; place++) {
		long asking = history->clock++;
		ssize_t size = EXPECT_OK(mq_receive(queue, (char *)&received, LARGEST, &priority));
		struct passage *passage;

		EXPECT(size >= (ssize_t)sizeof(received.number));
		EXPECT(received.number >= 0 && received.number < MESSAGES);
		passage = &history->of[received.number];
		EXPECT_EQ(compose(&expected, received.number), size);
		EXPECT_BYTES(&expected, &received, (size_t)size);
		EXPECT_EQ(priority_of(received.number), priority);
		EXPECT_THAT(++passage->receipts == 1, "message %d: expected once, observed again",
			    received.number);
		passage->asking = asking;
		passage->place = place;
	}
}

/* Whether a, being there, must be received before b. */
static bool goes_before(const struct passage *a, const struct passage *b)
{
	if (a->priority == b->priority)
		return a->sent < b->sending;
	return a->priority > b->priority && a->sent < b->asking;
}

static void expect_in_order(const struct history *history)
{
	const struct passage *a;
	const struct passage *b;

	for (a = history->of; a < history->of + MESSAGES; a++)
		for (b = history->of; b < history->of + MESSAGES; b++)
			EXPECT_THAT(!goes_before(a, b) || a->place < b->place,
				    "message %td of priority %u: expected before, observed behind "
				    "message %td of priority %u",
				    a - history->of, a->priority, b - history->of, b->priority);
}

CASE(mq_send_higher_priority_first, mq_send_fifo_within_priority, mq_send_boundaries_preserved,
     mq_receive_highest_priority_first)
{
	enum { HOST_LIMIT = 10 };
	mqd_t queue = new_sized_queue(HOST_LIMIT, LARGEST, 0);
	struct history *history = share(sizeof(*history));
	struct actor *senders[SENDERS];
	struct actor *receiver;
	int i;

	for (i = 0; i < SENDERS; i++) {
		senders[i] = ACTOR("sender") send_all(queue, history, i * ROUNDS);
	}
	for (i = 0; i < SENDERS; i++)
		expect_blocked_in(senders[i], CALL_MQ_SEND);
	receiver = ACTOR("receiver") receive_all(queue, history);
	expect_finished(receiver);
	for (i = 0; i < SENDERS; i++)
		expect_finished(senders[i]);
	expect_messages(queue, 0);
	expect_in_order(history);
}
