/* sem_post() in a signal handler. */
#include "semaphore.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>

/* What the handler posts, and how often it did. */
static sem_t *posted;
static atomic_int posts;

static void post_in_handler(int number)
{
	int error = errno;

	(void)number;
	EXPECT_OK(sem_post(posted));
	posts++;
	errno = error;
}

static bool has_posted(void *unused)
{
	(void)unused;
	return posts > 0;
}

static void post_on_signal(int number, sem_t *semaphore)
{
	struct sigaction action = {.sa_handler = post_in_handler};

	posted = semaphore;
	SETUP(sigaction(number, &action, NULL));
}

/* Waits although signals are caught meanwhile. */
static void wait_patiently(sem_t *semaphore)
{
	while (sem_wait(semaphore) == -1)
		EXPECT(errno == EINTR);
}

/* Has a signal every 50 us, or none any more. */
static void set_alarms(bool on)
{
	enum { INTERVAL = 50 };
	struct itimerval timer = {{0, on ? INTERVAL : 0}, {0, on ? INTERVAL : 0}};

	SETUP(setitimer(ITIMER_REAL, &timer, NULL));
}

/* The thread that is interrupted is about to post, or to wait, itself. */
static void post_and_wait_under_alarms(sem_t *semaphore)
{
	enum { SIGNALS = 100 };

	posts = 0;
	post_on_signal(SIGALRM, semaphore);
	set_alarms(true);
	while (posts < SIGNALS) {
		EXPECT_OK(sem_post(semaphore));
		wait_patiently(semaphore);
	}
	set_alarms(false);
	expect_value(semaphore, posts);
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_async_signal_safe)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct gate *gate = new_gate();
	struct actor *waiter = ACTOR("waiter")
	{
		wait_patiently(semaphore);
	}
	struct actor *poster = ACTOR("poster, in a handler")
	{
		post_on_signal(SIGUSR1, semaphore);
		open_gate(gate);
		EXPECT(wait_until(has_posted, NULL, STEP_LIMIT));
	}
	struct actor *itself;

	expect_blocked_in(waiter, CALL_FUTEX);
	pass_gate(gate);
	send_signal(poster, SIGUSR1);
	expect_finished(waiter);
	expect_finished(poster);
	itself = ACTOR("waiter that posts to itself")
	{
		post_on_signal(SIGUSR1, semaphore);
		wait_patiently(semaphore);
		EXPECT_EQ(1, posts);
		expect_value(semaphore, 0);
		post_and_wait_under_alarms(semaphore);
	}
	expect_blocked_in(itself, CALL_FUTEX);
	send_signal(itself, SIGUSR1);
	expect_finished(itself);
}
