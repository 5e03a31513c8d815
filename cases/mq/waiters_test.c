/* Several threads wait for the same queue: who is served, and when. */
#include "mq.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { WAITERS = 3 };

/* What the waiters have got through. */
struct progress {
	atomic_int finished;
	atomic_bool is_finished[WAITERS];
	int wanted;
};

static bool is_as_wanted(void *progress)
{
	const struct progress *p = progress;

	return p->finished >= p->wanted;
}

static void expect_one_more(struct progress *p)
{
	p->wanted++;
	EXPECT_THAT(wait_until(is_as_wanted, p, STEP_LIMIT),
		    "waiters served: expected %d, observed %d", p->wanted, p->finished);
}

static void send_and_tell(mqd_t queue, struct progress *progress, int i)
{
	send_message(queue, "x", 0);
	progress->is_finished[i] = true;
	progress->finished++;
}

CASE(mq_send_full_unblocked_by_receive)
{
	mqd_t queue = new_queue(0);
	struct progress *progress = share(sizeof(*progress));
	struct actor *senders[WAITERS];
	char text[] = "0";
	int i;

	fill_queue(queue);
	for (i = 0; i < WAITERS; i++) {
		senders[i] = ACTOR("sender") send_and_tell(queue, progress, i);
		expect_blocked_in(senders[i], CALL_MQ_SEND);
	}
	for (; *text < '0' + CAPACITY; (*text)++) {
		expect_message(queue, text, 0);
		expect_one_more(progress);
		for (i = 0; i < WAITERS; i++)
			if (!progress->is_finished[i])
				expect_blocked_in(senders[i], CALL_MQ_SEND);
		EXPECT_EQ(progress->wanted, progress->finished);
		expect_messages(queue, CAPACITY);
	}
}

/* Every message is numbered; whoever receives it counts it. */
CASE(mq_receive_one_message_one_receiver)
{
	enum { MESSAGES = 300, STOP = MESSAGES };
	mqd_t queue = new_queue(0);
	atomic_int *counts = share(MESSAGES * sizeof(*counts));
	struct actor *receivers[WAITERS];
	int number;
	int i;

	for (i = 0; i < WAITERS; i++) {
		receivers[i] = ACTOR("receiver")
		{
			int message[MESSAGE_SIZE / sizeof(int)];

			do {
				EXPECT_EQ(sizeof(int), mq_receive(queue, (char *)message,
								  sizeof(message), NULL));
				if (*message < MESSAGES)
					counts[*message]++;
			} while (*message < MESSAGES);
		}
		expect_blocked_in(receivers[i], CALL_MQ_RECEIVE);
	}
	for (number = 0; number < STOP + WAITERS; number++)
		EXPECT_EQ(0, mq_send(queue, (char *)&number, sizeof(number), 0));
	for (i = 0; i < WAITERS; i++)
		expect_finished(receivers[i]);
	for (number = 0; number < MESSAGES; number++)
		EXPECT_THAT(counts[number] == 1,
			    "message %d: expected to be received once, observed %d times", number,
			    counts[number]);
	expect_messages(queue, 0);
}

/* In the order of their arrival, which is not the one that they are to be served in. */
static const struct competitor {
	const char *name;
	int rank;
} competitors[] = {{"low", 0}, {"first", 1}, {"second", 1}, {"high", 2}};
static const char *const by_rank[] = {"high", "first", "second", "low"};

enum { COMPETITORS = sizeof(competitors) / sizeof(competitors[0]) };

/* Gives the calling thread a priority of its own, above all that share the processor by turns. */
static void take_rank(int rank)
{
	struct sched_param parameters = {
		.sched_priority = (int)SETUP(sched_get_priority_min(SCHED_FIFO)) + rank};
	int error = pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters);

	if (error == EPERM)
		skip_unpermitted("the user may not use SCHED_FIFO");
	if (error == EINVAL)
		skip_unsupported("the system does not have SCHED_FIFO");
	SETUP_THAT(error == 0, "cannot use SCHED_FIFO: %s", error_name(error));
}

/* The queue takes one message: the order of the messages is that of the senders' release. */
CASE(mq_send_blocked_priority_order)
{
	mqd_t queue = new_sized_queue(1, MESSAGE_SIZE, 0);
	int i;

	send_message(queue, "full", 0);
	for (i = 0; i < COMPETITORS; i++) {
		struct actor *sender = ACTOR(competitors[i].name)
		{
			take_rank(competitors[i].rank);
			send_message(queue, competitors[i].name, 0);
		}

		expect_blocked_in(sender, CALL_MQ_SEND);
	}
	expect_message(queue, "full", 0);
	for (i = 0; i < COMPETITORS; i++)
		expect_message(queue, by_rank[i], 0);
}

/* Each message names who is to get it. */
CASE(mq_receive_waiter_priority_order)
{
	mqd_t queue = new_queue(0);
	struct progress *progress = share(sizeof(*progress));
	int i;

	for (i = 0; i < COMPETITORS; i++) {
		struct actor *receiver = ACTOR(competitors[i].name)
		{
			take_rank(competitors[i].rank);
			expect_message(queue, competitors[i].name, 0);
			progress->finished++;
		}

		expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	}
	for (i = 0; i < COMPETITORS; i++) {
		send_message(queue, by_rank[i], 0);
		expect_one_more(progress);
	}
}

CASE(mq_send_blocked_order_unspecified)
{
	mqd_t queue = new_sized_queue(1, MESSAGE_SIZE, 0);
	char order[WAITERS + 1] = "";
	char text[MESSAGE_SIZE] = "0";
	int i;

	send_message(queue, "full", 0);
	for (i = 0; i < WAITERS; i++) {
		struct actor *sender;

		*text = (char)('1' + i);
		sender = ACTOR("sender") send_message(queue, text, 0);
		expect_blocked_in(sender, CALL_MQ_SEND);
	}
	expect_message(queue, "full", 0);
	for (i = 0; i < WAITERS; i++) {
		EXPECT_EQ(1, mq_receive(queue, text, sizeof(text), NULL));
		order[i] = *text;
	}
	observe("blocked senders, by arrival, as they are released", "%s", order);
}

CASE(mq_receive_waiter_choice_unspecified)
{
	mqd_t queue = new_queue(0);
	char *order = share(WAITERS + 1);
	struct actor *receivers[WAITERS];
	char text[MESSAGE_SIZE];
	int i;

	for (i = 0; i < WAITERS; i++) {
		receivers[i] = ACTOR("receiver")
		{
			EXPECT_EQ(1, mq_receive(queue, text, sizeof(text), NULL));
			order[*text - '0'] = (char)('1' + i);
		}
		expect_blocked_in(receivers[i], CALL_MQ_RECEIVE);
	}
	fill_queue(queue);
	for (i = 0; i < WAITERS; i++)
		expect_finished(receivers[i]);
	observe("waiting receivers, by arrival, as they are served", "%s", order);
}
