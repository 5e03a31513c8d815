/* sem_timedwait() and sem_clockwait(): how long they wait. */
#include "semaphore.h"

#include <limits.h>
#include <signal.h>

enum { SHORT = 5, FAR = 3600 * 1000, A_SECOND = 1000000000 };

/* A time in the past, as early as can be and just over. */
static struct timespec past_time(clockid_t clock, int which)
{
	static const struct timespec epoch;

	return which == 0 ? epoch : time_ahead(clock, -1);
}

CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_available_ignores_timeout)
{
	sem_t *semaphore = new_semaphore_of_variant(3);
	struct timespec far = time_ahead(CLOCK_REALTIME, FAR);
	struct timespec epoch = past_time(CLOCK_REALTIME, 0);
	struct timespec just_over = past_time(CLOCK_REALTIME, 1);

	EXPECT_EQ(0, sem_timedwait(semaphore, &far));
	EXPECT_EQ(0, sem_timedwait(semaphore, &epoch));
	EXPECT_EQ(0, sem_timedwait(semaphore, &just_over));
	expect_value(semaphore, 0);
}

CASE(sem_timedwait_no_check_when_available)
{
	sem_t *semaphore = new_semaphore(1);
	struct timespec invalid = {0, A_SECOND};
	int result = sem_timedwait(semaphore, &invalid);

	observe("sem_timedwait() with tv_nsec 1000000000 and the value 1", "%s",
		result == 0 ? "success" : error_name(errno));
	expect_value(semaphore, result == 0 ? 0 : 1);
}

CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_times_out, sem_timedwait_etimedout)
{
	sem_t *semaphore = new_semaphore_of_variant(1);
	struct timespec time = time_ahead(CLOCK_REALTIME, SHORT);

	EXPECT_OK(sem_timedwait(semaphore, &time));
	EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &time));
	expect_reached(CLOCK_REALTIME, time);
}

CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_past_immediate)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *caller = ACTOR("caller")
	{
		struct timespec past = {-1, 0};
		int i;

		EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &past));
		for (i = 0; i < 2; i++) {
			past = past_time(CLOCK_REALTIME, i);
			EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &past));
		}
	}

	expect_finished(caller);
	expect_value(semaphore, 0);
}

CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_nsec_invalid_einval, sem_timedwait_einval_nsec)
{
	static const long invalid[] = {-1, A_SECOND, LONG_MIN, LONG_MAX};
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct timespec past = {0, A_SECOND - 1};
	struct timespec far = time_ahead(CLOCK_REALTIME, FAR);
	size_t i;

	EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &past));
	for (i = 0; i < sizeof(invalid) / sizeof(invalid[0]); i++) {
		past.tv_nsec = invalid[i];
		far.tv_nsec = invalid[i];
		EXPECT_ERROR(EINVAL, sem_timedwait(semaphore, &past));
		EXPECT_ERROR(EINVAL, sem_timedwait(semaphore, &far));
		expect_value(semaphore, 0);
	}
}

CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_wakes_on_post)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, wait_in_way(TIMED_WAIT, semaphore));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
	expect_value(semaphore, 0);
}

/* Who timed out is no waiter any more: the post is for another one. */
CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_timeout_keeps_value)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct timespec time = time_ahead(CLOCK_REALTIME, SHORT);
	struct actor *waiter;

	EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &time));
	expect_value(semaphore, 0);
	waiter = ACTOR("waiter")
	{
		EXPECT_OK(sem_wait(semaphore));
	}
	expect_blocked_in(waiter, CALL_FUTEX);
	time = time_ahead(CLOCK_REALTIME, SHORT);
	EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &time));
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
	expect_value(semaphore, 0);
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 1);
}

CASE_VARIANTS(kinds_of_semaphore, sem_timedwait_eintr, sem_timedwait_eintr_signal)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, wait_in_way(TIMED_WAIT, semaphore));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	expect_value(semaphore, 0);
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 1);
}

