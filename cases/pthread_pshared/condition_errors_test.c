/* Condition variables: waits with a mutex that one does not own, or whose owner died. */
#include "condition.h"

#include <unistd.h>

static const struct timespec *late(void)
{
	static struct timespec time;

	time = time_ahead(CLOCK_REALTIME, 3600 * 1000);
	return &time;
}

/* Waits for a ticket; returns what the wait returned last, and leaves the mutex as it is then. */
static int wait_for_ticket(struct monitor m, wait_function *wait)
{
	int result = 0;

	while (*m.tickets == 0 && result == 0)
		result = wait(m, CLOCK_REALTIME, late());
	return result;
}

/* A process that takes the robust mutex, makes a ticket, and dies. */
static void die_with_mutex(struct monitor m)
{
	struct actor *owner = ACTOR("owner")
	{
		lock_mutex(m);
		++*m.tickets;
		_exit(0);
	}

	expect_exit(owner, 0);
}

/* The owner dies while another waits, which then has the mutex, as it must for recovery. */
static void expect_owner_dead(wait_function *wait)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_ROBUST);
	struct actor *waiter = ACTOR("waiter")
	{
		lock_mutex(m);
		EXPECT_RETURNS(EOWNERDEAD, wait_for_ticket(m, wait));
		EXPECT_RETURNS(0, pthread_mutex_consistent(m.mutex));
		unlock_mutex(m);
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	die_with_mutex(m);
	EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
	expect_finished(waiter);
	lock_mutex(m);
	unlock_mutex(m);
}

/* The mutex is given up for good while another waits, which does not get it. */
static void expect_not_recoverable(wait_function *wait)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_ROBUST);
	struct actor *waiter = ACTOR("waiter")
	{
		lock_mutex(m);
		EXPECT_RETURNS(ENOTRECOVERABLE, wait_for_ticket(m, wait));
		EXPECT_RETURNS(EPERM, pthread_mutex_unlock(m.mutex));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	die_with_mutex(m);
	EXPECT_RETURNS(EOWNERDEAD, pthread_mutex_lock(m.mutex));
	unlock_mutex(m);
	EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
	expect_finished(waiter);
}

/* Nobody's mutex, or somebody else's; then the caller's own, which must do. */
static void expect_not_owner(wait_function *wait, int type, int robustness)
{
	struct monitor m = {new_mutex(type, robustness), new_condition(CLOCK_REALTIME),
			    share(sizeof(int))};
	struct actor *stranger = ACTOR("stranger")
	{
		EXPECT_RETURNS(EPERM, wait(m, CLOCK_REALTIME, late()));
		lock_mutex(m);
		EXPECT_RETURNS(0, wait_for_ticket(m, wait));
		unlock_mutex(m);
	}

	expect_blocked_in(stranger, CALL_FUTEX);
	lock_mutex(m);
	++*m.tickets;
	stranger = ACTOR("another stranger")
	{
		EXPECT_RETURNS(EPERM, wait(m, CLOCK_REALTIME, late()));
		EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(m.mutex));
	}
	expect_finished(stranger);
	EXPECT_RETURNS(0, pthread_cond_broadcast(m.condition));
	unlock_mutex(m);
}

CASE(pthread_cond_wait_eownerdead)
{
	expect_owner_dead(wait_plain);
}

CASE(pthread_cond_timedwait_eownerdead)
{
	expect_owner_dead(wait_timed);
}

CASE(pthread_cond_wait_enotrecoverable)
{
	expect_not_recoverable(wait_plain);
}

CASE(pthread_cond_timedwait_enotrecoverable)
{
	expect_not_recoverable(wait_timed);
}

static const struct variant mutexes[] = {{"errorcheck", false, NULL}, {"robust", true, NULL}};

static void expect_not_owner_of_variant(wait_function *wait)
{
	if (variant()->value)
		expect_not_owner(wait, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST);
	else
		expect_not_owner(wait, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
}

CASE_VARIANTS(mutexes, pshared_cond_errorcheck_not_owner_eperm, pthread_cond_wait_eperm)
{
	expect_not_owner_of_variant(wait_plain);
}

CASE_VARIANTS(mutexes, pthread_cond_timedwait_eperm)
{
	expect_not_owner_of_variant(wait_timed);
}

CASE_VARIANTS(mutexes, pthread_cond_clockwait_eperm)
{
	need_clock_wait();
	expect_not_owner_of_variant(wait_on_clock);
}
