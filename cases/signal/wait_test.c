/* Accepting signals: sigwait() and its like. */
#include <unistd.h>

#include "accepting.h"

CASE_VARIANTS(acceptors, signal_wait_returns_pending)
{
	sigset_t set = set_of(SIGUSR1, SIGUSR2);

	set_mask(set);
	SETUP(kill(getpid(), SIGUSR2));
	EXPECT_EQ(SIGUSR2, accept_signal(variant()->value, &set));
}

CASE_VARIANTS(acceptors, signal_wait_blocks_until_generated)
{
	struct actor *waiter = ACTOR("waiter")
	{
		sigset_t set = set_of(SIGUSR1, SIGUSR2);

		set_mask(set_of(SIGUSR1, SIGUSR2, SIGHUP));
		EXPECT_EQ(SIGUSR2, accept_signal(variant()->value, &set));
	}

	expect_blocked_in(waiter, CALL_SIGWAIT);
	send_signal(waiter, SIGHUP);
	expect_blocked_in(waiter, CALL_SIGWAIT);
	send_signal(waiter, SIGUSR2);
	expect_finished(waiter);
}

CASE_VARIANTS(acceptors, signal_wait_clears_pending)
{
	sigset_t set = set_of(SIGUSR1);

	record_signal(SIGUSR1, 0);
	set_mask(set);
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_EQ(SIGUSR1, accept_signal(variant()->value, &set));
	EXPECT(!is_pending(SIGUSR1));
	set_mask(no_signals());
	expect_nothing_delivered();
}

CASE_VARIANTS(acceptors, signal_wait_lowest_rt_first)
{
	sigset_t set = set_of(SIGRTMIN, SIGRTMIN + 1, SIGRTMAX);

	set_mask(set);
	EXPECT_OK(kill(getpid(), SIGRTMAX));
	SETUP(kill(getpid(), SIGRTMIN));
	SETUP(kill(getpid(), SIGRTMIN + 1));
	EXPECT_EQ(SIGRTMIN, accept_signal(variant()->value, &set));
	EXPECT_EQ(SIGRTMIN + 1, accept_signal(variant()->value, &set));
	EXPECT_EQ(SIGRTMAX, accept_signal(variant()->value, &set));
}

CASE_VARIANTS(acceptors, signal_wait_queued_remain)
{
	sigset_t set = set_of(SIGRTMIN);
	int i;

	set_mask(set);
	for (i = 0; i < 3; i++)
		SETUP(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}));
	for (i = 0; i < 3; i++) {
		EXPECT(is_pending(SIGRTMIN));
		EXPECT_EQ(SIGRTMIN, accept_signal(variant()->value, &set));
	}
	EXPECT(!is_pending(SIGRTMIN));
}

enum { WAITERS = 3 };

struct crowd {
	struct actor *waiters[WAITERS];
	int running;
};

static void accept_one(void *function)
{
	sigset_t set = set_of(SIGUSR1);

	EXPECT_EQ(SIGUSR1, accept_signal(*(const long *)function, &set));
}

static int count_running(const struct crowd *crowd)
{
	int running = 0;
	int i;

	for (i = 0; i < WAITERS; i++)
		running += is_running(crowd->waiters[i]);
	return running;
}

static bool has_come_down(void *crowd)
{
	return count_running(crowd) < ((struct crowd *)crowd)->running;
}

/* Each signal releases one of the waiting threads, whichever; the others go on waiting. */
CASE_VARIANTS(acceptors, signal_wait_one_waiter_only)
{
	long function = variant()->value;
	struct crowd crowd;
	int i;

	set_mask(set_of(SIGUSR1));
	for (i = 0; i < WAITERS; i++)
		crowd.waiters[i] = start_thread("waiter", accept_one, &function);
	for (crowd.running = WAITERS; crowd.running > 0; crowd.running--) {
		for (i = 0; i < WAITERS; i++)
			if (is_running(crowd.waiters[i]))
				expect_blocked_in(crowd.waiters[i], CALL_SIGWAIT);
		EXPECT_EQ(crowd.running, count_running(&crowd));
		EXPECT_OK(kill(getpid(), SIGUSR1));
		EXPECT(wait_until(has_come_down, &crowd, STEP_LIMIT));
	}
	for (i = 0; i < WAITERS; i++)
		expect_finished(crowd.waiters[i]);
}

/* sigwait() returns its error, and has no business with errno. */
CASE(signal_wait_error_as_return_value)
{
	struct actor *waiter = ACTOR("waiter")
	{
		sigset_t set = set_of(SIGUSR1);
		int number = 0;

		catch_signal(SIGUSR2, 0);
		set_mask(set);
		errno = ENOTTY;
		EXPECT_RETURNS(0, sigwait(&set, &number));
		EXPECT_THAT(errno == ENOTTY, "errno: expected as before, observed %s",
			    error_name(errno));
		EXPECT_EQ(SIGUSR1, number);
	}

	expect_blocked_in(waiter, CALL_SIGWAIT);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

enum { SIGSUSPEND = 3, PAUSE };
static const struct variant points[] = {{"sigwait", 0, NULL},
					{"sigwaitinfo", 1, NULL},
					{"sigtimedwait", 2, NULL},
					{"sigsuspend", SIGSUSPEND, NULL},
					{"pause", PAUSE, NULL}};

static void be_cancelled(void *function)
{
	sigset_t set = set_of(SIGUSR1);
	long value = *(const long *)function;

	if (value == SIGSUSPEND)
		sigsuspend(&set);
	else if (value == PAUSE)
		pause();
	else
		accept_signal(value, &set);
}

CASE_VARIANTS(points, signal_wait_cancellation_point)
{
	long function = variant()->value;
	struct actor *waiter;

	set_mask(set_of(SIGUSR1));
	waiter = start_thread("waiter", be_cancelled, &function);
	expect_blocked_in(waiter, function == SIGSUSPEND ? CALL_SIGSUSPEND
				  : function == PAUSE	 ? CALL_PAUSE
							 : CALL_SIGWAIT);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(waiter)));
	expect_cancelled(waiter);
}
