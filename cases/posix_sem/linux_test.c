/* What Linux adds to the standard. */
#include "semaphore.h"

#include <signal.h>

CASE_VARIANTS(kinds_of_semaphore, sem_wait_linux_sa_restart)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_EQ(0, sem_wait(semaphore));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, CALL_FUTEX);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
	expect_value(semaphore, 0);
}

CASE_VARIANTS(kinds_of_semaphore, sem_getvalue_linux_zero)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_OK(sem_wait(semaphore));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	expect_value(semaphore, 0);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
}
