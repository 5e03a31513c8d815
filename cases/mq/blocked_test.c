/*
 * What mq_send() does on a full queue, and mq_receive() on an empty one: they
 * wait, and are woken, interrupted or cancelled.
 */
#include "mq.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

/* What fill_queue() has put there, from the first one on. */
static void expect_filled_from(mqd_t queue, char first)
{
	char text[] = {first, '\0'};

	for (; *text < '0' + CAPACITY; (*text)++)
		expect_message(queue, text, 0);
}

CASE(mq_send_full_blocks)
{
	mqd_t queue = new_queue(0);
	struct actor *sender;

	fill_queue(queue);
	sender = ACTOR("sender") send_message(queue, "x", 0);
	expect_blocked_in(sender, CALL_MQ_SEND);
	expect_messages(queue, CAPACITY);
	expect_message(queue, "0", 0);
	expect_finished(sender);
	expect_filled_from(queue, '1');
	expect_message(queue, "x", 0);
	expect_messages(queue, 0);
}

CASE(mq_send_eintr_when_blocked, mq_send_eintr)
{
	mqd_t queue = new_queue(0);
	struct actor *sender;

	fill_queue(queue);
	sender = ACTOR("sender")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, mq_send(queue, "x", 1, 1));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}
	expect_blocked_in(sender, CALL_MQ_SEND);
	send_signal(sender, SIGUSR1);
	expect_finished(sender);
	expect_filled_from(queue, '0');
	expect_messages(queue, 0);
}

CASE(mq_send_unlink_while_blocked)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *sender;

	fill_queue(queue);
	sender = ACTOR("sender") send_message(queue, "x", 0);
	expect_blocked_in(sender, CALL_MQ_SEND);
	remove_queue(name);
	expect_blocked_in(sender, CALL_MQ_SEND);
	expect_message(queue, "0", 0);
	expect_finished(sender);
	expect_filled_from(queue, '1');
	expect_message(queue, "x", 0);
}

/* Both functions are cancellation points; value is "has a time limit". */
static const struct variant send_functions[] = {{"mq_send", false, NULL},
						{"mq_timedsend", true, NULL}};
static const struct variant receive_functions[] = {{"mq_receive", false, NULL},
						   {"mq_timedreceive", true, NULL}};

/* A time that no case lives to see. */
static struct timespec far_away(void)
{
	enum { MINUTE = 60000 };

	return time_ahead(CLOCK_REALTIME, MINUTE);
}

static void send_one(void *queue)
{
	struct timespec limit = far_away();

	if (variant()->value)
		EXPECT_OK(mq_timedsend(*(mqd_t *)queue, "x", 1, 1, &limit));
	else
		EXPECT_OK(mq_send(*(mqd_t *)queue, "x", 1, 1));
}

CASE_VARIANTS(send_functions, mq_send_cancellation_point)
{
	mqd_t queue = new_queue(0);
	struct actor *sender;

	fill_queue(queue);
	sender = start_thread("sender", send_one, &queue);
	expect_blocked_in(sender, CALL_MQ_SEND);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(sender)));
	expect_cancelled(sender);
	expect_filled_from(queue, '0');
	expect_messages(queue, 0);
}

static void receive_one(void *queue)
{
	struct timespec limit = far_away();
	char message[MESSAGE_SIZE];

	if (variant()->value)
		EXPECT_OK(mq_timedreceive(*(mqd_t *)queue, message, MESSAGE_SIZE, NULL, &limit));
	else
		EXPECT_OK(mq_receive(*(mqd_t *)queue, message, MESSAGE_SIZE, NULL));
}

CASE_VARIANTS(receive_functions, mq_receive_cancellation_point)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = start_thread("receiver", receive_one, &queue);

	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(receiver)));
	expect_cancelled(receiver);
	send_message(queue, "x", 1);
	expect_messages(queue, 1);
	expect_message(queue, "x", 1);
}

CASE(mq_receive_empty_blocks)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = ACTOR("receiver")
	{
		expect_message(queue, "x", 1);
		expect_message(queue, "y", 0);
	}

	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_message(queue, "x", 1);
	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_message(queue, "y", 0);
	expect_finished(receiver);
	expect_messages(queue, 0);
}

CASE(mq_receive_eintr_when_blocked, mq_receive_eintr)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = ACTOR("receiver")
	{
		char message[MESSAGE_SIZE];

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, mq_receive(queue, message, sizeof(message), NULL));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_signal(receiver, SIGUSR1);
	expect_finished(receiver);
	send_message(queue, "x", 0);
	expect_messages(queue, 1);
	expect_message(queue, "x", 0);
}
