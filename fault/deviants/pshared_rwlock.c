/* Deviants of read-write locks. */
#include "deviant.h"

#include <errno.h>
#include <time.h>

DEVIANT(pshared_rwlockattr_default_private, "locks are shared unless told otherwise", int,
	pthread_rwlockattr_init, (pthread_rwlockattr_t * attributes))
{
	int result = real_pthread_rwlockattr_init(attributes);

	real_pthread_rwlockattr_setpshared(attributes, PTHREAD_PROCESS_SHARED);
	return result;
}

DEVIANT(pshared_rwlockattr_set_get, "the value set is forgotten", int,
	pthread_rwlockattr_setpshared, (pthread_rwlockattr_t * attributes, int shared))
{
	(void)attributes;
	(void)shared;
	return 0;
}

DEVIANT(pshared_rwlock_readers_share, "readers exclude each other", int, pthread_rwlock_rdlock,
	(pthread_rwlock_t * lock))
{
	return real_pthread_rwlock_wrlock(lock);
}

/* Readers beside a writer go on without the lock. */
static _Thread_local bool is_inside_without;

DEVIANT(pshared_rwlock_writer_excludes, "a reader does not wait for a writer", int,
	pthread_rwlock_rdlock, (pthread_rwlock_t * lock))
{
	is_inside_without = real_pthread_rwlock_tryrdlock(lock) == EBUSY;
	return 0;
}

DEVIANT(pshared_rwlock_writer_excludes, "a reader does not wait for a writer", int,
	pthread_rwlock_unlock, (pthread_rwlock_t * lock))
{
	if (!is_inside_without)
		return real_pthread_rwlock_unlock(lock);
	is_inside_without = false;
	return 0;
}

DEVIANT(pshared_rwlock_reader_blocks_writer, "a writer does not wait for readers", int,
	pthread_rwlock_wrlock, (pthread_rwlock_t * lock))
{
	return real_pthread_rwlock_rdlock(lock);
}

DEVIANT(pshared_rwlock_tryrdlock_ebusy, "a reader that asks is let in to a writer", int,
	pthread_rwlock_tryrdlock, (pthread_rwlock_t * lock))
{
	int result = real_pthread_rwlock_tryrdlock(lock);

	return result == EBUSY ? 0 : result;
}

DEVIANT(pshared_rwlock_trywrlock_ebusy, "a writer that asks is let in to readers", int,
	pthread_rwlock_trywrlock, (pthread_rwlock_t * lock))
{
	int result = real_pthread_rwlock_trywrlock(lock);

	return result == EBUSY ? real_pthread_rwlock_tryrdlock(lock) : result;
}

DEVIANT(pshared_rwlock_timedrdlock_times_out, "the time is not waited for", int,
	pthread_rwlock_timedrdlock, (pthread_rwlock_t * lock, const struct timespec *time))
{
	(void)time;
	return real_pthread_rwlock_tryrdlock(lock) == 0 ? 0 : ETIMEDOUT;
}

DEVIANT(pshared_rwlock_timedwrlock_times_out, "the time is no limit", int,
	pthread_rwlock_timedwrlock, (pthread_rwlock_t * lock, const struct timespec *time))
{
	(void)time;
	return real_pthread_rwlock_wrlock(lock);
}

/* How often the thread has the lock for reading, as it believes. */
static _Thread_local int reads;

DEVIANT(pshared_rwlock_recursive_read_counts, "the first unlock undoes all read locks", int,
	pthread_rwlock_rdlock, (pthread_rwlock_t * lock))
{
	return reads++ == 0 ? real_pthread_rwlock_rdlock(lock) : 0;
}

DEVIANT(pshared_rwlock_recursive_read_counts, "the first unlock undoes all read locks", int,
	pthread_rwlock_unlock, (pthread_rwlock_t * lock))
{
	static _Thread_local bool is_undone;
	bool was_undone = is_undone;

	is_undone = --reads > 0;
	return was_undone ? 0 : real_pthread_rwlock_unlock(lock);
}

DEVIANT(pshared_rwlock_clock_variants, "the clock is always CLOCK_REALTIME", int,
	pthread_rwlock_clockrdlock,
	(pthread_rwlock_t * lock, clockid_t clock, const struct timespec *time))
{
	(void)clock;
	return real_pthread_rwlock_timedrdlock(lock, time);
}

DEVIANT(pshared_rwlock_clock_variants, "the clock is always CLOCK_REALTIME", int,
	pthread_rwlock_clockwrlock,
	(pthread_rwlock_t * lock, clockid_t clock, const struct timespec *time))
{
	(void)clock;
	return real_pthread_rwlock_timedwrlock(lock, time);
}

DEVIANT(pshared_rwlock_no_eintr, "a handled signal ends a reader's wait", int,
	pthread_rwlock_rdlock, (pthread_rwlock_t * lock))
{
	if (real_pthread_rwlock_tryrdlock(lock) == 0)
		return 0;
	await_interruption();
	return EINTR;
}

DEVIANT(pshared_rwlock_no_eintr, "a handled signal ends a writer's wait", int,
	pthread_rwlock_wrlock, (pthread_rwlock_t * lock))
{
	if (real_pthread_rwlock_trywrlock(lock) == 0)
		return 0;
	await_interruption();
	return EINTR;
}
