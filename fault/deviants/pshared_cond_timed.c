/* Deviants of condition variables: waits with a time. */
#include "deviant.h"

#include <errno.h>

static bool is_past(clockid_t clock, const struct timespec *time)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return time->tv_sec < t.tv_sec || (time->tv_sec == t.tv_sec && time->tv_nsec <= t.tv_nsec);
}

DEVIANT(pshared_cond_timedwait_times_out, "a time is too late by less than a tick to wait for", int,
	pthread_cond_timedwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, const struct timespec *time))
{
	enum { TICK = 4000000 };
	struct timespec early = *time;

	if (early.tv_nsec >= TICK && early.tv_nsec < 1000000000)
		early.tv_nsec -= TICK;
	return real_pthread_cond_timedwait(condition, mutex, &early);
}

DEVIANT(pshared_cond_timedwait_past_immediate, "a past time is no limit", int,
	pthread_cond_timedwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, const struct timespec *time))
{
	if (is_past(CLOCK_REALTIME, time))
		return real_pthread_cond_wait(condition, mutex);
	return real_pthread_cond_timedwait(condition, mutex, time);
}

DEVIANT(pshared_cond_timedwait_nsec_einval, "the nanoseconds of a past time are not looked at", int,
	pthread_cond_timedwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, const struct timespec *time))
{
	if (is_past(CLOCK_REALTIME, time))
		return ETIMEDOUT;
	return real_pthread_cond_timedwait(condition, mutex, time);
}

DEVIANT(pshared_cond_clockwait, "the clock is that of the attribute", int, pthread_cond_clockwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, clockid_t clock,
	 const struct timespec *time))
{
	(void)clock;
	return real_pthread_cond_timedwait(condition, mutex, time);
}
