/* The attributes that a mutex is made with: process-shared, type, robustness. */
#include "mutex.h"

/* Neither of the values that an attribute has. */
enum { INVALID = 99 };

static int sharing_of(const pthread_mutexattr_t *attributes)
{
	int shared = INVALID;

	EXPECT_RETURNS(0, pthread_mutexattr_getpshared(attributes, &shared));
	return shared;
}

static int robustness_of(const pthread_mutexattr_t *attributes)
{
	int robustness = INVALID;

	EXPECT_RETURNS(0, pthread_mutexattr_getrobust(attributes, &robustness));
	return robustness;
}

static int type_of(const pthread_mutexattr_t *attributes)
{
	int type = INVALID;

	EXPECT_RETURNS(0, pthread_mutexattr_gettype(attributes, &type));
	return type;
}

CASE(pshared_mutexattr_default_private)
{
	pthread_mutexattr_t attributes;

	EXPECT_RETURNS(0, pthread_mutexattr_init(&attributes));
	EXPECT_EQ(PTHREAD_PROCESS_PRIVATE, sharing_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_destroy(&attributes));
}

CASE(pshared_mutexattr_set_get)
{
	pthread_mutexattr_t attributes;

	EXPECT_RETURNS(0, pthread_mutexattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	EXPECT_EQ(PTHREAD_PROCESS_SHARED, sharing_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
	EXPECT_RETURNS(0, pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE));
	EXPECT_EQ(PTHREAD_PROCESS_SHARED, sharing_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_PRIVATE));
	EXPECT_EQ(PTHREAD_PROCESS_PRIVATE, sharing_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_destroy(&attributes));
}

CASE(pshared_mutexattr_invalid_may_einval, pthread_mutexattr_setpshared_einval)
{
	pthread_mutexattr_t attributes;

	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	observe("pthread_mutexattr_setpshared() with an invalid value", "%s",
		error_name(pthread_mutexattr_setpshared(&attributes, INVALID)));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
}

/* The call returns that number, and does not touch errno. */
#define expect_number_only(number, call)                                                         \
	do {                                                                                     \
		errno = ERANGE;                                                                  \
		EXPECT_RETURNS(number, call);                                                    \
		EXPECT_THAT(errno == ERANGE, "%s: expected errno to be left alone, observed %s", \
			    #call, error_name(errno));                                           \
	} while (0)

CASE(pshared_mutexattr_errno_returned)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
	struct timespec past = time_ahead(CLOCK_REALTIME, -1000);
	pthread_mutexattr_t attributes;
	struct owner owner;
	int number;

	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	errno = ERANGE;
	number = pthread_mutexattr_setpshared(&attributes, INVALID);
	EXPECT(number >= 0 && errno == ERANGE);
	expect_number_only(EINVAL, pthread_mutexattr_settype(&attributes, INVALID));
	expect_number_only(EINVAL, pthread_mutexattr_setrobust(&attributes, INVALID));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
	expect_number_only(EPERM, pthread_mutex_unlock(mutex));
	expect_number_only(EINVAL, pthread_mutex_consistent(mutex));
	expect_number_only(0, pthread_mutex_lock(mutex));
	expect_number_only(EDEADLK, pthread_mutex_lock(mutex));
	expect_number_only(0, pthread_mutex_unlock(mutex));
	owner = start_owner(mutex, 0);
	expect_number_only(EBUSY, pthread_mutex_trylock(mutex));
	expect_number_only(ETIMEDOUT, pthread_mutex_timedlock(mutex, &past));
	unlock_by(owner);
}

CASE(pshared_robust_default_stalled)
{
	pthread_mutexattr_t attributes;

	EXPECT_RETURNS(0, pthread_mutexattr_init(&attributes));
	EXPECT_EQ(PTHREAD_MUTEX_STALLED, robustness_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_destroy(&attributes));
}

CASE(pshared_robust_set_get)
{
	pthread_mutexattr_t attributes;

	EXPECT_RETURNS(0, pthread_mutexattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
	EXPECT_EQ(PTHREAD_MUTEX_ROBUST, robustness_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	EXPECT_RETURNS(0, pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE));
	EXPECT_EQ(PTHREAD_MUTEX_ROBUST, robustness_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_STALLED));
	EXPECT_EQ(PTHREAD_MUTEX_STALLED, robustness_of(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_destroy(&attributes));
}

CASE(pshared_robust_invalid_einval, pthread_mutexattr_setrobust_einval)
{
	pthread_mutexattr_t attributes;

	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
	EXPECT_RETURNS(EINVAL, pthread_mutexattr_setrobust(&attributes, INVALID));
	EXPECT_RETURNS(EINVAL, pthread_mutexattr_setrobust(&attributes, -1));
	EXPECT_EQ(PTHREAD_MUTEX_ROBUST, robustness_of(&attributes));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
}

CASE(pthread_mutexattr_settype_einval)
{
	pthread_mutexattr_t attributes;

	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	EXPECT_RETURNS(0, pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE));
	EXPECT_RETURNS(EINVAL, pthread_mutexattr_settype(&attributes, INVALID));
	EXPECT_RETURNS(EINVAL, pthread_mutexattr_settype(&attributes, -1));
	EXPECT_EQ(PTHREAD_MUTEX_RECURSIVE, type_of(&attributes));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
}

CASE(pshared_robust_private_may_einval, pthread_mutex_init_einval)
{
	pthread_mutexattr_t attributes;
	pthread_mutex_t mutex;
	int number;

	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	SETUP_RETURNS_0(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
	number = pthread_mutex_init(&mutex, &attributes);
	observe("pthread_mutex_init() of a robust mutex that is not process-shared", "%s",
		error_name(number));
	if (number == 0)
		SETUP_RETURNS_0(pthread_mutex_destroy(&mutex));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
}
