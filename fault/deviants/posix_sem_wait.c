/* Deviants of the functions that wait for a semaphore. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

/* Whether a wait would have to wait. */
static bool is_locked(sem_t *semaphore)
{
	int value = 0;

	real_sem_getvalue(semaphore, &value);
	return value <= 0;
}

static bool is_past(clockid_t clock, const struct timespec *time)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return time->tv_sec < now.tv_sec ||
	       (time->tv_sec == now.tv_sec && time->tv_nsec <= now.tv_nsec);
}

static struct timespec an_hour_ahead(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_sec += 3600;
	return time;
}

DEVIANT(sem_wait_blocks_at_zero, "at 0 it returns at once", int, sem_wait, (sem_t * semaphore))
{
	return is_locked(semaphore) ? 0 : real_sem_wait(semaphore);
}

DEVIANT(sem_wait_never_negative_for_user, "every hundredth wait lets one too many in", int,
	sem_wait, (sem_t * semaphore))
{
	static int calls;

	return ++calls % 100 == 0 ? 0 : real_sem_wait(semaphore);
}

DEVIANT(sem_wait_eintr, "a signal does not interrupt it", int, sem_wait, (sem_t * semaphore))
{
	int result;

	do
		result = real_sem_wait(semaphore);
	while (result == -1 && errno == EINTR);
	return result;
}

/* The Linux kernel does not resume a wait that has a limit. */
DEVIANT(sem_wait_linux_sa_restart, "SA_RESTART is ignored", int, sem_wait, (sem_t * semaphore))
{
	struct timespec time = an_hour_ahead();

	return real_sem_timedwait(semaphore, &time);
}

DEVIANT(sem_wait_cancellation_point, "it cannot be cancelled", int, sem_wait, (sem_t * semaphore))
{
	int state;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_sem_wait(semaphore);
	pthread_setcancelstate(state, NULL);
	return result;
}

DEVIANT(sem_wait_cancellation_point, "it cannot be cancelled", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	int state;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_sem_timedwait(semaphore, time);
	pthread_setcancelstate(state, NULL);
	return result;
}

DEVIANT(sem_wait_cancellation_point, "it cannot be cancelled", int, sem_clockwait,
	(sem_t * semaphore, clockid_t clock, const struct timespec *time))
{
	int state;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_sem_clockwait(semaphore, clock, time);
	pthread_setcancelstate(state, NULL);
	return result;
}

DEVIANT(sem_timedwait_available_ignores_timeout, "a past time fails at once", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	if (is_past(CLOCK_REALTIME, time))
		return fail(ETIMEDOUT);
	return real_sem_timedwait(semaphore, time);
}

DEVIANT(sem_timedwait_times_out, "the nanoseconds are ignored", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	struct timespec second = {time->tv_sec, 0};

	return real_sem_timedwait(semaphore, &second);
}

DEVIANT(sem_timedwait_past_immediate, "a past time is no limit", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	if (is_past(CLOCK_REALTIME, time))
		return real_sem_wait(semaphore);
	return real_sem_timedwait(semaphore, time);
}

DEVIANT(sem_timedwait_nsec_invalid_einval, "any number of nanoseconds will do", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	struct timespec cut = {time->tv_sec, time->tv_nsec & 0xfffffff};

	return real_sem_timedwait(semaphore, &cut);
}

DEVIANT(sem_timedwait_wakes_on_post, "a post is noticed when the time is over", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	static sem_t never_posted;

	if (is_locked(semaphore))
		real_sem_timedwait(&never_posted, time);
	return real_sem_timedwait(semaphore, time);
}

/* Who timed out, and still has a claim to the next unit. */
static sem_t *claimed;

DEVIANT(sem_timedwait_timeout_keeps_value, "who timed out gets the next unit", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	int result = real_sem_timedwait(semaphore, time);

	if (result == -1 && errno == ETIMEDOUT)
		claimed = semaphore;
	return result;
}

DEVIANT(sem_timedwait_timeout_keeps_value, "who timed out gets the next unit", int, sem_post,
	(sem_t * semaphore))
{
	if (claimed != semaphore)
		return real_sem_post(semaphore);
	claimed = NULL;
	return 0;
}

DEVIANT(sem_timedwait_eintr, "a signal does not interrupt it", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	int result;

	do
		result = real_sem_timedwait(semaphore, time);
	while (result == -1 && errno == EINTR);
	return result;
}

DEVIANT(sem_clockwait_monotonic, "every clock is taken for CLOCK_REALTIME", int, sem_clockwait,
	(sem_t * semaphore, clockid_t clock, const struct timespec *time))
{
	(void)clock;
	return real_sem_clockwait(semaphore, CLOCK_REALTIME, time);
}

DEVIANT(sem_clockwait_realtime_like_timedwait, "on CLOCK_REALTIME a past time fails at once", int,
	sem_clockwait, (sem_t * semaphore, clockid_t clock, const struct timespec *time))
{
	if (clock == CLOCK_REALTIME && is_past(clock, time))
		return fail(ETIMEDOUT);
	return real_sem_clockwait(semaphore, clock, time);
}

DEVIANT(sem_clockwait_bad_clock_einval, "an unknown clock is CLOCK_REALTIME", int, sem_clockwait,
	(sem_t * semaphore, clockid_t clock, const struct timespec *time))
{
	bool is_known = clock == CLOCK_MONOTONIC;

	return real_sem_clockwait(semaphore, is_known ? clock : CLOCK_REALTIME, time);
}
