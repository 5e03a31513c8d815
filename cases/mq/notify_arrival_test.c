/* Which messages a registered process is notified of. */
#include "notice.h"
#include "timed.h"

CASE(mq_notify_signal_on_empty_to_nonempty)
{
	mqd_t queue = new_queue(0);
	struct timespec past = {0, 0};
	struct actor *sender;

	request_notice(queue, 1);
	expect_no_notice();
	send_message(queue, "x", 0);
	expect_notice(1);
	expect_message(queue, "x", 0);
	request_notice(queue, 2);
	EXPECT_OK(mq_timedsend(queue, "y", 1, 0, &past));
	expect_notice(2);
	expect_message(queue, "y", 0);
	request_notice(queue, 3);
	sender = ACTOR("sender") send_message(queue, "z", 0);
	expect_finished(sender);
	expect_notice(3);
	expect_no_notice();
}

CASE(mq_notify_not_when_nonempty)
{
	mqd_t queue = new_queue(0);

	send_message(queue, "a", 0);
	request_notice(queue, 1);
	send_message(queue, "b", 0);
	expect_no_notice();
	send_message(queue, "c", 1);
	expect_no_notice();
	expect_registration(queue);
	cancel_request(queue);
	expect_messages(queue, 3);
	expect_message(queue, "c", 1);
	expect_message(queue, "a", 0);
	expect_message(queue, "b", 0);
	request_notice(queue, 2);
	send_message(queue, "d", 0);
	expect_notice(2);
}

CASE(mq_notify_one_shot)
{
	mqd_t queue = new_queue(0);

	request_notice(queue, 1);
	send_message(queue, "a", 0);
	expect_notice(1);
	expect_no_registration(queue);
	expect_message(queue, "a", 0);
	send_message(queue, "b", 0);
	expect_no_notice();
	expect_message(queue, "b", 0);
	request_notice(queue, 2);
	send_message(queue, "c", 0);
	expect_notice(2);
	expect_no_notice();
}

CASE(mq_notify_message_not_consumed)
{
	mqd_t queue = new_queue(0);

	request_notice(queue, 1);
	send_message(queue, "x", 3);
	expect_notice(1);
	expect_messages(queue, 1);
	expect_message(queue, "x", 3);
	expect_messages(queue, 0);
}

/* value is "has a time limit" of the call that waits. */
static const struct variant receivers[] = {{"mq_receive", false, NULL},
					   {"mq_timedreceive", true, NULL}};

static struct actor *start_receiver(mqd_t queue)
{
	struct timespec far = mq_far_time();
	struct actor *receiver = ACTOR("receiver")
	{
		char message[MESSAGE_SIZE];

		if (variant()->value)
			EXPECT_EQ(1, mq_timedreceive(queue, message, MESSAGE_SIZE, NULL, &far));
		else
			EXPECT_EQ(1, mq_receive(queue, message, MESSAGE_SIZE, NULL));
	}

	return receiver;
}

CASE_VARIANTS(receivers, mq_notify_waiting_receiver_wins)
{
	enum { ROUNDS = 2 };
	mqd_t queue = new_queue(0);
	int round;

	request_notice(queue, 1);
	for (round = 0; round < ROUNDS; round++) {
		struct actor *receiver = start_receiver(queue);

		expect_blocked_in(receiver, CALL_MQ_RECEIVE);
		send_message(queue, "x", 0);
		expect_finished(receiver);
		expect_no_notice();
		expect_registration(queue);
		expect_messages(queue, 0);
	}
	send_message(queue, "y", 0);
	expect_notice(1);
	expect_no_notice();
}

/*
 * Nobody can tell whether a queue with room for one message is empty before that
 * of a waiting sender takes the place of the one received.
 */
static void observe_succession(void)
{
	mqd_t queue = new_sized_queue(1, MESSAGE_SIZE, 0);
	struct actor *sender;

	send_message(queue, "a", 0);
	sender = ACTOR("sender") send_message(queue, "b", 0);
	expect_blocked_in(sender, CALL_MQ_SEND);
	request_notice(queue, 0);
	expect_message(queue, "a", 0);
	expect_finished(sender);
	observe("the message of a waiting sender takes the only place", "%s",
		is_pending(NOTICE) ? "a notice" : "no notice");
}

CASE(mq_notify_registered_on_nonempty_waits_for_drain)
{
	mqd_t queue = new_queue(0);

	send_message(queue, "a", 0);
	send_message(queue, "b", 0);
	request_notice(queue, 1);
	expect_no_notice();
	expect_message(queue, "a", 0);
	send_message(queue, "c", 0);
	expect_message(queue, "b", 0);
	expect_message(queue, "c", 0);
	expect_no_notice();
	expect_registration(queue);
	send_message(queue, "d", 0);
	expect_notice(1);
	expect_no_notice();
	observe_succession();
}
