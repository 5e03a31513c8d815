#include "robust.h"

#include <errno.h>

#include "effects.h"

/* A thread makes one mutex consistent before it looks for the next. */
static __thread pthread_mutex_t *inherited;

int inherit_mutex(pthread_mutex_t *mutex, int result)
{
	if (result != 0)
		return result;
	inherited = mutex;
	return EOWNERDEAD;
}

EXPORTED int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
	RESOLVE(pthread_mutex_consistent);
	if (ARMED_PLAIN(pthread_mutex_consistent)) {
		EFFECT_PLAIN(int, pthread_mutex_consistent, 0, FAIL_NUMBER)
	}
	if (mutex == inherited) {
		inherited = NULL;
		return 0;
	}
	return real_pthread_mutex_consistent(mutex);
}
