/* Deviants of locking a mutex until a time. */
#include "deviant.h"

#include <errno.h>
#include <time.h>

DEVIANT(pshared_mutex_timedlock_times_out, "a mutex in use is not waited for", int,
	pthread_mutex_timedlock, (pthread_mutex_t * mutex, const struct timespec *time))
{
	int number = real_pthread_mutex_trylock(mutex);

	(void)time;
	return number == EBUSY ? ETIMEDOUT : number;
}

static bool is_past(const struct timespec *time)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return time->tv_sec < now.tv_sec ||
	       (time->tv_sec == now.tv_sec && time->tv_nsec < now.tv_nsec);
}

DEVIANT(pshared_mutex_timedlock_free_ignores_time, "the time is looked at first", int,
	pthread_mutex_timedlock, (pthread_mutex_t * mutex, const struct timespec *time))
{
	return is_past(time) ? ETIMEDOUT : real_pthread_mutex_timedlock(mutex, time);
}

DEVIANT(pshared_mutex_timedlock_nsec_einval, "the nanoseconds are ignored", int,
	pthread_mutex_timedlock, (pthread_mutex_t * mutex, const struct timespec *time))
{
	struct timespec seconds = {time->tv_sec, 0};

	return real_pthread_mutex_timedlock(mutex, &seconds);
}

DEVIANT(pshared_mutex_clocklock_monotonic, "every clock is CLOCK_REALTIME", int,
	pthread_mutex_clocklock,
	(pthread_mutex_t * mutex, clockid_t clock, const struct timespec *time))
{
	(void)clock;
	return real_pthread_mutex_clocklock(mutex, CLOCK_REALTIME, time);
}
