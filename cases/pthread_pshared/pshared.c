#include "pshared.h"

void init_mutex(pthread_mutex_t *mutex, int type, int robustness)
{
	pthread_mutexattr_t attributes;

	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	SETUP_RETURNS_0(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	SETUP_RETURNS_0(pthread_mutexattr_settype(&attributes, type));
	SETUP_RETURNS_0(pthread_mutexattr_setrobust(&attributes, robustness));
	SETUP_RETURNS_0(pthread_mutex_init(mutex, &attributes));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
}

pthread_mutex_t *new_mutex(int type, int robustness)
{
	pthread_mutex_t *mutex = share(sizeof(*mutex));

	init_mutex(mutex, type, robustness);
	return mutex;
}

pthread_cond_t *new_condition(clockid_t clock)
{
	pthread_cond_t *condition = share(sizeof(*condition));
	pthread_condattr_t attributes;

	SETUP_RETURNS_0(pthread_condattr_init(&attributes));
	SETUP_RETURNS_0(pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	SETUP_RETURNS_0(pthread_condattr_setclock(&attributes, clock));
	SETUP_RETURNS_0(pthread_cond_init(condition, &attributes));
	SETUP_RETURNS_0(pthread_condattr_destroy(&attributes));
	return condition;
}

pthread_rwlock_t *new_rwlock(void)
{
	pthread_rwlock_t *lock = share(sizeof(*lock));
	pthread_rwlockattr_t attributes;

	SETUP_RETURNS_0(pthread_rwlockattr_init(&attributes));
	SETUP_RETURNS_0(pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	SETUP_RETURNS_0(pthread_rwlock_init(lock, &attributes));
	SETUP_RETURNS_0(pthread_rwlockattr_destroy(&attributes));
	return lock;
}

pthread_barrier_t *new_barrier(unsigned count)
{
	pthread_barrier_t *barrier = share(sizeof(*barrier));
	pthread_barrierattr_t attributes;

	SETUP_RETURNS_0(pthread_barrierattr_init(&attributes));
	SETUP_RETURNS_0(pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	SETUP_RETURNS_0(pthread_barrier_init(barrier, &attributes, count));
	SETUP_RETURNS_0(pthread_barrierattr_destroy(&attributes));
	return barrier;
}

pthread_spinlock_t *new_spin_lock(void)
{
	pthread_spinlock_t *lock = share(sizeof(pthread_spinlock_t));

	SETUP_RETURNS_0(pthread_spin_init(lock, PTHREAD_PROCESS_SHARED));
	return lock;
}
