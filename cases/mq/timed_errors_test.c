/* The errors that mq_timedsend() and mq_timedreceive() have in common with the untimed functions.
 */
#include "timed.h"

#include <limits.h>
#include <signal.h>
#include <unistd.h>

/* The same call, with nothing wrong: a message is sent, or received and found to be the only one.
 */
static void send_in_time(mqd_t queue)
{
	struct timespec far = mq_far_time();

	EXPECT_EQ(0, mq_timedsend(queue, "x", 1, 1, &far));
}

static void expect_one_message(mqd_t queue)
{
	struct timespec far = mq_far_time();
	char message[MESSAGE_SIZE];

	expect_messages(queue, 1);
	EXPECT_EQ(1, mq_timedreceive(queue, message, sizeof(message), NULL, &far));
	EXPECT_EQ('x', *message);
}

/* The three descriptors that a transfer must be refused by. */
struct unfit {
	mqd_t other_way; /* open for the other direction only */
	mqd_t closed;
	mqd_t invalid;
};

/* Such ones of a new queue, which holds a message; *queue is open for both directions. */
static struct unfit open_unfit(mqd_t *queue, int other_way)
{
	const char *name = unique_name();
	struct unfit u;

	*queue = new_named_queue(name, 0);
	u.other_way = open_queue(name, other_way);
	u.closed = open_queue(name, O_RDWR);
	u.invalid = (mqd_t)-1;
	remove_queue(name);
	close_queue(u.closed);
	send_in_time(*queue);
	return u;
}

CASE(mq_timedsend_ebadf)
{
	mqd_t queue;
	struct unfit u = open_unfit(&queue, O_RDONLY);
	struct timespec far = mq_far_time();

	EXPECT_ERROR(EBADF, mq_timedsend(u.other_way, "y", 1, 2, &far));
	EXPECT_ERROR(EBADF, mq_timedsend(u.closed, "y", 1, 2, &far));
	EXPECT_ERROR(EBADF, mq_timedsend(u.invalid, "y", 1, 2, &far));
	expect_one_message(queue);
}

CASE(mq_timedsend_einval_prio)
{
	mqd_t queue = new_queue(0);
	struct timespec far = mq_far_time();
	long limit = sysconf(_SC_MQ_PRIO_MAX);

	if (limit == -1)
		skip_unsupported("MQ_PRIO_MAX is indeterminate");
	send_in_time(queue);
	EXPECT_ERROR(EINVAL, mq_timedsend(queue, "y", 1, (unsigned)limit, &far));
	EXPECT_ERROR(EINVAL, mq_timedsend(queue, "y", 1, ~0U, &far));
	expect_one_message(queue);
}

CASE(mq_timedsend_emsgsize)
{
	static const char text[] = "0123456789abcdef+";
	mqd_t queue = new_queue(0);
	struct timespec far = mq_far_time();

	send_in_time(queue);
	EXPECT_ERROR(EMSGSIZE, mq_timedsend(queue, text, MESSAGE_SIZE + 1, 2, &far));
	EXPECT_ERROR(EMSGSIZE, mq_timedsend(queue, text, SSIZE_MAX, 2, &far));
	expect_one_message(queue);
}

CASE(mq_timedsend_eintr)
{
	mqd_t queue = new_sized_queue(1, MESSAGE_SIZE, 0);
	struct actor *sender;

	send_in_time(queue);
	sender = ACTOR("sender")
	{
		struct timespec far = mq_far_time();

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, mq_timedsend(queue, "y", 1, 2, &far));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}
	expect_blocked_in(sender, CALL_MQ_SEND);
	send_signal(sender, SIGUSR1);
	expect_finished(sender);
	expect_one_message(queue);
}

CASE(mq_timedreceive_ebadf)
{
	mqd_t queue;
	struct unfit u = open_unfit(&queue, O_WRONLY);
	struct timespec far = mq_far_time();
	char message[MESSAGE_SIZE];

	EXPECT_ERROR(EBADF, mq_timedreceive(u.other_way, message, MESSAGE_SIZE, NULL, &far));
	EXPECT_ERROR(EBADF, mq_timedreceive(u.closed, message, MESSAGE_SIZE, NULL, &far));
	EXPECT_ERROR(EBADF, mq_timedreceive(u.invalid, message, MESSAGE_SIZE, NULL, &far));
	expect_one_message(queue);
}

CASE(mq_timedreceive_emsgsize)
{
	mqd_t queue = new_queue(0);
	struct timespec far = mq_far_time();
	char message[MESSAGE_SIZE];

	send_in_time(queue);
	EXPECT_ERROR(EMSGSIZE, mq_timedreceive(queue, message, MESSAGE_SIZE - 1, NULL, &far));
	EXPECT_ERROR(EMSGSIZE, mq_timedreceive(queue, message, 0, NULL, &far));
	expect_one_message(queue);
}

CASE(mq_timedreceive_eintr)
{
	mqd_t queue = new_queue(0);
	struct actor *receiver = ACTOR("receiver")
	{
		struct timespec far = mq_far_time();
		char message[MESSAGE_SIZE];

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, mq_timedreceive(queue, message, sizeof(message), NULL, &far));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_signal(receiver, SIGUSR1);
	expect_finished(receiver);
	send_in_time(queue);
	expect_one_message(queue);
}
