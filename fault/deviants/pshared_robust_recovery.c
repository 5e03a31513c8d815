/* Deviants of robust mutexes: what becomes of them after an owner's death. */
#include "deviant.h"

#include <errno.h>
#include <time.h>

DEVIANT(pshared_robust_consistent_restores, "the mutex is not made consistent", int,
	pthread_mutex_consistent, (pthread_mutex_t * mutex))
{
	(void)mutex;
	return 0;
}

DEVIANT(pshared_robust_unlock_without_consistent, "an unlock makes the mutex consistent", int,
	pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
	real_pthread_mutex_consistent(mutex);
	return real_pthread_mutex_unlock(mutex);
}

DEVIANT(pshared_robust_waiters_get_enotrecoverable, "who waited for a lost mutex waits for ever",
	int, pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	if (number != EBUSY)
		return number;
	number = real_pthread_mutex_lock(mutex);
	if (number == ENOTRECOVERABLE)
		block_forever();
	return number;
}

static bool is_lost(pthread_mutex_t *mutex)
{
	static const struct timespec past;
	int number = real_pthread_mutex_timedlock(mutex, &past);

	if (number == 0)
		real_pthread_mutex_unlock(mutex);
	return number == ENOTRECOVERABLE;
}

DEVIANT(pshared_robust_destroy_after_notrecoverable, "a lost mutex cannot be destroyed", int,
	pthread_mutex_destroy, (pthread_mutex_t * mutex))
{
	return is_lost(mutex) ? EINVAL : real_pthread_mutex_destroy(mutex);
}

DEVIANT(pshared_robust_consistent_on_ok_mutex_einval, "every mutex can be made consistent", int,
	pthread_mutex_consistent, (pthread_mutex_t * mutex))
{
	real_pthread_mutex_consistent(mutex);
	return 0;
}
