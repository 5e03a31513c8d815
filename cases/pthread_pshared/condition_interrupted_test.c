/* Condition variables: waits that signals and cancellation come into. */
#include "condition.h"

#include <signal.h>
#include <stdatomic.h>

CASE(pshared_cond_no_eintr)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct actor *taker = ACTOR("taker")
	{
		catch_signal(SIGUSR1, 0);
		take_ticket(m);
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(taker, CALL_FUTEX);
	send_signal(taker, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(taker, CALL_FUTEX);
	hand_ticket(m);
	expect_finished(taker);
}

struct cancelled_wait {
	struct monitor m;
	wait_function *wait;
	atomic_bool is_kept;
	bool is_cleaned;
};

/* An ERRORCHECK mutex lets nobody but its owner unlock it. */
static void clean_up(void *argument)
{
	struct cancelled_wait *c = argument;

	EXPECT(!c->is_kept);
	unlock_mutex(c->m);
	c->is_cleaned = true;
	forget_stack();
}

static void wait_until_cancelled(void *argument)
{
	struct cancelled_wait *c = argument;
	struct timespec late = time_ahead(CLOCK_REALTIME, 3600 * 1000);

	lock_mutex(c->m);
	pthread_cleanup_push(clean_up, c);
	for (;;)
		EXPECT_RETURNS(0, c->wait(c->m, CLOCK_REALTIME, &late));
	pthread_cleanup_pop(0);
}

static const struct variant waits[] = {{"wait", 0, (const void *)wait_plain},
				       {"timedwait", 0, (const void *)wait_timed},
				       {"clockwait", 0, (const void *)wait_on_clock}};

CASE_VARIANTS(waits, pshared_cond_cancel_reacquires_mutex)
{
	struct cancelled_wait c = {.m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED),
				   .wait = (wait_function *)variant()->data};
	struct actor *waiter;

	if (c.wait == wait_on_clock)
		need_clock_wait();
	waiter = start_thread("waiter", wait_until_cancelled, &c);
	expect_blocked_in(waiter, CALL_FUTEX);
	lock_mutex(c.m);
	c.is_kept = true;
	SETUP_RETURNS_0(pthread_cancel(actor_thread(waiter)));
	expect_blocked_in(waiter, CALL_FUTEX);
	c.is_kept = false;
	unlock_mutex(c.m);
	expect_cancelled(waiter);
	EXPECT(c.is_cleaned);
}

CASE(pshared_cond_spurious_allowed)
{
	enum { SIGNALS = 50 };
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	atomic_int *spurious = share(sizeof(*spurious));
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		lock_mutex(m);
		for (; *m.tickets == 0; ++*spurious)
			pthread_cond_wait(m.condition, m.mutex);
		/* The last return had a reason. */
		--*spurious;
		unlock_mutex(m);
	}
	int i;

	expect_blocked_in(waiter, CALL_FUTEX);
	for (i = 0; i < SIGNALS; i++)
		send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	hand_ticket(m);
	expect_finished(waiter);
	observe("spurious wake-ups of pthread_cond_wait() by handled signals", "%s",
		*spurious > 0 ? "some" : "none");
}
