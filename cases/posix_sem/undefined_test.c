/*
 * What a system need not notice: wrong use of a semaphore. Each is tried in a
 * process of its own, whose end, whatever it is, is nobody's fault.
 */
#include "semaphore.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>

CASE(sem_init_reinit_undefined)
{
	struct actor *user = ACTOR("user")
	{
		sem_t *semaphore = new_semaphore(1);
		int value = -1;

		observe_result("sem_init() of an initialized semaphore", sem_init(semaphore, 1, 2));
		sem_getvalue(semaphore, &value);
		observe("its value, 1 at first, 2 by the second call", "%d", value);
	}

	let_try(user);
}

CASE(sem_destroy_busy_undefined, sem_destroy_ebusy)
{
	sem_t *semaphore = new_semaphore(0);
	struct actor *waiter = ACTOR("waiter")
	{
		sem_wait(semaphore);
	}
	struct actor *user;

	expect_blocked_in(waiter, CALL_FUTEX);
	user = ACTOR("user")
	{
		observe_result("sem_destroy() while a process is blocked", sem_destroy(semaphore));
	}
	let_try(user);
	dismiss(waiter);
}

CASE(sem_destroy_named_undefined)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 1);
	struct actor *user;

	SETUP(sem_unlink(name));
	user = ACTOR("user")
	{
		observe_result("sem_destroy() of a named semaphore", sem_destroy(semaphore));
	}
	let_try(user);
}

/* From now on, what waits is interrupted every now and then. */
static void be_interrupted(void)
{
	enum { INTERVAL = 2000 };
	struct itimerval timer = {{0, INTERVAL}, {0, INTERVAL}};

	catch_signal(SIGALRM, 0);
	SETUP(setitimer(ITIMER_REAL, &timer, NULL));
}

CASE(sem_destroy_einval, sem_getvalue_einval, sem_post_einval, sem_trywait_einval,
     sem_timedwait_einval_semaphore, sem_wait_einval)
{
	struct actor *user = ACTOR("user")
	{
		struct timespec past = {0, 0};
		sem_t never_initialized;
		int value;

		memset(&never_initialized, 0, sizeof(never_initialized));
		be_interrupted();
		observe_result("sem_getvalue() of no semaphore",
			       sem_getvalue(&never_initialized, &value));
		observe_result("sem_post() of no semaphore", sem_post(&never_initialized));
		observe_result("sem_trywait() of no semaphore", sem_trywait(&never_initialized));
		observe_result("sem_timedwait() of no semaphore",
			       sem_timedwait(&never_initialized, &past));
		observe_result("sem_wait() of no semaphore", sem_wait(&never_initialized));
		observe_result("sem_destroy() of no semaphore", sem_destroy(&never_initialized));
	}

	let_try(user);
}

/* Nobody but the thread that waits could post. */
CASE(sem_wait_edeadlk, sem_trywait_edeadlk, sem_timedwait_edeadlk)
{
	sem_t semaphore;
	struct actor *user;

	SETUP(sem_init(&semaphore, 0, 1));
	user = ACTOR("user")
	{
		struct timespec soon = time_ahead(CLOCK_REALTIME, 5);

		EXPECT_OK(sem_wait(&semaphore));
		observe_result("sem_trywait() by the only thread, which holds the semaphore",
			       sem_trywait(&semaphore));
		observe_result("sem_timedwait() by it", sem_timedwait(&semaphore, &soon));
		be_interrupted();
		observe_result("sem_wait() by it, until a signal", sem_wait(&semaphore));
	}
	let_try(user);
	SETUP(sem_destroy(&semaphore));
}

CASE(sem_clockwait_edeadlk)
{
	sem_t semaphore;
	struct actor *user;

	need_clockwait();
	SETUP(sem_init(&semaphore, 0, 1));
	user = ACTOR("user")
	{
		struct timespec soon = time_ahead(CLOCK_MONOTONIC, 5);

		EXPECT_OK(sem_wait(&semaphore));
		observe_result("sem_clockwait() by the only thread, which holds the semaphore",
			       sem_clockwait(&semaphore, CLOCK_MONOTONIC, &soon));
	}
	let_try(user);
	SETUP(sem_destroy(&semaphore));
}

/* A signal caught between two calls looks the same as none: many are sent. */
CASE(sem_trywait_eintr)
{
	enum { INTERRUPTIONS = 3 };
	sem_t *semaphore = new_semaphore(0);
	struct actor *user = ACTOR("user")
	{
		long interrupted = 0;

		be_interrupted();
		while (times_caught(SIGALRM) < INTERRUPTIONS)
			interrupted += sem_trywait(semaphore) == -1 && errno == EINTR;
		observe("a signal caught in sem_trywait()", "%s",
			interrupted ? "EINTR" : "EINTR was never seen");
	}

	let_try(user);
}
