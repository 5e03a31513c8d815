#include "rwlock.h"

/* New in the edition of 2024: the C library may lack them, and the header, too. */
#pragma weak pthread_rwlock_clockrdlock
#pragma weak pthread_rwlock_clockwrlock
timed_lock pthread_rwlock_clockrdlock;
timed_lock pthread_rwlock_clockwrlock;

void need_clock_locks(void)
{
	if (!pthread_rwlock_clockrdlock || !pthread_rwlock_clockwrlock)
		skip_unsupported("no pthread_rwlock_clockrdlock() or no ...clockwrlock()");
}

int timed_read_lock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time)
{
	(void)clock;
	return pthread_rwlock_timedrdlock(lock, time);
}

int timed_write_lock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time)
{
	(void)clock;
	return pthread_rwlock_timedwrlock(lock, time);
}

int clock_read_lock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time)
{
	return pthread_rwlock_clockrdlock(lock, clock, time);
}

int clock_write_lock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time)
{
	return pthread_rwlock_clockwrlock(lock, clock, time);
}

struct actor *hold_lock(pthread_rwlock_t *lock, plain_lock *take, struct gate *gate)
{
	struct gate *is_held = new_gate();
	struct actor *holder = ACTOR("holder")
	{
		EXPECT_RETURNS(0, take(lock));
		open_gate(is_held);
		pass_gate(gate);
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	}

	pass_gate(is_held);
	return holder;
}

void rwlock_expect_free(pthread_rwlock_t *lock)
{
	check_returned(THERE, "pthread_rwlock_trywrlock()", pthread_rwlock_trywrlock(lock), 0, 0);
	check_returned(THERE, "pthread_rwlock_unlock()", pthread_rwlock_unlock(lock), 0, 0);
}
