/* sigsuspend(): waiting under another mask. */
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

#include "delivery.h"

enum { ROUNDS = 300 };

/* The signal may come before, while and after sigsuspend() changes the mask: it always ends the
 * wait. */
CASE(signal_suspend_waits_with_mask)
{
	pid_t waiter = getpid();
	atomic_int *round = share(sizeof(*round));
	sigset_t mask = no_signals();
	struct actor *sender;
	int i;

	catch_signal(SIGUSR1, 0);
	set_mask(set_of(SIGUSR1));
	SETUP(kill(waiter, SIGUSR1));
	EXPECT_ERROR(EINTR, sigsuspend(&mask));
	sender = ACTOR("sender")
	{
		int sent;

		for (sent = 0; sent < ROUNDS; sent++) {
			while (*round == sent)
				sched_yield();
			SETUP(kill(waiter, SIGUSR1));
		}
	}
	for (i = 1; i <= ROUNDS; i++) {
		*round = i;
		EXPECT_ERROR(EINTR, sigsuspend(&mask));
		EXPECT_EQ(i + 1, times_caught(SIGUSR1));
	}
	expect_finished(sender);
}

/* Only what the mask lets through ends the wait. */
CASE(signal_suspend_returns_eintr, sigsuspend_eintr)
{
	struct actor *waiter;

	record_signal(SIGUSR1, 0);
	record_signal(SIGUSR2, 0);
	waiter = ACTOR("waiter")
	{
		sigset_t mask = set_of(SIGUSR2);

		EXPECT_ERROR(EINTR, sigsuspend(&mask));
		EXPECT_EQ(SIGUSR1, delivery(0)->number);
	}
	expect_blocked_in(waiter, CALL_SIGSUSPEND);
	send_signal(waiter, SIGUSR2);
	expect_blocked_in(waiter, CALL_SIGSUSPEND);
	expect_nothing_delivered();
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

CASE(signal_suspend_restores_mask)
{
	sigset_t mask = set_of(SIGHUP);

	record_signal(SIGUSR1, 0);
	set_mask(set_of(SIGUSR1, SIGUSR2));
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_ERROR(EINTR, sigsuspend(&mask));
	expect_same_set(set_of(SIGUSR1, SIGUSR2), current_mask());
	/* The handler ran under the mask of sigsuspend(), and its own signal. */
	expect_same_set(set_of(SIGUSR1, SIGHUP), delivery(0)->mask);
}

CASE(signal_suspend_terminate_never_returns)
{
	bool *has_returned = share(sizeof(*has_returned));
	struct actor *waiter = ACTOR("waiter")
	{
		sigset_t mask = no_signals();

		sigsuspend(&mask);
		*has_returned = true;
		pause();
	}

	expect_blocked_in(waiter, CALL_SIGSUSPEND);
	send_signal(waiter, SIGTERM);
	expect_killed(waiter, SIGTERM);
	EXPECT(!*has_returned);
}

CASE(signal_suspend_ignored_does_not_wake)
{
	struct actor *waiter;

	ignore_signal(SIGUSR2);
	catch_signal(SIGUSR1, 0);
	waiter = ACTOR("waiter")
	{
		sigset_t mask = no_signals();

		EXPECT_ERROR(EINTR, sigsuspend(&mask));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}
	expect_blocked_in(waiter, CALL_SIGSUSPEND);
	send_signal(waiter, SIGUSR2);
	expect_blocked_in(waiter, CALL_SIGSUSPEND);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}
