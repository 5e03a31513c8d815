/* Deviants of condition variables: who is woken, and what becomes of the mutex. */
#include "deviant.h"

#include <errno.h>
#include <poll.h>

DEVIANT(pshared_cond_signal_other_process, "a shared condition is private", int, pthread_cond_init,
	(pthread_cond_t * condition, const pthread_condattr_t *attributes))
{
	(void)attributes;
	return real_pthread_cond_init(condition, NULL);
}

DEVIANT(pshared_cond_broadcast_all_processes, "a broadcast releases one waiter", int,
	pthread_cond_broadcast, (pthread_cond_t * condition))
{
	return real_pthread_cond_signal(condition);
}

DEVIANT(pshared_cond_wait_releases_mutex, "the mutex is kept during the wait", int,
	pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *mutex))
{
	static pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
	int result;

	(void)mutex;
	real_pthread_mutex_lock(&other);
	result = real_pthread_cond_wait(condition, &other);
	real_pthread_mutex_unlock(&other);
	return result;
}

DEVIANT(pshared_cond_atomic_release_block, "signals given right after the release are lost", int,
	pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *mutex))
{
	real_pthread_mutex_unlock(mutex);
	poll(NULL, 0, 1);
	real_pthread_mutex_lock(mutex);
	return real_pthread_cond_wait(condition, mutex);
}

/* A signal that met nobody. */
static bool is_remembered;

DEVIANT(pshared_cond_signal_no_waiter_noop, "a signal is kept for the next who waits", int,
	pthread_cond_signal, (pthread_cond_t * condition))
{
	is_remembered = true;
	return real_pthread_cond_signal(condition);
}

DEVIANT(pshared_cond_signal_no_waiter_noop, "a signal is kept for the next who waits", int,
	pthread_cond_timedwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, const struct timespec *time))
{
	if (!is_remembered)
		return real_pthread_cond_timedwait(condition, mutex, time);
	is_remembered = false;
	return 0;
}

/* How many mutexes the thread has. */
static _Thread_local int owned;

DEVIANT(pshared_cond_signal_without_mutex_ok, "without the mutex a signal is lost", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	owned++;
	return real_pthread_mutex_lock(mutex);
}

DEVIANT(pshared_cond_signal_without_mutex_ok, "without the mutex a signal is lost", int,
	pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
	owned--;
	return real_pthread_mutex_unlock(mutex);
}

DEVIANT(pshared_cond_signal_without_mutex_ok, "without the mutex a signal is lost", int,
	pthread_cond_signal, (pthread_cond_t * condition))
{
	return owned > 0 ? real_pthread_cond_signal(condition) : 0;
}

DEVIANT(pshared_cond_errorcheck_not_owner_eperm, "the owner of the mutex is not looked at", int,
	pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *mutex))
{
	int result = real_pthread_cond_wait(condition, mutex);

	return result == EPERM ? 0 : result;
}

DEVIANT(pshared_cond_no_eintr, "a handled signal ends the wait", int, pthread_cond_wait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex))
{
	(void)condition;
	real_pthread_mutex_unlock(mutex);
	await_interruption();
	real_pthread_mutex_lock(mutex);
	return EINTR;
}

static void lose_mutex(void *mutex)
{
	real_pthread_mutex_unlock(mutex);
}

DEVIANT(pshared_cond_cancel_reacquires_mutex, "a cancelled wait has not got the mutex again", int,
	pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *mutex))
{
	int result;

	pthread_cleanup_push(lose_mutex, mutex);
	result = real_pthread_cond_wait(condition, mutex);
	pthread_cleanup_pop(0);
	return result;
}

DEVIANT(pshared_cond_cancel_reacquires_mutex, "a cancelled wait has not got the mutex again", int,
	pthread_cond_timedwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, const struct timespec *time))
{
	int result;

	pthread_cleanup_push(lose_mutex, mutex);
	result = real_pthread_cond_timedwait(condition, mutex, time);
	pthread_cleanup_pop(0);
	return result;
}

DEVIANT(pshared_cond_cancel_reacquires_mutex, "a cancelled wait has not got the mutex again", int,
	pthread_cond_clockwait,
	(pthread_cond_t * condition, pthread_mutex_t *mutex, clockid_t clock,
	 const struct timespec *time))
{
	int result;

	pthread_cleanup_push(lose_mutex, mutex);
	result = real_pthread_cond_clockwait(condition, mutex, clock, time);
	pthread_cleanup_pop(0);
	return result;
}
