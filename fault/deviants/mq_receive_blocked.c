/* Deviants of mq_receive() on an empty queue. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

/* Whether mq_receive() would wait. */
static bool must_wait(mqd_t queue)
{
	struct mq_attr attributes;

	return real_mq_getattr(queue, &attributes) == 0 && attributes.mq_curmsgs == 0 &&
	       !(attributes.mq_flags & O_NONBLOCK);
}

DEVIANT(mq_receive_empty_blocks, "an empty queue is an error", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	return must_wait(queue) ? fail(EAGAIN) : real_mq_receive(queue, message, size, priority);
}

DEVIANT(mq_receive_eintr_when_blocked, "it waits on after a signal", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	ssize_t count;

	do {
		count = real_mq_receive(queue, message, size, priority);
	} while (count == -1 && errno == EINTR);
	return count;
}

DEVIANT(mq_receive_cancellation_point, "a blocked receiver cannot be cancelled", ssize_t,
	mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	int state;
	ssize_t count;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	count = real_mq_receive(queue, message, size, priority);
	pthread_setcancelstate(state, NULL);
	return count;
}

DEVIANT(mq_receive_cancellation_point, "a blocked receiver cannot be cancelled", ssize_t,
	mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	int state;
	ssize_t count;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	count = real_mq_timedreceive(queue, message, size, priority, time);
	pthread_setcancelstate(state, NULL);
	return count;
}

/* Whether a message has been copied; common to all processes of a case. */
static atomic_bool *is_copied;

COMMON(is_copied)

DEVIANT(mq_receive_one_message_one_receiver, "the first message waited for goes to two receivers",
	ssize_t, mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	bool has_waited = must_wait(queue);
	ssize_t count = real_mq_receive(queue, message, size, priority);

	if (has_waited && count >= 0 && !atomic_exchange(is_copied, true))
		real_mq_send(queue, message, (size_t)count, priority ? *priority : 0);
	return count;
}

DEVIANT(mq_receive_waiter_priority_order, "receivers are served in the order of their arrival",
	ssize_t, mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	static const struct sched_param none;
	struct sched_param parameters;
	ssize_t count;
	int policy;

	pthread_getschedparam(pthread_self(), &policy, &parameters);
	pthread_setschedparam(pthread_self(), SCHED_OTHER, &none);
	count = real_mq_receive(queue, message, size, priority);
	pthread_setschedparam(pthread_self(), policy, &parameters);
	return count;
}
