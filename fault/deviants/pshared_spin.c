/* Deviants of spin locks. */
#include "deviant.h"

#include <errno.h>

DEVIANT(pshared_spin_excludes_across_processes, "a thread that tried in vain goes on", int,
	pthread_spin_lock, (pthread_spinlock_t * lock))
{
	real_pthread_spin_trylock(lock);
	return 0;
}

DEVIANT(pshared_spin_trylock_ebusy, "a thread that asks is let in", int, pthread_spin_trylock,
	(pthread_spinlock_t * lock))
{
	int result = real_pthread_spin_trylock(lock);

	return result == EBUSY ? 0 : result;
}

DEVIANT(pshared_spin_initially_unlocked, "a new lock is locked", int, pthread_spin_init,
	(pthread_spinlock_t * lock, int shared))
{
	int result = real_pthread_spin_init(lock, shared);

	real_pthread_spin_lock(lock);
	return result;
}

/*
 * As if the unlocking went ahead of the writing before it, which a processor
 * may let happen unless told not to: of all kinds of locks.
 */
#define UNLOCKS_AHEAD(object, lock_name, unlock_name)                                          \
	DEVIANT(pshared_memory_visibility, "others see the unlocking before what was written", \
		int, lock_name, (object * lock))                                               \
	{                                                                                      \
		int result = real_##lock_name(lock);                                           \
                                                                                               \
		real_##unlock_name(lock);                                                      \
		return result;                                                                 \
	}                                                                                      \
	DEVIANT(pshared_memory_visibility, "others see the unlocking before what was written", \
		int, unlock_name, (object * lock))                                             \
	{                                                                                      \
		(void)lock;                                                                    \
		return 0;                                                                      \
	}

UNLOCKS_AHEAD(pthread_mutex_t, pthread_mutex_lock, pthread_mutex_unlock)
UNLOCKS_AHEAD(pthread_rwlock_t, pthread_rwlock_wrlock, pthread_rwlock_unlock)
UNLOCKS_AHEAD(pthread_spinlock_t, pthread_spin_lock, pthread_spin_unlock)
