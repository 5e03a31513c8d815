/* The errors of the mutex functions that have no requirement of their own. */
#include "mutex.h"

#include <sched.h>
#include <unistd.h>

#define NO_CEILINGS "the system does not have the option TPP"

/* A new mutex that lets only callers up to that priority in. */
#if defined _POSIX_THREAD_PRIO_PROTECT && _POSIX_THREAD_PRIO_PROTECT > 0
static pthread_mutex_t *new_mutex_with_ceiling(int ceiling)
{
	pthread_mutex_t *mutex = share(sizeof(*mutex));
	pthread_mutexattr_t attributes;

	if (sysconf(_SC_THREAD_PRIO_PROTECT) <= 0)
		skip_unsupported(NO_CEILINGS);
	SETUP_RETURNS_0(pthread_mutexattr_init(&attributes));
	SETUP_RETURNS_0(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	SETUP_RETURNS_0(pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_PROTECT));
	SETUP_RETURNS_0(pthread_mutexattr_setprioceiling(&attributes, ceiling));
	SETUP_RETURNS_0(pthread_mutex_init(mutex, &attributes));
	SETUP_RETURNS_0(pthread_mutexattr_destroy(&attributes));
	return mutex;
}
#else
static pthread_mutex_t *new_mutex_with_ceiling(int ceiling)
{
	(void)ceiling;
	skip_unsupported(NO_CEILINGS);
}
#endif

static void take_priority(int priority)
{
	struct sched_param parameters = {.sched_priority = priority};
	int number = pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters);

	if (number == EPERM)
		skip_unpermitted("no permission to be scheduled by SCHED_FIFO");
	if (number == EINVAL)
		skip_unsupported("the system does not have SCHED_FIFO");
	SETUP_THAT(number == 0, "cannot be scheduled by SCHED_FIFO: %s", error_name(number));
}

/* The mutex stays as it was: one of lower priority can lock it. */
static void expect_einval_above_ceiling(enum way_to_lock way)
{
	int lowest = sched_get_priority_min(SCHED_FIFO);
	pthread_mutex_t *mutex = new_mutex_with_ceiling(lowest);
	struct actor *caller = ACTOR("caller")
	{
		take_priority(lowest + 1);
		EXPECT_RETURNS(EINVAL, lock_mutex(mutex, way));
		take_priority(lowest);
		EXPECT_RETURNS(0, lock_mutex(mutex, way));
		EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	}

	expect_finished(caller);
}

CASE(pthread_mutex_lock_einval)
{
	expect_einval_above_ceiling(BY_LOCK);
}

CASE(pthread_mutex_trylock_einval)
{
	expect_einval_above_ceiling(BY_TRYLOCK);
}

/* Each owns one of two mutexes and asks for the other's; the first gives up after a while. */
CASE(pthread_mutex_lock_edeadlk_deadlock)
{
	enum { A_WHILE = 10 };
	pthread_mutex_t *first = new_mutex(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
	pthread_mutex_t *second = new_mutex(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
	struct gate *is_second_taken = new_gate();
	struct timespec time;
	struct actor *other;

	SETUP_RETURNS_0(pthread_mutex_lock(first));
	other = ACTOR("other")
	{
		int number;

		SETUP_RETURNS_0(pthread_mutex_lock(second));
		open_gate(is_second_taken);
		number = pthread_mutex_lock(first);
		observe("pthread_mutex_lock() in a deadlock", "%s",
			number ? error_name(number) : "waits");
	}
	pass_gate(is_second_taken);
	time = time_ahead(CLOCK_REALTIME, A_WHILE);
	pthread_mutex_timedlock(second, &time);
	SETUP_RETURNS_0(pthread_mutex_unlock(first));
	expect_finished(other);
}

/* Undefined: whatever becomes of the process that does it. */
static void observe_destroy(const char *situation, pthread_mutex_t *mutex)
{
	struct actor *caller = ACTOR("caller")
	{
		observe(situation, "%s", error_name(pthread_mutex_destroy(mutex)));
	}

	actor_await_end(caller, "any end");
	dismiss(caller);
}

CASE(pthread_mutex_destroy_ebusy)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);

	SETUP_RETURNS_0(pthread_mutex_lock(mutex));
	observe_destroy("pthread_mutex_destroy() of a locked mutex", mutex);
}

CASE(pthread_mutex_destroy_einval)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);

	SETUP_RETURNS_0(pthread_mutex_destroy(mutex));
	observe_destroy("pthread_mutex_destroy() of a destroyed mutex", mutex);
}