/* What sem_clockwait() does on either clock. */
#define expect_timeouts_on(clock) AT(check_timeouts_on(clock))

static void check_timeouts_on(clockid_t clock)
{
	sem_t *semaphore = new_semaphore(2);
	struct timespec time = past_time(clock, 0);

	check_success(THERE, "sem_clockwait() until 0, of the value 2",
		      sem_clockwait(semaphore, clock, &time));
	time = past_time(clock, 1);
	check_success(THERE, "sem_clockwait() until a past time, of the value 1",
		      sem_clockwait(semaphore, clock, &time));
	semaphore_expect_value(semaphore, 0);
	check_error(THERE, "sem_clockwait() until a past time",
		    sem_clockwait(semaphore, clock, &time), -1, ETIMEDOUT, 0);
	time = time_ahead(clock, SHORT);
	check_error(THERE, "sem_clockwait() until a time ahead",
		    sem_clockwait(semaphore, clock, &time), -1, ETIMEDOUT, 0);
	clock_expect_reached(clock, time);
	semaphore_expect_value(semaphore, 0);
}

/* Blocked until a time far ahead on the clock, a process is woken. */
#define expect_woken_on(clock) AT(check_woken_on(clock))

static void check_woken_on(clockid_t clock)
{
	sem_t *semaphore = new_semaphore(0);
	struct actor *waiter = ACTOR("waiter")
	{
		struct timespec far = time_ahead(clock, FAR);

		check_success(THERE, "sem_clockwait()", sem_clockwait(semaphore, clock, &far));
	}

	actor_expect_blocked_in(waiter, CALL_FUTEX);
	check_success(THERE, "sem_post()", sem_post(semaphore));
	actor_expect_finished(waiter);
	semaphore_expect_value(semaphore, 0);
}

CASE(sem_clockwait_monotonic, sem_clockwait_etimedout)
{
	need_clockwait();
	expect_timeouts_on(CLOCK_MONOTONIC);
	expect_woken_on(CLOCK_MONOTONIC);
}

CASE(sem_clockwait_realtime_like_timedwait)
{
	sem_t *semaphore = new_semaphore(0);
	struct timespec invalid = {0, A_SECOND};

	need_clockwait();
	expect_timeouts_on(CLOCK_REALTIME);
	expect_woken_on(CLOCK_REALTIME);
	EXPECT_ERROR(EINVAL, sem_clockwait(semaphore, CLOCK_REALTIME, &invalid));
	expect_value(semaphore, 0);
}

CASE(sem_clockwait_bad_clock_einval, sem_clockwait_einval)
{
	enum { NO_CLOCK = 12345 };
	sem_t *semaphore = new_semaphore(1);
	struct timespec past = {0, 0};
	struct timespec invalid = {0, -1};

	need_clockwait();
	EXPECT_OK(sem_clockwait(semaphore, CLOCK_MONOTONIC, &past));
	EXPECT_ERROR(EINVAL, sem_clockwait(semaphore, NO_CLOCK, &past));
	EXPECT_ERROR(EINVAL, sem_clockwait(semaphore, CLOCK_MONOTONIC, &invalid));
	expect_value(semaphore, 0);
	observe("sem_clockwait() on CLOCK_PROCESS_CPUTIME_ID", "%s",
		sem_clockwait(semaphore, CLOCK_PROCESS_CPUTIME_ID, &past) == 0 ? "success"
									       : error_name(errno));
}

CASE(sem_clockwait_eintr)
{
	sem_t *semaphore = new_semaphore(0);
	struct actor *waiter;

	need_clockwait();
	waiter = ACTOR("waiter")
	{
		int result;

		catch_signal(SIGUSR1, 0);
		result = wait_in_way(CLOCK_WAIT, semaphore);
		observe("a signal caught in sem_clockwait()", "%s",
			result == 0 ? "it goes on waiting" : error_name(errno));
	}
	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
}
