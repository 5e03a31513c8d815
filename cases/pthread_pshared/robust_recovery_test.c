/* A robust mutex after its owner's death: made consistent, or lost for good. */
#include "mutex.h"

/* The caller owns the mutex, whose owner before has died. */
static void inherit(pthread_mutex_t *mutex)
{
	abandon_mutex(mutex);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_lock(mutex));
}

/* Likewise, and gave it up without making it consistent. */
static void make_unrecoverable(pthread_mutex_t *mutex)
{
	inherit(mutex);
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
}

CASE(pshared_robust_consistent_restores)
{
	enum { DEATHS = 3 };
	pthread_mutex_t *mutex = new_robust_mutex();
	int deaths;

	for (deaths = 0; deaths < DEATHS; deaths++) {
		inherit(mutex);
		EXPECT_RETURNS(0, pthread_mutex_consistent(mutex));
		EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
		expect_free_to_all(mutex);
	}
}

static void expect_unrecoverable(pthread_mutex_t *mutex)
{
	EXPECT_RETURNS(ENOTRECOVERABLE, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(ENOTRECOVERABLE, pthread_mutex_lock(mutex));
}

CASE(pshared_robust_unlock_without_consistent, pthread_mutex_lock_enotrecoverable)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct actor *other;

	make_unrecoverable(mutex);
	expect_unrecoverable(mutex);
	other = ACTOR("another process") expect_unrecoverable(mutex);
	expect_finished(other);
	EXPECT_RETURNS(EINVAL, pthread_mutex_consistent(mutex));
	expect_unrecoverable(mutex);
}

static const struct variant attempts[] = {{"once", 1, NULL}, {"again", 2, NULL}};

CASE_VARIANTS(attempts, pthread_mutex_trylock_enotrecoverable)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	int attempt;

	expect_free(mutex);
	make_unrecoverable(mutex);
	for (attempt = 0; attempt < variant()->value; attempt++)
		EXPECT_RETURNS(ENOTRECOVERABLE, pthread_mutex_trylock(mutex));
}

CASE(pthread_mutex_timedlock_enotrecoverable)
{
	pthread_mutex_t *mutex = new_robust_mutex();

	EXPECT_RETURNS(0, lock_mutex(mutex, BY_TIMEDLOCK));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	make_unrecoverable(mutex);
	EXPECT_RETURNS(ENOTRECOVERABLE, lock_mutex(mutex, BY_TIMEDLOCK));
	EXPECT_RETURNS(ENOTRECOVERABLE, lock_mutex(mutex, BY_TIMEDLOCK));
}

enum { WAITERS = 4 };

struct waiters {
	struct actor *actors[WAITERS];
	int count;
};

/*
 * Whether the waiters have come to rest: each is finished or, with nobody left
 * to wake it, asleep for good. Who has been woken is not asleep any more, where
 * the kernel says what is slept in; elsewhere it may look so for a while.
 */
static bool are_at_rest(void *argument)
{
	const struct waiters *waiters = argument;
	enum observe observe = blocked_probe();
	int i;

	for (i = 0; i < waiters->count; i++) {
		struct actor *waiter = waiters->actors[i];
		pid_t pid = actor_pid(waiter);

		if (is_running(waiter) &&
		    (observe != OBSERVE_SYSCALL || !blocked_in(pid, pid, CALL_FUTEX, observe)))
			return false;
	}
	return true;
}

static struct actor *start_waiter(pthread_mutex_t *mutex, enum way_to_lock way)
{
	struct actor *waiter =
		ACTOR("waiter") EXPECT_RETURNS(ENOTRECOVERABLE, lock_mutex(mutex, way));

	expect_blocked_in(waiter, CALL_FUTEX);
	return waiter;
}

static const int one = 1, several = WAITERS;
static const struct variant unrecoverable_waits[] = {{"lock", BY_LOCK, &one},
						     {"timedlock", BY_TIMEDLOCK, &one},
						     {"clocklock", BY_CLOCKLOCK, &one},
						     {"several", BY_LOCK, &several}};

CASE_VARIANTS(unrecoverable_waits, pshared_robust_waiters_get_enotrecoverable)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct waiters waiters = {.count = *(const int *)variant()->data};
	int asleep;
	int i;

	inherit(mutex);
	for (i = 0; i < waiters.count; i++)
		waiters.actors[i] = start_waiter(mutex, (enum way_to_lock)variant()->value);
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	wait_until(are_at_rest, &waiters, STEP_LIMIT);
	for (asleep = 0, i = 0; i < waiters.count; i++)
		asleep += is_running(waiters.actors[i]);
	EXPECT_THAT(asleep == 0, "%d waiters: expected to be woken, observed %d of them asleep",
		    waiters.count, asleep);
	for (i = 0; i < waiters.count; i++)
		expect_finished(waiters.actors[i]);
}

CASE(pshared_robust_destroy_after_notrecoverable)
{
	pthread_mutex_t *mutex = new_robust_mutex();

	make_unrecoverable(mutex);
	EXPECT_RETURNS(0, pthread_mutex_destroy(mutex));
	init_mutex(mutex, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST);
	expect_free_to_all(mutex);
	inherit(mutex);
	EXPECT_RETURNS(0, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_destroy(mutex));
}

CASE(pshared_robust_consistent_on_ok_mutex_einval, pthread_mutex_consistent_einval)
{
	pthread_mutex_t *stalled = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	pthread_mutex_t *mutex = new_robust_mutex();

	EXPECT_RETURNS(EINVAL, pthread_mutex_consistent(stalled));
	EXPECT_RETURNS(0, pthread_mutex_lock(stalled));
	EXPECT_RETURNS(EINVAL, pthread_mutex_consistent(stalled));
	EXPECT_RETURNS(0, pthread_mutex_unlock(stalled));

	EXPECT_RETURNS(EINVAL, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(EINVAL, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));

	inherit(mutex);
	EXPECT_RETURNS(0, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(EINVAL, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
}
