/* Deviants of mq_send() on a full queue. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>

enum { LARGEST = 8192 };

static struct mq_attr attributes_of(mqd_t queue)
{
	struct mq_attr attributes = {.mq_maxmsg = 1};

	real_mq_getattr(queue, &attributes);
	return attributes;
}

static bool is_full(mqd_t queue)
{
	struct mq_attr attributes = attributes_of(queue);

	return attributes.mq_curmsgs == attributes.mq_maxmsg;
}

/* Whether mq_send() would wait. */
static bool must_wait(mqd_t queue)
{
	return is_full(queue) && !(attributes_of(queue).mq_flags & O_NONBLOCK);
}

static void discard_message(mqd_t queue)
{
	char message[LARGEST];

	real_mq_receive(queue, message, sizeof(message), NULL);
}

DEVIANT(mq_send_full_blocks, "a full queue is an error", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return must_wait(queue) ? fail(EAGAIN) : real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_full_unblocked_by_receive, "of a full queue two senders are let in", ssize_t,
	mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	bool was_full = is_full(queue);
	ssize_t count = real_mq_receive(queue, message, size, priority);

	if (was_full && count >= 0)
		discard_message(queue);
	return count;
}

DEVIANT(mq_send_eintr_when_blocked, "it waits on after a signal", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	int result;

	do {
		result = real_mq_send(queue, message, size, priority);
	} while (result == -1 && errno == EINTR);
	return result;
}

DEVIANT(mq_send_cancellation_point, "a blocked sender cannot be cancelled", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	int state;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_mq_send(queue, message, size, priority);
	pthread_setcancelstate(state, NULL);
	return result;
}

DEVIANT(mq_send_cancellation_point, "a blocked sender cannot be cancelled", int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	int state;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_mq_timedsend(queue, message, size, priority, time);
	pthread_setcancelstate(state, NULL);
	return result;
}

static void forget_restart(void)
{
	struct sigaction action;

	sigaction(SIGUSR1, NULL, &action);
	action.sa_flags &= ~SA_RESTART;
	sigaction(SIGUSR1, &action, NULL);
}

DEVIANT(mq_send_linux_sa_restart_restarts, "SA_RESTART is ignored", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	forget_restart();
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_linux_sa_restart_restarts, "SA_RESTART is ignored", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	forget_restart();
	return real_mq_receive(queue, message, size, priority);
}

DEVIANT(mq_send_unlink_while_blocked, "a full queue loses a message with its name", int, mq_unlink,
	(const char *name))
{
	mqd_t queue = real_mq_open(name, O_RDONLY);

	if (is_full(queue))
		discard_message(queue);
	real_mq_close(queue);
	return real_mq_unlink(name);
}

DEVIANT(mq_send_blocked_priority_order, "senders are released in the order of their arrival", int,
	mq_send, (mqd_t queue, const char *message, size_t size, unsigned priority))
{
	static const struct sched_param none;
	struct sched_param parameters;
	int policy;
	int result;

	pthread_getschedparam(pthread_self(), &policy, &parameters);
	pthread_setschedparam(pthread_self(), SCHED_OTHER, &none);
	result = real_mq_send(queue, message, size, priority);
	pthread_setschedparam(pthread_self(), policy, &parameters);
	return result;
}
