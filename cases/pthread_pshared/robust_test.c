/* A robust mutex whose owner dies: who is told, and who owns it then. */
#include "mutex.h"

#include <stdatomic.h>

/* The caller owns the mutex that a dead process left: nobody else can have it. */
static void expect_inherited(pthread_mutex_t *mutex)
{
	struct actor *other = ACTOR("another process") expect_taken(mutex);

	expect_finished(other);
	EXPECT_RETURNS(0, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	expect_free_to_all(mutex);
}

static const struct variant robust_kinds[] = {{"normal", 0, &robust},
					      {"errorcheck", 0, &robust_errorcheck},
					      {"recursive", 0, &robust_recursive}};

CASE_VARIANTS(robust_kinds, pshared_robust_owner_process_death_eownerdead,
	      pthread_mutex_lock_eownerdead_process)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();

	abandon_mutex(mutex);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_lock(mutex));
	expect_inherited(mutex);
}

CASE(pshared_robust_sigkill_owner_eownerdead)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct owner owner = start_owner(mutex, 0);

	end_by_sigkill(owner);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_lock(mutex));
	expect_inherited(mutex);
}

CASE(pshared_robust_trylock_eownerdead, pthread_mutex_trylock_eownerdead)
{
	pthread_mutex_t *mutex = new_robust_mutex();

	abandon_mutex(mutex);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_trylock(mutex));
	expect_inherited(mutex);
}

CASE(pshared_robust_timedlock_eownerdead, pthread_mutex_timedlock_eownerdead)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct timespec past = time_ahead(CLOCK_REALTIME, -1000);

	abandon_mutex(mutex);
	EXPECT_RETURNS(EOWNERDEAD, lock_mutex(mutex, BY_TIMEDLOCK));
	expect_inherited(mutex);
	abandon_mutex(mutex);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_timedlock(mutex, &past));
	expect_inherited(mutex);
}

CASE(pthread_mutex_clocklock_eownerdead)
{
	pthread_mutex_t *mutex = new_robust_mutex();

	abandon_mutex(mutex);
	EXPECT_RETURNS(EOWNERDEAD, lock_mutex(mutex, BY_CLOCKLOCK));
	expect_inherited(mutex);
}

struct death {
	enum way_to_lock waiter_locks;
	bool is_by_signal;
};

static const struct death lock_exit = {BY_LOCK, false};
static const struct death lock_sigkill = {BY_LOCK, true};
static const struct death timedlock_exit = {BY_TIMEDLOCK, false};
static const struct death clocklock_sigkill = {BY_CLOCKLOCK, true};
static const struct variant deaths[] = {{"lock_exit", 0, &lock_exit},
					{"lock_sigkill", 0, &lock_sigkill},
					{"timedlock_exit", 0, &timedlock_exit},
					{"clocklock_sigkill", 0, &clocklock_sigkill}};

CASE_VARIANTS(deaths, pshared_robust_waiter_woken_by_death)
{
	const struct death *death = variant()->data;
	pthread_mutex_t *mutex = new_robust_mutex();
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_RETURNS(EOWNERDEAD, lock_mutex(mutex, death->waiter_locks));
		expect_inherited(mutex);
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	if (death->is_by_signal)
		end_by_sigkill(owner);
	else
		end_by_exit(owner);
	expect_finished(waiter);
}

enum { WAITERS = 3, DEATHS = 8 };

/* What the lockers after a death were told. */
struct told {
	atomic_int of_death;
	atomic_int nothing;
};

static void lock_and_recover(pthread_mutex_t *mutex, struct told *told)
{
	int number = pthread_mutex_lock(mutex);

	EXPECT_THAT(number == 0 || number == EOWNERDEAD,
		    "pthread_mutex_lock(mutex): expected success or EOWNERDEAD, observed %s",
		    error_name(number));
	*(number ? &told->of_death : &told->nothing) += 1;
	if (number == EOWNERDEAD)
		EXPECT_RETURNS(0, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
}

/* In every other round the waiters are blocked before the owner dies. */
static void die_before_waiters(pthread_mutex_t *mutex, struct told *told, int round)
{
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiters[WAITERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter") lock_and_recover(mutex, told);
	}
	for (i = 0; round % 2 && i < WAITERS; i++)
		expect_blocked_in(waiters[i], CALL_FUTEX);
	end_by_exit(owner);
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
	lock_and_recover(mutex, told);
}

CASE(pshared_robust_only_one_gets_eownerdead)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct told *told = share(DEATHS * sizeof(*told));
	int round;

	for (round = 0; round < DEATHS; round++)
		die_before_waiters(mutex, &told[round], round);
	for (round = 0; round < DEATHS; round++)
		EXPECT_THAT(told[round].of_death == 1 && told[round].nothing == WAITERS,
			    "death %d: expected one locker of %d to be told, observed %d", round,
			    WAITERS + 1, told[round].of_death);
}

CASE(pshared_robust_second_death_eownerdead_again)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct owner recoverer;

	abandon_mutex(mutex);
	recoverer = start_owner(mutex, EOWNERDEAD);
	end_by_exit(recoverer);
	recoverer = start_owner(mutex, EOWNERDEAD);
	end_by_sigkill(recoverer);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_lock(mutex));
	expect_inherited(mutex);
}

/* A thread of this process locks the mutex and ends; the process lives on. */
static void lock_once(void *mutex)
{
	SETUP_RETURNS_0(pthread_mutex_lock(mutex));
}

static void abandon_by_thread(pthread_mutex_t *mutex)
{
	struct actor *owner = start_thread("owner", lock_once, mutex);

	expect_finished(owner);
}

CASE(pshared_robust_thread_death_may, pthread_mutex_lock_eownerdead_thread)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	int number;

	abandon_by_thread(mutex);
	number = pthread_mutex_trylock(mutex);
	observe("pthread_mutex_trylock() after only the owning thread died", "%s",
		error_name(number));
	if (number != EOWNERDEAD)
		return;
	SETUP_RETURNS_0(pthread_mutex_consistent(mutex));
	SETUP_RETURNS_0(pthread_mutex_unlock(mutex));
	abandon_by_thread(mutex);
	observe("pthread_mutex_lock() after only the owning thread died", "%s",
		error_name(pthread_mutex_lock(mutex)));
}

CASE(pshared_robust_normal_relock_deadlock)
{
	pthread_mutex_t *mutex = new_robust_mutex();
	struct actor *owner = ACTOR("owner")
	{
		EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
		EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(mutex));
		EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	}

	expect_blocked_in(owner, CALL_FUTEX);
	expect_taken(mutex);
	dismiss(owner);
}

CASE_VARIANTS(robust_kinds, pshared_robust_unlock_not_owner_eperm)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct owner owner = start_owner(mutex, 0);

	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
	expect_taken(mutex);
	end_by_exit(owner);
	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_consistent(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
}

CASE(pshared_robust_cond_wait_reports)
{
	pthread_cond_t *condition = new_condition(CLOCK_REALTIME);
	pthread_mutex_t *mutex = new_robust_mutex();
	struct owner owner;
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
		EXPECT_RETURNS(EOWNERDEAD, pthread_cond_wait(condition, mutex));
		expect_inherited(mutex);
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	owner = start_owner(mutex, 0);
	EXPECT_RETURNS(0, pthread_cond_signal(condition));
	end_by_exit(owner);
	expect_finished(waiter);
}
