/* Deviants of the attributes that a mutex is made with. */
#include "deviant.h"

#include <errno.h>

DEVIANT(pshared_mutexattr_default_private, "fresh attributes are process-shared", int,
	pthread_mutexattr_init, (pthread_mutexattr_t * attributes))
{
	int number = real_pthread_mutexattr_init(attributes);

	real_pthread_mutexattr_setpshared(attributes, PTHREAD_PROCESS_SHARED);
	return number;
}

DEVIANT(pshared_mutexattr_set_get, "the process-shared attribute is not taken over", int,
	pthread_mutexattr_setpshared, (pthread_mutexattr_t * attributes, int shared))
{
	pthread_mutexattr_t copy = *attributes;

	return real_pthread_mutexattr_setpshared(&copy, shared);
}

DEVIANT(pshared_mutexattr_errno_returned, "errors come as -1, with the number in errno", int,
	pthread_mutexattr_setpshared, (pthread_mutexattr_t * attributes, int shared))
{
	int number = real_pthread_mutexattr_setpshared(attributes, shared);

	return number ? fail(number) : 0;
}

DEVIANT(pshared_mutexattr_errno_returned, "errors come in errno, too", int, pthread_mutex_trylock,
	(pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	errno = number;
	return number;
}

DEVIANT(pshared_robust_default_stalled, "fresh attributes are robust", int, pthread_mutexattr_init,
	(pthread_mutexattr_t * attributes))
{
	int number = real_pthread_mutexattr_init(attributes);

	real_pthread_mutexattr_setrobust(attributes, PTHREAD_MUTEX_ROBUST);
	return number;
}

DEVIANT(pshared_robust_set_get, "the robust attribute is not taken over", int,
	pthread_mutexattr_setrobust, (pthread_mutexattr_t * attributes, int robust))
{
	pthread_mutexattr_t copy = *attributes;

	return real_pthread_mutexattr_setrobust(&copy, robust);
}

DEVIANT(pshared_robust_invalid_einval, "whatever is not robust is taken for stalled", int,
	pthread_mutexattr_setrobust, (pthread_mutexattr_t * attributes, int robust))
{
	return real_pthread_mutexattr_setrobust(attributes, robust == PTHREAD_MUTEX_ROBUST
								    ? PTHREAD_MUTEX_ROBUST
								    : PTHREAD_MUTEX_STALLED);
}
