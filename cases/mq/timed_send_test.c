/* How mq_timedsend() limits the time that it waits for room. */
#include "timed.h"

static mqd_t new_full_queue(int flags)
{
	mqd_t queue = new_queue(flags);

	fill_queue(queue);
	return queue;
}

static void expect_as_filled(mqd_t queue)
{
	char text[] = "0";

	expect_messages(queue, CAPACITY);
	for (; *text < '0' + CAPACITY; (*text)++)
		expect_message(queue, text, 0);
}

CASE(mq_timedsend_space_available_ignores_timeout)
{
	mqd_t queue = new_sized_queue(PAST_TIMES, MESSAGE_SIZE, 0);
	char text[] = "0";
	int i;

	for (i = 0; i < PAST_TIMES; i++) {
		struct timespec past = mq_past_time(i);

		*text = (char)('0' + i);
		EXPECT_EQ(0, mq_timedsend(queue, text, 1, 7, &past));
	}
	expect_messages(queue, PAST_TIMES);
	for (i = 0; i < PAST_TIMES; i++) {
		*text = (char)('0' + i);
		expect_message(queue, text, 7);
	}
}

static int try_to_send(mqd_t queue, struct timespec time)
{
	char message[MESSAGE_SIZE];

	if (mq_timedsend(queue, "x", 1, 0, &time) == -1)
		return errno;
	EXPECT_EQ(1, mq_receive(queue, message, sizeof(message), NULL));
	return 0;
}

CASE(mq_timedsend_no_check_when_space)
{
	mq_observe_unneeded_times(new_queue(0), try_to_send);
}

CASE(mq_timedsend_times_out, mq_timedsend_etimedout)
{
	mqd_t queue = new_full_queue(0);
	int round;

	for (round = 1; round <= 2; round++) {
		struct timespec time = time_ahead(CLOCK_REALTIME, round * SOON);

		EXPECT_ERROR(ETIMEDOUT, mq_timedsend(queue, "x", 1, 1, &time));
		expect_reached(CLOCK_REALTIME, time);
	}
	expect_as_filled(queue);
}

CASE(mq_timedsend_past_time_immediate)
{
	mqd_t queue = new_full_queue(0);
	struct actor *sender = ACTOR("sender")
	{
		int i;

		for (i = 0; i < PAST_TIMES; i++) {
			struct timespec past = mq_past_time(i);

			EXPECT_ERROR(ETIMEDOUT, mq_timedsend(queue, "x", 1, 1, &past));
		}
	}

	expect_finished(sender);
	expect_as_filled(queue);
}

CASE(mq_timedsend_nsec_invalid_einval, mq_timedsend_einval_nsec)
{
	mqd_t queue = new_full_queue(0);
	struct actor *sender = ACTOR("sender")
	{
		struct timespec time;
		int i;

		for (i = 0; i < INVALID_NANOSECONDS; i++) {
			time = mq_far_time();
			time.tv_nsec = mq_invalid_nanoseconds[i];
			EXPECT_ERROR(EINVAL, mq_timedsend(queue, "x", 1, 1, &time));
		}
		for (i = 0; i < EXTREME_NANOSECONDS; i++) {
			time = mq_past_time(2);
			time.tv_nsec = mq_extreme_nanoseconds[i];
			EXPECT_ERROR(ETIMEDOUT, mq_timedsend(queue, "x", 1, 1, &time));
		}
	}

	expect_finished(sender);
	expect_as_filled(queue);
}

CASE(mq_timedsend_nonblock_eagain, mq_timedsend_eagain)
{
	mqd_t queue = new_full_queue(O_NONBLOCK);
	struct timespec past = mq_past_time(1);
	struct timespec far = mq_far_time();

	EXPECT_ERROR(EAGAIN, mq_timedsend(queue, "x", 1, 1, &past));
	EXPECT_ERROR(EAGAIN, mq_timedsend(queue, "x", 1, 1, &far));
	expect_as_filled(queue);
	EXPECT_EQ(0, mq_timedsend(queue, "x", 1, 1, &past));
	expect_message(queue, "x", 1);
}

CASE(mq_timedsend_succeeds_before_timeout)
{
	mqd_t queue = new_full_queue(0);
	struct actor *sender = ACTOR("sender")
	{
		struct timespec far = mq_far_time();

		EXPECT_EQ(0, mq_timedsend(queue, "x", 1, 1, &far));
	}

	expect_blocked_in(sender, CALL_MQ_SEND);
	expect_messages(queue, CAPACITY);
	expect_message(queue, "0", 0);
	expect_finished(sender);
	expect_messages(queue, CAPACITY);
	expect_message(queue, "x", 1);
}

CASE(mq_timedsend_clock_realtime)
{
	mqd_t queue = new_full_queue(0);
	struct actor *sender = ACTOR("sender")
	{
		/* Ahead by a clock that began with the system, long past by the right one. */
		struct timespec time = time_ahead(CLOCK_MONOTONIC, MINUTE);

		EXPECT_ERROR(ETIMEDOUT, mq_timedsend(queue, "x", 1, 1, &time));
		time = time_ahead(CLOCK_REALTIME, SOON);
		EXPECT_ERROR(ETIMEDOUT, mq_timedsend(queue, "x", 1, 1, &time));
		expect_reached(CLOCK_REALTIME, time);
	}

	expect_finished(sender);
	expect_as_filled(queue);
}
