/* The value of a semaphore, and what changes it while nobody waits. */
#include "semaphore.h"

#include <signal.h>
#include <unistd.h>

CASE_VARIANTS(kinds_of_semaphore, sem_getvalue_current)
{
	sem_t *semaphore = new_semaphore_of_variant(2);
	int value = -1;

	EXPECT_EQ(0, sem_getvalue(semaphore, &value));
	EXPECT_EQ(2, value);
	expect_value(semaphore, 2);
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 3);
	EXPECT_OK(sem_trywait(semaphore));
	EXPECT_OK(sem_trywait(semaphore));
	expect_value(semaphore, 1);
	EXPECT_OK(sem_trywait(semaphore));
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
	expect_value(semaphore, 0);
}

/* While 1, 2 and 3 processes wait. */
CASE_VARIANTS(kinds_of_semaphore, sem_getvalue_locked_zero_or_negative)
{
	enum { WAITERS = 3 };
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiters[WAITERS];
	int value;
	int i;

	expect_value(semaphore, 0);
	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			EXPECT_OK(sem_wait(semaphore));
		}
		expect_blocked_in(waiters[i], CALL_FUTEX);
		EXPECT_OK(sem_getvalue(semaphore, &value));
		EXPECT_THAT(value == 0 || value == -(i + 1),
			    "sem_getvalue() with %d waiters: expected 0 or %d, observed %d", i + 1,
			    -(i + 1), value);
	}
	for (i = 0; i < WAITERS; i++)
		EXPECT_OK(sem_post(semaphore));
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
	expect_value(semaphore, 0);
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_increments)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	int i;

	for (i = 1; i <= 5; i++) {
		EXPECT_EQ(0, sem_post(semaphore));
		expect_value(semaphore, i);
	}
	for (; i > 1; i--)
		EXPECT_OK(sem_trywait(semaphore));
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_overflow_eoverflow, sem_post_eoverflow)
{
	unsigned largest = largest_value();
	sem_t *semaphore = new_semaphore_of_variant(largest - 1);

	EXPECT_OK(sem_post(semaphore));
	EXPECT_ERROR(EOVERFLOW, sem_post(semaphore));
	EXPECT_ERROR(EOVERFLOW, sem_post(semaphore));
	expect_value(semaphore, (int)largest);
	EXPECT_OK(sem_trywait(semaphore));
	expect_value(semaphore, (int)largest - 1);
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, (int)largest);
}

CASE_VARIANTS(kinds_of_semaphore, sem_wait_decrements)
{
	sem_t *semaphore = new_semaphore_of_variant(3);
	int i;

	for (i = 2; i >= 0; i--) {
		EXPECT_EQ(0, sem_wait(semaphore));
		expect_value(semaphore, i);
	}
}

CASE_VARIANTS(kinds_of_semaphore, sem_trywait_success_decrements)
{
	sem_t *semaphore = new_semaphore_of_variant(3);
	int i;

	for (i = 2; i >= 0; i--) {
		EXPECT_EQ(0, sem_trywait(semaphore));
		expect_value(semaphore, i);
	}
}

CASE_VARIANTS(kinds_of_semaphore, sem_trywait_eagain_at_zero, sem_trywait_eagain)
{
	sem_t *semaphore = new_semaphore_of_variant(1);
	int i;

	EXPECT_OK(sem_trywait(semaphore));
	for (i = 0; i < 3; i++) {
		EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
		expect_value(semaphore, 0);
	}
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 1);
	EXPECT_OK(sem_trywait(semaphore));
}

/* Every way to fail, again and again: one post then is one unit, no more and no less. */
CASE_VARIANTS(kinds_of_semaphore, sem_wait_fail_state_unchanged)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct timespec past = {0, 0};
	struct timespec invalid = {0, -1};
	int i;

	for (i = 0; i < 3; i++) {
		EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
		EXPECT_ERROR(ETIMEDOUT, sem_timedwait(semaphore, &past));
		EXPECT_ERROR(EINVAL, sem_timedwait(semaphore, &invalid));
		expect_value(semaphore, 0);
	}
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 1);
	EXPECT_OK(sem_wait(semaphore));
	expect_value(semaphore, 0);
}

CASE_VARIANTS(kinds_of_semaphore, sem_wait_not_released_by_exit)
{
	sem_t *semaphore = new_semaphore_of_variant(2);
	struct actor *exiting = ACTOR("exiting holder")
	{
		EXPECT_OK(sem_wait(semaphore));
		_exit(3);
	}
	struct actor *killed;

	expect_exit(exiting, 3);
	expect_value(semaphore, 1);
	killed = ACTOR("killed holder")
	{
		EXPECT_OK(sem_wait(semaphore));
		raise(SIGKILL);
	}
	expect_killed(killed, SIGKILL);
	expect_value(semaphore, 0);
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
}
