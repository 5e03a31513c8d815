/* What a child, or a program, inherits: actions, mask, pending signals. */
#include "delivery.h"
#include "program.h"

#include <unistd.h>

static struct sigaction action_of(int number)
{
	struct sigaction action;

	EXPECT_OK(sigaction(number, NULL, &action));
	return action;
}

CASE(signal_fork_actions_inherited)
{
	sigset_t mask = set_of(SIGUSR2);
	sigset_t masked = set_of(SIGHUP);
	struct sigaction caught;
	struct actor *child;

	record_signal_masking(SIGUSR1, SA_RESTART, &masked);
	ignore_signal(SIGTERM);
	set_mask(mask);
	caught = action_of(SIGUSR1);
	child = ACTOR("child")
	{
		struct sigaction action = action_of(SIGUSR1);

		EXPECT(action.sa_handler == caught.sa_handler);
		EXPECT_EQ(caught.sa_flags, action.sa_flags);
		expect_same_set(masked, action.sa_mask);
		EXPECT(action_of(SIGTERM).sa_handler == SIG_IGN);
		EXPECT(action_of(SIGUSR2).sa_handler == SIG_DFL);
		expect_same_set(mask, current_mask());
		EXPECT_OK(kill(getpid(), SIGTERM));
		EXPECT_OK(kill(getpid(), SIGUSR1));
		expect_delivered(SIGUSR1);
		EXPECT_EQ(getpid(), delivery(0)->process);
		/* They are its own. */
		SETUP(sigaction(SIGUSR1, &(const struct sigaction){.sa_handler = SIG_DFL}, NULL));
		set_mask(no_signals());
	}
	expect_finished(child);
	EXPECT(action_of(SIGUSR1).sa_handler == caught.sa_handler);
	expect_same_set(mask, current_mask());
}

CASE(signal_fork_pending_cleared)
{
	sigset_t blocked = set_of(SIGUSR1, SIGUSR2, SIGRTMIN);
	struct actor *child;
	sigset_t pending;

	record_signal(SIGUSR1, 0);
	record_signal(SIGUSR2, 0);
	record_signal(SIGRTMIN, 0);
	set_mask(blocked);
	SETUP(kill(getpid(), SIGUSR1));
	SETUP_RETURNS_0(pthread_kill(pthread_self(), SIGUSR2));
	SETUP(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 1}));
	child = ACTOR("child")
	{
		sigset_t set;

		EXPECT_OK(sigpending(&set));
		expect_same_set(no_signals(), set);
		set_mask(no_signals());
		expect_nothing_delivered();
	}
	expect_finished(child);
	EXPECT_OK(sigpending(&pending));
	expect_same_set(blocked, pending);
}

static void catch (void)
{
	catch_signal(SIGUSR1, SA_RESTART);
}

CASE(signal_exec_caught_to_default)
{
	struct program program = start_program(catch);

	send_signal(program.actor, SIGUSR1);
	expect_killed(program.actor, SIGUSR1);
	EXPECT_EQ(0, times_caught(SIGUSR1));
}

static void ignore(void)
{
	ignore_signal(SIGUSR1);
	ignore_signal(SIGRTMAX);
}

CASE(signal_exec_ignored_stay_ignored)
{
	struct program program = start_program(ignore);

	send_signal(program.actor, SIGUSR1);
	send_signal(program.actor, SIGRTMAX);
	end_program(program);
}

static void block_pending(void)
{
	set_mask(set_of(SIGUSR1, SIGUSR2));
	SETUP(kill(getpid(), SIGUSR1));
}

/* Were the mask another one in the program, both signals would end it. */
static const struct variant kept[] = {{"mask", 0, NULL}};

CASE_VARIANTS(kept, signal_exec_mask_pending_kept)
{
	struct program program = start_program(block_pending);

	send_signal(program.actor, SIGUSR2);
	end_program(program);
}
