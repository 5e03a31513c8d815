/* Deviants of the attributes of condition variables, and of the option. */
#include "deviant.h"

#include <time.h>
#include <unistd.h>

DEVIANT(pshared_limit_sysconf_option, "the option is said to be absent", long, sysconf, (int name))
{
	return name == _SC_THREAD_PROCESS_SHARED ? -1 : real_sysconf(name);
}

DEVIANT(pshared_condattr_default_private, "conditions are shared unless told otherwise", int,
	pthread_condattr_init, (pthread_condattr_t * attributes))
{
	int result = real_pthread_condattr_init(attributes);

	real_pthread_condattr_setpshared(attributes, PTHREAD_PROCESS_SHARED);
	return result;
}

DEVIANT(pshared_condattr_set_get, "the value set is forgotten", int, pthread_condattr_setpshared,
	(pthread_condattr_t * attributes, int shared))
{
	(void)attributes;
	(void)shared;
	return 0;
}

DEVIANT(pshared_cond_clock_attribute, "the clock set is forgotten", int, pthread_condattr_setclock,
	(pthread_condattr_t * attributes, clockid_t clock))
{
	(void)attributes;
	(void)clock;
	return 0;
}

DEVIANT(pshared_cond_clock_default_realtime, "the clock is the monotonic one unless told otherwise",
	int, pthread_condattr_init, (pthread_condattr_t * attributes))
{
	int result = real_pthread_condattr_init(attributes);

	real_pthread_condattr_setclock(attributes, CLOCK_MONOTONIC);
	return result;
}

DEVIANT(pshared_cond_clock_cputime_fails, "a CPU-time clock is accepted", int,
	pthread_condattr_setclock, (pthread_condattr_t * attributes, clockid_t clock))
{
	int result = real_pthread_condattr_setclock(attributes, clock);

	return clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID ? 0 : result;
}
