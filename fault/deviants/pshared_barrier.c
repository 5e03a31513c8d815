/* Deviants of barriers. */
#include "deviant.h"

#include <errno.h>

DEVIANT(pshared_barrierattr_default_private, "barriers are shared unless told otherwise", int,
	pthread_barrierattr_init, (pthread_barrierattr_t * attributes))
{
	int result = real_pthread_barrierattr_init(attributes);

	real_pthread_barrierattr_setpshared(attributes, PTHREAD_PROCESS_SHARED);
	return result;
}

DEVIANT(pshared_barrierattr_set_get, "the value set is forgotten", int,
	pthread_barrierattr_setpshared, (pthread_barrierattr_t * attributes, int shared))
{
	(void)attributes;
	(void)shared;
	return 0;
}

DEVIANT(pshared_barrier_releases_at_count, "the last but one releases all", int,
	pthread_barrier_init,
	(pthread_barrier_t * barrier, const pthread_barrierattr_t *attributes, unsigned count))
{
	return real_pthread_barrier_init(barrier, attributes, count > 1 ? count - 1 : count);
}

DEVIANT(pshared_barrier_one_serial_thread, "two of each process's passages are the serial one", int,
	pthread_barrier_wait, (pthread_barrier_t * barrier))
{
	enum { OFTEN = 100 };
	static int passages;
	int result = real_pthread_barrier_wait(barrier);

	return ++passages % OFTEN == 0 ? PTHREAD_BARRIER_SERIAL_THREAD : result;
}

DEVIANT(pshared_barrier_reusable, "a barrier that has let all pass stays open", int,
	pthread_barrier_wait, (pthread_barrier_t * barrier))
{
	static const pthread_barrier_t *opened;

	if (opened == barrier)
		return 0;
	opened = barrier;
	return real_pthread_barrier_wait(barrier);
}

DEVIANT(pshared_barrier_count_zero_einval, "a count of 0 is taken for 1", int, pthread_barrier_init,
	(pthread_barrier_t * barrier, const pthread_barrierattr_t *attributes, unsigned count))
{
	return real_pthread_barrier_init(barrier, attributes, count == 0 ? 1 : count);
}

DEVIANT(pshared_barrier_count_one_returns, "a barrier is for two at least", int,
	pthread_barrier_init,
	(pthread_barrier_t * barrier, const pthread_barrierattr_t *attributes, unsigned count))
{
	return real_pthread_barrier_init(barrier, attributes, count == 1 ? 2 : count);
}

DEVIANT(pshared_barrier_serial_value_distinct, "the serial thread is told an error number", int,
	pthread_barrier_wait, (pthread_barrier_t * barrier))
{
	int result = real_pthread_barrier_wait(barrier);

	return result == PTHREAD_BARRIER_SERIAL_THREAD ? EPERM : result;
}

DEVIANT(pshared_barrier_signal_resumes_wait, "a handled signal ends the wait", int,
	pthread_barrier_wait, (pthread_barrier_t * barrier))
{
	(void)barrier;
	await_interruption();
	return EINTR;
}
