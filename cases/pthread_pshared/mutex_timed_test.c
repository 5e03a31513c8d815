/* Locking a mutex until a time. */
#include "mutex.h"

enum { SOON = 10, LONG_AGO = -10000, SECOND = 1000000000 };

static pthread_mutex_t *new_normal_mutex(void)
{
	return new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
}

CASE_VARIANTS(mutex_kinds, pshared_mutex_timedlock_times_out, pthread_mutex_timedlock_etimedout)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		struct timespec before_1970 = {-1, 0};
		struct timespec time = time_ahead(CLOCK_REALTIME, SOON);

		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_timedlock(mutex, &time));
		expect_reached(CLOCK_REALTIME, time);
		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_timedlock(mutex, &time));
		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_timedlock(mutex, &before_1970));
	}

	expect_finished(waiter);
	expect_taken(mutex);
	unlock_by(owner);
	expect_free(mutex);
}

CASE_VARIANTS(mutex_kinds, pshared_mutex_timedlock_free_ignores_time)
{
	struct timespec times[] = {
		time_ahead(CLOCK_REALTIME, 0), time_ahead(CLOCK_REALTIME, LONG_AGO), {0, 0}};
	pthread_mutex_t *mutex = new_mutex_of_kind();
	size_t i;

	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct actor *other;

		EXPECT_RETURNS(0, pthread_mutex_timedlock(mutex, &times[i]));
		other = ACTOR("another process") expect_taken(mutex);
		expect_finished(other);
		EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	}
}

CASE_VARIANTS(mutex_kinds, pshared_mutex_timedlock_nsec_einval, pthread_mutex_timedlock_einval)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		struct timespec time = time_ahead(CLOCK_REALTIME, LONG_AGO);

		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_timedlock(mutex, &time));
		time.tv_nsec = -1;
		EXPECT_RETURNS(EINVAL, pthread_mutex_timedlock(mutex, &time));
		time.tv_nsec = SECOND;
		EXPECT_RETURNS(EINVAL, pthread_mutex_timedlock(mutex, &time));
	}

	expect_finished(waiter);
	unlock_by(owner);
	expect_free(mutex);
}

static const struct variant clocks[] = {{"CLOCK_MONOTONIC", CLOCK_MONOTONIC, NULL},
					{"CLOCK_REALTIME", CLOCK_REALTIME, NULL}};

CASE_VARIANTS(clocks, pshared_mutex_clocklock_monotonic, pthread_mutex_clocklock_etimedout)
{
	clockid_t clock = (clockid_t)variant()->value;
	pthread_mutex_t *mutex = new_normal_mutex();
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		struct timespec time;

		need_clocklock();
		time = time_ahead(clock, SOON);
		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_clocklock(mutex, clock, &time));
		expect_reached(clock, time);
		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_clocklock(mutex, clock, &time));
	}

	expect_finished(waiter);
	unlock_by(owner);
	EXPECT_RETURNS(0, lock_mutex(mutex, BY_CLOCKLOCK));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
}

CASE(pthread_mutex_clocklock_einval)
{
	enum { NO_CLOCK = 12345 };
	pthread_mutex_t *mutex = new_normal_mutex();
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		struct timespec time;

		need_clocklock();
		time = time_ahead(CLOCK_MONOTONIC, LONG_AGO);
		EXPECT_RETURNS(ETIMEDOUT, pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &time));
		EXPECT_RETURNS(EINVAL, pthread_mutex_clocklock(mutex, NO_CLOCK, &time));
		time.tv_nsec = -1;
		EXPECT_RETURNS(EINVAL, pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &time));
		time.tv_nsec = SECOND;
		EXPECT_RETURNS(EINVAL, pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &time));
	}

	expect_finished(waiter);
	unlock_by(owner);
	expect_free(mutex);
}

CASE(pthread_mutex_timedlock_edeadlk)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
	struct actor *other;

	EXPECT_RETURNS(0, lock_mutex(mutex, BY_TIMEDLOCK));
	EXPECT_RETURNS(EDEADLK, lock_mutex(mutex, BY_TIMEDLOCK));
	other = ACTOR("another process") expect_taken(mutex);
	expect_finished(other);
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	expect_free_to_all(mutex);
}
