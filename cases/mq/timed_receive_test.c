/* How mq_timedreceive() limits the time that it waits for a message. */
#include "timed.h"

CASE(mq_timedreceive_message_ignores_timeout)
{
	mqd_t queue = new_queue(0);
	char message[MESSAGE_SIZE];
	unsigned priority;
	int i;

	for (i = 0; i < PAST_TIMES; i++) {
		struct timespec past = mq_past_time(i);

		send_message(queue, "x", 7);
		priority = 0;
		EXPECT_EQ(1, mq_timedreceive(queue, message, sizeof(message), &priority, &past));
		EXPECT_EQ('x', *message);
		EXPECT_EQ(7, priority);
		expect_messages(queue, 0);
	}
}

static int try_to_receive(mqd_t queue, struct timespec time)
{
	char message[MESSAGE_SIZE];

	if (mq_timedreceive(queue, message, sizeof(message), NULL, &time) == -1)
		return errno;
	send_message(queue, "x", 0);
	return 0;
}

CASE(mq_timedreceive_no_check_when_message)
{
	mqd_t queue = new_queue(0);

	send_message(queue, "x", 0);
	mq_observe_unneeded_times(queue, try_to_receive);
}

/* An empty queue: the call fails with that error. */
#define EXPECT_NOTHING(error, queue, time) \
	EXPECT_ERROR(error,                \
		     mq_timedreceive(queue, (char[MESSAGE_SIZE]){0}, MESSAGE_SIZE, NULL, &(time)))

/* Nothing of a receiver that gave up is left to take a message. */
static void expect_usable(mqd_t queue)
{
	send_message(queue, "x", 1);
	expect_messages(queue, 1);
	expect_message(queue, "x", 1);
}

CASE(mq_timedreceive_times_out, mq_timedreceive_etimedout)
{
	mqd_t queue = new_queue(0);
	int round;

	for (round = 1; round <= 2; round++) {
		struct timespec time = time_ahead(CLOCK_REALTIME, round * SOON);

		EXPECT_NOTHING(ETIMEDOUT, queue, time);
		expect_reached(CLOCK_REALTIME, time);
	}
	expect_usable(queue);
}

CASE(mq_timedreceive_past_immediate)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = ACTOR("receiver")
	{
		int i;

		for (i = 0; i < PAST_TIMES; i++) {
			struct timespec past = mq_past_time(i);

			EXPECT_NOTHING(ETIMEDOUT, queue, past);
		}
	}

	expect_finished(receiver);
	expect_usable(queue);
}

CASE(mq_timedreceive_nsec_invalid_einval, mq_timedreceive_einval)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = ACTOR("receiver")
	{
		struct timespec time;
		int i;

		for (i = 0; i < INVALID_NANOSECONDS; i++) {
			time = mq_far_time();
			time.tv_nsec = mq_invalid_nanoseconds[i];
			EXPECT_NOTHING(EINVAL, queue, time);
		}
		for (i = 0; i < EXTREME_NANOSECONDS; i++) {
			time = mq_past_time(2);
			time.tv_nsec = mq_extreme_nanoseconds[i];
			EXPECT_NOTHING(ETIMEDOUT, queue, time);
		}
	}

	expect_finished(receiver);
	expect_usable(queue);
}

CASE(mq_timedreceive_nonblock_eagain, mq_timedreceive_eagain)
{
	mqd_t queue = new_queue(O_NONBLOCK);
	char message[MESSAGE_SIZE];
	struct timespec past = mq_past_time(1);
	struct timespec far = mq_far_time();

	EXPECT_NOTHING(EAGAIN, queue, past);
	EXPECT_NOTHING(EAGAIN, queue, far);
	send_message(queue, "x", 1);
	EXPECT_EQ(1, mq_timedreceive(queue, message, sizeof(message), NULL, &past));
}

CASE(mq_timedreceive_wakes_on_message)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = ACTOR("receiver")
	{
		struct timespec far = mq_far_time();
		char message[MESSAGE_SIZE];
		unsigned priority = 0;

		EXPECT_EQ(2, mq_timedreceive(queue, message, sizeof(message), &priority, &far));
		EXPECT_BYTES("xy", message, 2);
		EXPECT_EQ(7, priority);
	}

	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_message(queue, "xy", 7);
	expect_finished(receiver);
	expect_messages(queue, 0);
}
