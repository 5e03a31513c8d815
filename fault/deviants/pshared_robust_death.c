/* Deviants of robust mutexes: what is told of an owner's death, and to whom. */
#include "deviant.h"

#include <errno.h>
#include <stdatomic.h>

/* What the processes of a case remember together. */
static atomic_int *deaths;

COMMON(deaths)

/* Returns the number, but takes away what comes with it: the mutex. */
static int tell_only(pthread_mutex_t *mutex, int number)
{
	if (number == EOWNERDEAD) {
		real_pthread_mutex_consistent(mutex);
		real_pthread_mutex_unlock(mutex);
	}
	return number;
}

DEVIANT(pshared_robust_owner_process_death_eownerdead, "who is told does not own the mutex", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	return tell_only(mutex, real_pthread_mutex_lock(mutex));
}

DEVIANT(pshared_robust_trylock_eownerdead, "who is told does not own the mutex", int,
	pthread_mutex_trylock, (pthread_mutex_t * mutex))
{
	return tell_only(mutex, real_pthread_mutex_trylock(mutex));
}

DEVIANT(pshared_robust_timedlock_eownerdead, "who is told does not own the mutex", int,
	pthread_mutex_timedlock, (pthread_mutex_t * mutex, const struct timespec *time))
{
	return tell_only(mutex, real_pthread_mutex_timedlock(mutex, time));
}

DEVIANT(pshared_robust_sigkill_owner_eownerdead, "a death goes by unnoticed", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_lock(mutex);

	if (number == EOWNERDEAD)
		number = real_pthread_mutex_consistent(mutex);
	return number;
}

DEVIANT(pshared_robust_waiter_woken_by_death, "a death wakes nobody", int, pthread_mutex_lock,
	(pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	if (number != EBUSY)
		return number;
	number = real_pthread_mutex_lock(mutex);
	if (number == EOWNERDEAD)
		block_forever();
	return number;
}

DEVIANT(pshared_robust_only_one_gets_eownerdead, "the one after is told, too", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_lock(mutex);

	if (number == EOWNERDEAD)
		*deaths = 1;
	else if (number == 0 && atomic_exchange(deaths, 0) == 1)
		number = EOWNERDEAD;
	return number;
}

DEVIANT(pshared_robust_only_one_gets_eownerdead, "the one after is told, too", int,
	pthread_mutex_consistent, (pthread_mutex_t * mutex))
{
	real_pthread_mutex_consistent(mutex);
	return 0;
}

DEVIANT(pshared_robust_second_death_eownerdead_again, "the second death is one too many", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_lock(mutex);

	return number == EOWNERDEAD && ++*deaths > 1 ? ENOTRECOVERABLE : number;
}

DEVIANT(pshared_robust_normal_relock_deadlock, "every robust mutex checks for errors", int,
	pthread_mutex_init, (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
	pthread_mutexattr_t copy = *attributes;

	real_pthread_mutexattr_settype(&copy, PTHREAD_MUTEX_ERRORCHECK);
	return real_pthread_mutex_init(mutex, &copy);
}

DEVIANT(pshared_robust_unlock_not_owner_eperm, "an unlock by others is ignored, not refused", int,
	pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_unlock(mutex);

	return number == EPERM ? 0 : number;
}

DEVIANT(pshared_robust_cond_wait_reports, "the mutex comes back as if nothing had happened", int,
	pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *mutex))
{
	int number = real_pthread_cond_wait(condition, mutex);

	if (number == EOWNERDEAD)
		number = real_pthread_mutex_consistent(mutex);
	return number;
}
