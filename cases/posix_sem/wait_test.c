/* sem_wait() on a semaphore that is locked: it waits, and is woken, interrupted or cancelled. */
#include "semaphore.h"

#include <pthread.h>
#include <signal.h>

CASE_VARIANTS(kinds_of_semaphore, sem_wait_blocks_at_zero)
{
	sem_t *semaphore = new_semaphore_of_variant(1);
	struct actor *waiter;

	EXPECT_OK(sem_wait(semaphore));
	waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, sem_wait(semaphore));
	}
	expect_blocked_in(waiter, CALL_FUTEX);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
	expect_value(semaphore, 0);
}

CASE_VARIANTS(kinds_of_semaphore, sem_wait_eintr, sem_wait_eintr_signal)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, sem_wait(semaphore));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	expect_value(semaphore, 0);
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 1);
}

/* Value is a way to wait; data, that the thread is cancelled before the call. */
static const struct variant cancelled_ways[] = {
	{"sem_wait", WAIT, NULL},
	{"sem_timedwait", TIMED_WAIT, NULL},
	{"sem_clockwait", CLOCK_WAIT, NULL},
	{"sem_wait_pending", WAIT, "pending"},
	{"sem_timedwait_pending", TIMED_WAIT, "pending"},
	{"sem_clockwait_pending", CLOCK_WAIT, "pending"},
};

static void wait_in_this_way(void *semaphore)
{
	EXPECT_OK(wait_in_way(variant()->value, semaphore));
}

static void cancel_itself_and_wait(void *semaphore)
{
	SETUP_RETURNS_0(pthread_cancel(pthread_self()));
	wait_in_this_way(semaphore);
}

/* Cancels one of two threads that wait, for one post. */
static void cancel_blocked(sem_t *semaphore)
{
	struct actor *cancelled = start_thread("cancelled", wait_in_this_way, semaphore);
	struct actor *other = start_thread("other", wait_in_this_way, semaphore);

	expect_blocked_in(cancelled, CALL_FUTEX);
	expect_blocked_in(other, CALL_FUTEX);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(cancelled)));
	expect_cancelled(cancelled);
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
	EXPECT_OK(sem_post(semaphore));
	expect_finished(other);
}

CASE_VARIANTS(cancelled_ways, sem_wait_cancellation_point)
{
	sem_t *semaphore = new_semaphore(0);

	if (variant()->value == CLOCK_WAIT)
		need_clockwait();
	if (!variant()->data)
		cancel_blocked(semaphore);
	expect_value(semaphore, 0);
	EXPECT_OK(sem_post(semaphore));
	if (variant()->data)
		expect_cancelled(
			start_thread("cancelled before", cancel_itself_and_wait, semaphore));
	expect_value(semaphore, 1);
}
