/* Read-write locks: what becomes of a thread that waits for itself. */
#include "rwlock.h"

#include <stdatomic.h>

enum { WAIT_MS = 5, NO_RETURN = -1 };

static bool is_over(void *actor)
{
	return !is_running(actor);
}

/* The caller takes the lock, then again: in an actor, as it may wait for ever. */
static void observe_relock(const char *situation, plain_lock *first, plain_lock *second)
{
	pthread_rwlock_t *lock = new_rwlock();
	atomic_int *result = share(sizeof(*result));
	struct actor *owner;

	*result = NO_RETURN;
	owner = ACTOR("owner")
	{
		SETUP_RETURNS_0(first(lock));
		*result = second(lock);
	}
	/* Whatever comes of it comes soon, or never. */
	wait_until(is_over, owner, 0.3);
	dismiss(owner);
	observe(situation, "%s", *result == NO_RETURN ? "a deadlock" : error_name(*result));
}

static void observe_timed_relock(const char *situation, plain_lock *first, timed_lock *second)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct timespec soon;

	SETUP_RETURNS_0(first(lock));
	soon = time_ahead(CLOCK_REALTIME, WAIT_MS);
	observe(situation, "%s", error_name(second(lock, CLOCK_REALTIME, &soon)));
	SETUP_RETURNS_0(pthread_rwlock_unlock(lock));
}

CASE(pshared_rwlock_edeadlk_may, pthread_rwlock_wrlock_edeadlk)
{
	observe_relock("pthread_rwlock_wrlock() by the writer", pthread_rwlock_wrlock,
		       pthread_rwlock_wrlock);
}

CASE(pthread_rwlock_rdlock_edeadlk)
{
	observe_relock("pthread_rwlock_rdlock() by the writer", pthread_rwlock_wrlock,
		       pthread_rwlock_rdlock);
}

CASE(pthread_rwlock_timedrdlock_edeadlk)
{
	observe_timed_relock("pthread_rwlock_timedrdlock() by the writer", pthread_rwlock_wrlock,
			     timed_read_lock);
}

CASE(pthread_rwlock_timedwrlock_edeadlk)
{
	observe_timed_relock("pthread_rwlock_timedwrlock() by the writer", pthread_rwlock_wrlock,
			     timed_write_lock);
	observe_timed_relock("pthread_rwlock_timedwrlock() by a reader", pthread_rwlock_rdlock,
			     timed_write_lock);
}
