/* The attributes of all kinds of objects but mutexes; and the option itself. */
#include "pshared.h"

#include <time.h>
#include <unistd.h>

CASE(pshared_limit_sysconf_option)
{
	EXPECT(sysconf(_SC_THREAD_PROCESS_SHARED) > 0);
}

CASE(pshared_condattr_default_private)
{
	pthread_condattr_t attributes;
	int shared = -1;

	EXPECT_RETURNS(0, pthread_condattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_condattr_getpshared(&attributes, &shared));
	EXPECT_EQ(PTHREAD_PROCESS_PRIVATE, shared);
	EXPECT_RETURNS(0, pthread_condattr_destroy(&attributes));
}

CASE(pshared_condattr_set_get)
{
	static const int values[] = {PTHREAD_PROCESS_SHARED, PTHREAD_PROCESS_PRIVATE};
	pthread_condattr_t attributes;
	size_t i;

	SETUP_RETURNS_0(pthread_condattr_init(&attributes));
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		int shared = -1;

		EXPECT_RETURNS(0, pthread_condattr_setpshared(&attributes, values[i]));
		EXPECT_RETURNS(0, pthread_condattr_getpshared(&attributes, &shared));
		EXPECT_EQ(values[i], shared);
	}
	SETUP_RETURNS_0(pthread_condattr_destroy(&attributes));
}

CASE(pthread_condattr_setpshared_einval)
{
	pthread_condattr_t attributes;

	SETUP_RETURNS_0(pthread_condattr_init(&attributes));
	observe("pthread_condattr_setpshared() to 99", "%s",
		error_name(pthread_condattr_setpshared(&attributes, 99)));
	SETUP_RETURNS_0(pthread_condattr_destroy(&attributes));
}

/* The clock attribute is this one. */
#define expect_clock(attributes, clock) AT(check_clock(attributes, clock))

static void check_clock(const pthread_condattr_t *attributes, clockid_t clock)
{
	clockid_t observed = -1;

	check_returned(THERE, "pthread_condattr_getclock()",
		       pthread_condattr_getclock(attributes, &observed), 0, 0);
	check_equal(THERE, "the clock attribute", clock, observed);
}

CASE(pshared_cond_clock_default_realtime)
{
	pthread_condattr_t attributes;

	SETUP_RETURNS_0(pthread_condattr_init(&attributes));
	expect_clock(&attributes, CLOCK_REALTIME);
	SETUP_RETURNS_0(pthread_condattr_destroy(&attributes));
}

CASE(pshared_cond_clock_cputime_fails)
{
	pthread_condattr_t attributes;

	SETUP_RETURNS_0(pthread_condattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC));
	EXPECT(pthread_condattr_setclock(&attributes, CLOCK_PROCESS_CPUTIME_ID) != 0);
	EXPECT(pthread_condattr_setclock(&attributes, CLOCK_THREAD_CPUTIME_ID) != 0);
	expect_clock(&attributes, CLOCK_MONOTONIC);
	SETUP_RETURNS_0(pthread_condattr_destroy(&attributes));
}

CASE(pthread_condattr_setclock_einval)
{
	pthread_condattr_t attributes;

	SETUP_RETURNS_0(pthread_condattr_init(&attributes));
	observe("pthread_condattr_setclock() to an unknown clock", "%s",
		error_name(pthread_condattr_setclock(&attributes, -1)));
	observe("pthread_condattr_setclock() to a CPU-time clock", "%s",
		error_name(pthread_condattr_setclock(&attributes, CLOCK_PROCESS_CPUTIME_ID)));
	SETUP_RETURNS_0(pthread_condattr_destroy(&attributes));
}

CASE(pshared_rwlockattr_default_private)
{
	pthread_rwlockattr_t attributes;
	int shared = -1;

	EXPECT_RETURNS(0, pthread_rwlockattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_rwlockattr_getpshared(&attributes, &shared));
	EXPECT_EQ(PTHREAD_PROCESS_PRIVATE, shared);
	EXPECT_RETURNS(0, pthread_rwlockattr_destroy(&attributes));
}

CASE(pshared_rwlockattr_set_get)
{
	static const int values[] = {PTHREAD_PROCESS_SHARED, PTHREAD_PROCESS_PRIVATE};
	pthread_rwlockattr_t attributes;
	size_t i;

	SETUP_RETURNS_0(pthread_rwlockattr_init(&attributes));
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		int shared = -1;

		EXPECT_RETURNS(0, pthread_rwlockattr_setpshared(&attributes, values[i]));
		EXPECT_RETURNS(0, pthread_rwlockattr_getpshared(&attributes, &shared));
		EXPECT_EQ(values[i], shared);
	}
	SETUP_RETURNS_0(pthread_rwlockattr_destroy(&attributes));
}

CASE(pthread_rwlockattr_setpshared_einval)
{
	pthread_rwlockattr_t attributes;

	SETUP_RETURNS_0(pthread_rwlockattr_init(&attributes));
	observe("pthread_rwlockattr_setpshared() to 99", "%s",
		error_name(pthread_rwlockattr_setpshared(&attributes, 99)));
	SETUP_RETURNS_0(pthread_rwlockattr_destroy(&attributes));
}

CASE(pshared_barrierattr_default_private)
{
	pthread_barrierattr_t attributes;
	int shared = -1;

	EXPECT_RETURNS(0, pthread_barrierattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_barrierattr_getpshared(&attributes, &shared));
	EXPECT_EQ(PTHREAD_PROCESS_PRIVATE, shared);
	EXPECT_RETURNS(0, pthread_barrierattr_destroy(&attributes));
}

CASE(pshared_barrierattr_set_get)
{
	static const int values[] = {PTHREAD_PROCESS_SHARED, PTHREAD_PROCESS_PRIVATE};
	pthread_barrierattr_t attributes;
	size_t i;

	SETUP_RETURNS_0(pthread_barrierattr_init(&attributes));
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		int shared = -1;

		EXPECT_RETURNS(0, pthread_barrierattr_setpshared(&attributes, values[i]));
		EXPECT_RETURNS(0, pthread_barrierattr_getpshared(&attributes, &shared));
		EXPECT_EQ(values[i], shared);
	}
	SETUP_RETURNS_0(pthread_barrierattr_destroy(&attributes));
}

CASE(pthread_barrierattr_setpshared_einval)
{
	pthread_barrierattr_t attributes;

	SETUP_RETURNS_0(pthread_barrierattr_init(&attributes));
	observe("pthread_barrierattr_setpshared() to 99", "%s",
		error_name(pthread_barrierattr_setpshared(&attributes, 99)));
	SETUP_RETURNS_0(pthread_barrierattr_destroy(&attributes));
}
