/* Condition variables: waits with a time, and the clock it is measured on. */
#include "condition.h"

enum { WAIT_MS = 8, PAST_MS = -1000 };

/* Nobody gives a signal: the wait ends at the time, with the mutex locked. */
#define expect_timeout(m, wait, clock, time) AT(check_timeout(m, wait, clock, time))

static void check_timeout(struct monitor m, wait_function *wait, clockid_t clock,
			  struct timespec time)
{
	int result;

	monitor_lock(m);
	do {
		result = wait(m, clock, &time);
	} while (result == 0);
	check_returned(THERE, "a wait without a signal", result, ETIMEDOUT, ETIMEDOUT);
	clock_expect_reached(clock, time);
	monitor_unlock(m);
}

/* In an actor: a wait on the wrong clock takes years. */
#define expect_timeout_in_time(m, wait, clock, milliseconds) \
	AT(check_timeout_in_time(m, wait, clock, milliseconds))

static void check_timeout_in_time(struct monitor m, wait_function *wait, clockid_t clock,
				  long milliseconds)
{
	struct actor *waiter = ACTOR("waiter")
	{
		check_timeout(m, wait, clock, time_ahead(clock, milliseconds));
	}

	actor_expect_finished(waiter);
	/* Its mutex was given back. */
	monitor_lock(m);
	monitor_unlock(m);
}

CASE(pshared_cond_timedwait_times_out, pthread_cond_timedwait_etimedout)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);

	expect_timeout_in_time(m, wait_timed, CLOCK_REALTIME, WAIT_MS);
}

CASE(pshared_cond_timedwait_past_immediate)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct actor *waiter = ACTOR("waiter")
	{
		expect_timeout(m, wait_timed, CLOCK_REALTIME, (struct timespec){0});
	}

	expect_finished(waiter);
	expect_timeout_in_time(m, wait_timed, CLOCK_REALTIME, PAST_MS);
}

/* The wait fails, whether the time is past or not, and leaves the mutex locked. */
#define expect_bad_nanoseconds(m, wait, clock) AT(check_bad_nanoseconds(m, wait, clock))

static void check_bad_nanoseconds(struct monitor m, wait_function *wait, clockid_t clock)
{
	static const long nanoseconds[] = {-1, 1000000000};
	struct timespec time;
	size_t i;

	monitor_lock(m);
	for (i = 0; i < sizeof(nanoseconds) / sizeof(nanoseconds[0]); i++) {
		time = time_ahead(clock, 0);
		time.tv_nsec = nanoseconds[i];
		check_returned(THERE, "a wait until a time that is none", wait(m, clock, &time),
			       EINVAL, EINVAL);
		time.tv_sec = 0;
		check_returned(THERE, "a wait until a past time that is none",
			       wait(m, clock, &time), EINVAL, EINVAL);
	}
	monitor_unlock(m);
}

CASE(pshared_cond_timedwait_nsec_einval, pthread_cond_timedwait_einval)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);

	expect_bad_nanoseconds(m, wait_timed, CLOCK_REALTIME);
	expect_timeout_in_time(m, wait_timed, CLOCK_REALTIME, PAST_MS);
}

static const struct variant clocks[] = {{"realtime", CLOCK_REALTIME, NULL},
					{"monotonic", CLOCK_MONOTONIC, NULL}};

CASE_VARIANTS(clocks, pshared_cond_clock_attribute)
{
	clockid_t clock = (clockid_t)variant()->value;
	struct monitor m = new_monitor(clock, PTHREAD_MUTEX_STALLED);

	expect_timeout_in_time(m, wait_timed, clock, WAIT_MS);
}

static clockid_t other_clock(clockid_t clock)
{
	return clock == CLOCK_REALTIME ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

CASE_VARIANTS(clocks, pshared_cond_clockwait, pthread_cond_clockwait_etimedout)
{
	clockid_t clock = (clockid_t)variant()->value;
	struct monitor m = new_monitor(other_clock(clock), PTHREAD_MUTEX_STALLED);

	need_clock_wait();
	expect_timeout_in_time(m, wait_on_clock, clock, WAIT_MS);
	expect_timeout_in_time(m, wait_on_clock, clock, PAST_MS);
}

CASE(pthread_cond_clockwait_einval)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct timespec past = {0};

	need_clock_wait();
	expect_bad_nanoseconds(m, wait_on_clock, CLOCK_MONOTONIC);
	lock_mutex(m);
	EXPECT_RETURNS(EINVAL, wait_on_clock(m, CLOCK_PROCESS_CPUTIME_ID, &past));
	EXPECT_RETURNS(EINVAL, wait_on_clock(m, -1, &past));
	unlock_mutex(m);
	expect_timeout_in_time(m, wait_on_clock, CLOCK_MONOTONIC, PAST_MS);
}
