/* Read-write locks: waits with a time, and the clock it is measured on. */
#include "rwlock.h"

enum { WAIT_MS = 5, PAST_MS = -1000 };

/* The lock is held: it is not had before the time, nor then. */
static void expect_timeout_of_one(pthread_rwlock_t *lock, timed_lock *take, clockid_t clock,
				  long milliseconds)
{
	struct timespec time = time_ahead(clock, milliseconds);

	EXPECT_RETURNS(ETIMEDOUT, take(lock, clock, &time));
	clock_expect_reached(clock, time);
}

/*
 * While a process holds the lock; once it is free, it can be had even though
 * the time is past. In an actor: a wait on the wrong clock takes years.
 */
static void expect_timeout(plain_lock *hold, timed_lock *take, clockid_t clock)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *holder = hold_lock(lock, hold, gate);
	struct actor *waiter = ACTOR("waiter")
	{
		expect_timeout_of_one(lock, take, clock, PAST_MS);
		expect_timeout_of_one(lock, take, clock, WAIT_MS);
	}
	struct timespec past = time_ahead(clock, PAST_MS);

	expect_finished(waiter);
	open_gate(gate);
	expect_finished(holder);
	EXPECT_RETURNS(0, take(lock, clock, &past));
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	expect_free(lock);
}

CASE(pshared_rwlock_timedrdlock_times_out, pthread_rwlock_timedrdlock_etimedout)
{
	expect_timeout(pthread_rwlock_wrlock, timed_read_lock, CLOCK_REALTIME);
}

static const struct variant holders[] = {{"reader", 0, (const void *)pthread_rwlock_rdlock},
					 {"writer", 0, (const void *)pthread_rwlock_wrlock}};

CASE_VARIANTS(holders, pshared_rwlock_timedwrlock_times_out, pthread_rwlock_timedwrlock_etimedout)
{
	expect_timeout((plain_lock *)variant()->data, timed_write_lock, CLOCK_REALTIME);
}

static const struct variant clocks[] = {{"realtime", CLOCK_REALTIME, NULL},
					{"monotonic", CLOCK_MONOTONIC, NULL}};

CASE_VARIANTS(clocks, pshared_rwlock_clock_variants, pthread_rwlock_clockrdlock_etimedout,
	      pthread_rwlock_clockwrlock_etimedout)
{
	clockid_t clock = (clockid_t)variant()->value;

	need_clock_locks();
	expect_timeout(pthread_rwlock_wrlock, clock_read_lock, clock);
	expect_timeout(pthread_rwlock_rdlock, clock_write_lock, clock);
}

/* What the way to take the lock, held by a writer, does with nanoseconds out of range. */
static void observe_bad_nanoseconds(const char *function, timed_lock *take)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *holder = hold_lock(lock, pthread_rwlock_wrlock, gate);
	struct timespec time = {0, -1};
	char key[100];

	snprintf(key, sizeof(key), "%s with tv_nsec -1", function);
	observe(key, "%s", error_name(take(lock, CLOCK_REALTIME, &time)));
	time.tv_nsec = 1000000000;
	snprintf(key, sizeof(key), "%s with tv_nsec 1000000000", function);
	observe(key, "%s", error_name(take(lock, CLOCK_REALTIME, &time)));
	open_gate(gate);
	expect_finished(holder);
}

static void observe_bad_clock(const char *function, timed_lock *take)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *holder = hold_lock(lock, pthread_rwlock_wrlock, gate);
	struct timespec past = {0, 0};
	char key[100];

	snprintf(key, sizeof(key), "%s on a CPU-time clock", function);
	observe(key, "%s", error_name(take(lock, CLOCK_PROCESS_CPUTIME_ID, &past)));
	open_gate(gate);
	expect_finished(holder);
}

CASE(pthread_rwlock_timedrdlock_einval)
{
	observe_bad_nanoseconds("pthread_rwlock_timedrdlock()", timed_read_lock);
}

CASE(pthread_rwlock_timedwrlock_einval)
{
	observe_bad_nanoseconds("pthread_rwlock_timedwrlock()", timed_write_lock);
}

CASE(pthread_rwlock_clockrdlock_einval)
{
	need_clock_locks();
	observe_bad_nanoseconds("pthread_rwlock_clockrdlock()", clock_read_lock);
	observe_bad_clock("pthread_rwlock_clockrdlock()", clock_read_lock);
}

CASE(pthread_rwlock_clockwrlock_einval)
{
	need_clock_locks();
	observe_bad_nanoseconds("pthread_rwlock_clockwrlock()", clock_write_lock);
	observe_bad_clock("pthread_rwlock_clockwrlock()", clock_write_lock);
}
