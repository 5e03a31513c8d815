/* Deviants of mq_timedsend() and mq_timedreceive(). */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { BILLION = 1000000000 };

static bool is_past(const struct timespec *time)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return time->tv_sec < now.tv_sec ||
	       (time->tv_sec == now.tv_sec && time->tv_nsec <= now.tv_nsec);
}

static bool is_valid(const struct timespec *time)
{
	return 0 <= time->tv_nsec && time->tv_nsec < BILLION;
}

/* Those of a queue; of anything else, neither full nor empty ones. */
static struct mq_attr attributes_of(mqd_t queue)
{
	struct mq_attr attributes = {.mq_maxmsg = 2, .mq_curmsgs = 1};

	real_mq_getattr(queue, &attributes);
	return attributes;
}

static bool is_full(mqd_t queue)
{
	struct mq_attr attributes = attributes_of(queue);

	return attributes.mq_curmsgs == attributes.mq_maxmsg;
}

static bool is_empty(mqd_t queue)
{
	return attributes_of(queue).mq_curmsgs == 0;
}

static bool is_nonblocking(mqd_t queue)
{
	return attributes_of(queue).mq_flags & O_NONBLOCK;
}

/* A queue with room for one message, of one byte. */
static mqd_t open_another(void)
{
	struct mq_attr smallest = {.mq_maxmsg = 1, .mq_msgsize = 1};
	mqd_t queue;
	char name[40];

	snprintf(name, sizeof(name), "/another.%ld", (long)getpid());
	queue = real_mq_open(name, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR, &smallest);
	if (queue == -1 || real_mq_unlink(name) == -1)
		abort();
	return queue;
}

DEVIANT(mq_timedsend_space_available_ignores_timeout, "a past time is an error before all else",
	int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	if (is_past(time))
		return fail(ETIMEDOUT);
	return real_mq_timedsend(queue, message, size, priority, time);
}

DEVIANT(mq_timedsend_times_out, "the time is over too early", int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	if (is_full(queue) && is_valid(time))
		return fail(ETIMEDOUT);
	return real_mq_timedsend(queue, message, size, priority, time);
}

DEVIANT(mq_timedsend_past_time_immediate, "a past time is no limit", int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	if (is_past(time))
		return real_mq_send(queue, message, size, priority);
	return real_mq_timedsend(queue, message, size, priority, time);
}

DEVIANT(mq_timedsend_nsec_invalid_einval, "invalid nanoseconds are left out", int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	struct timespec valid = {time->tv_sec, is_valid(time) ? time->tv_nsec : 0};

	return real_mq_timedsend(queue, message, size, priority, &valid);
}

DEVIANT(mq_timedsend_nonblock_eagain, "the time is over, O_NONBLOCK or not", int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	if (is_nonblocking(queue) && is_full(queue))
		return fail(ETIMEDOUT);
	return real_mq_timedsend(queue, message, size, priority, time);
}

DEVIANT(mq_timedsend_succeeds_before_timeout, "it does not notice that there is room", int,
	mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	mqd_t another;

	if (is_full(queue)) {
		another = open_another();
		real_mq_send(another, "x", 1, 0);
		return real_mq_timedsend(another, "x", 1, 0, time);
	}
	return real_mq_timedsend(queue, message, size, priority, time);
}

DEVIANT(mq_timedsend_clock_realtime, "the clock is CLOCK_MONOTONIC", int, mq_timedsend,
	(mqd_t queue, const char *message, size_t size, unsigned priority,
	 const struct timespec *time))
{
	struct timespec limit = *time;
	struct timespec right;
	struct timespec wrong;

	clock_gettime(CLOCK_REALTIME, &right);
	clock_gettime(CLOCK_MONOTONIC, &wrong);
	limit.tv_sec += right.tv_sec - wrong.tv_sec;
	return real_mq_timedsend(queue, message, size, priority, &limit);
}

DEVIANT(mq_timedreceive_message_ignores_timeout, "a past time is an error before all else", ssize_t,
	mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	if (is_past(time))
		return fail(ETIMEDOUT);
	return real_mq_timedreceive(queue, message, size, priority, time);
}

DEVIANT(mq_timedreceive_times_out, "the time is over too early", ssize_t, mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	if (is_empty(queue) && is_valid(time))
		return fail(ETIMEDOUT);
	return real_mq_timedreceive(queue, message, size, priority, time);
}

DEVIANT(mq_timedreceive_past_immediate, "a past time is no limit", ssize_t, mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	if (is_past(time))
		return real_mq_receive(queue, message, size, priority);
	return real_mq_timedreceive(queue, message, size, priority, time);
}

DEVIANT(mq_timedreceive_nsec_invalid_einval, "invalid nanoseconds are left out", ssize_t,
	mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	struct timespec valid = {time->tv_sec, is_valid(time) ? time->tv_nsec : 0};

	return real_mq_timedreceive(queue, message, size, priority, &valid);
}

DEVIANT(mq_timedreceive_nonblock_eagain, "the time is over, O_NONBLOCK or not", ssize_t,
	mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	if (is_nonblocking(queue) && is_empty(queue))
		return fail(ETIMEDOUT);
	return real_mq_timedreceive(queue, message, size, priority, time);
}

DEVIANT(mq_timedreceive_wakes_on_message, "it does not notice that there is a message", ssize_t,
	mq_timedreceive,
	(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time))
{
	if (is_empty(queue))
		return real_mq_timedreceive(open_another(), message, size, priority, time);
	return real_mq_timedreceive(queue, message, size, priority, time);
}
