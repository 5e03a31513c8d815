/* sigaction(): to install a handler, to ask for it, to lose it. */
#include "sending.h"

#include <string.h>
#include <unistd.h>

/* All that can be caught, but the realtime signals. */
static const int catchable[] = {
	SIGABRT, SIGALRM, SIGBUS,  SIGCHLD, SIGCONT, SIGFPE,  SIGHUP,  SIGILL,
	SIGINT,	 SIGPIPE, SIGQUIT, SIGSEGV, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU,
	SIGUSR1, SIGUSR2, SIGSYS,  SIGTRAP, SIGURG,  SIGXCPU, SIGXFSZ, SIGVTALRM,
#ifdef SIGPOLL
	SIGPOLL,
#endif
#ifdef SIGPROF
	SIGPROF,
#endif
};
enum { CATCHABLE = sizeof(catchable) / sizeof(catchable[0]) };

static volatile sig_atomic_t last_handled;
static volatile sig_atomic_t times_handled;

static void handle(int number)
{
	last_handled = number;
	times_handled++;
}

/* What sigaction() says that the action is. */
static struct sigaction action_of(int number)
{
	struct sigaction action;

	memset(&action, 0xff, sizeof(action));
	EXPECT_EQ(0, sigaction(number, NULL, &action));
	return action;
}

#define expect_handled(number) AT(check_handled(number))

static void check_handled(int number)
{
	struct sigaction action = {.sa_handler = handle};
	sig_atomic_t before = times_handled;

	check_equal(THERE, "sigaction()", 0, sigaction(number, &action, NULL));
	check_success(THERE, "kill(getpid(), number)", kill(getpid(), number));
	check_equal(THERE, "how often it was handled", before + 1, times_handled);
	check_equal(THERE, "the handler's argument", number, last_handled);
}

CASE(signal_action_installs_handler)
{
	int i;

	for (i = 0; i < CATCHABLE; i++)
		expect_handled(catchable[i]);
	for (i = SIGRTMIN; i <= SIGRTMAX; i++)
		expect_handled(i);
}

CASE(signal_action_returns_old)
{
	struct sigaction first = {.sa_handler = handle, .sa_flags = SA_RESTART};
	struct sigaction second = {.sa_handler = SIG_IGN};
	struct sigaction former;

	first.sa_mask = set_of(SIGHUP, SIGRTMIN);
	EXPECT_EQ(0, sigaction(SIGUSR1, &first, &former));
	EXPECT(former.sa_handler == SIG_DFL);
	EXPECT_EQ(0, sigaction(SIGUSR1, &second, &former));
	EXPECT(former.sa_handler == handle);
	EXPECT_EQ(SA_RESTART, former.sa_flags & (SA_RESTART | SA_SIGINFO | SA_NODEFER));
	expect_same_set(first.sa_mask, former.sa_mask);
	EXPECT(action_of(SIGUSR1).sa_handler == SIG_IGN);
	/* To ask for it did not change it. */
	EXPECT_OK(kill(getpid(), SIGUSR1));
	EXPECT_EQ(0, times_handled);
	EXPECT(action_of(SIGUSR1).sa_handler == SIG_IGN);
}

CASE(signal_action_stays_installed)
{
	struct sigaction action = {.sa_handler = handle};
	int i;

	EXPECT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	for (i = 1; i <= 5; i++) {
		EXPECT_OK(kill(getpid(), SIGUSR1));
		EXPECT_EQ(i, times_handled);
		EXPECT(action_of(SIGUSR1).sa_handler == handle);
	}
}

/* What a handler with SA_RESETHAND finds to be its signal's action. */
static struct sigaction found;

static void look_at_action(int number, siginfo_t *info, void *context)
{
	(void)info;
	(void)context;
	found = action_of(number);
}

static void enter_resetting_handler(void)
{
	struct sigaction action = {.sa_sigaction = look_at_action,
				   .sa_flags = SA_SIGINFO | SA_RESETHAND};

	EXPECT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	EXPECT_OK(kill(getpid(), SIGUSR1));
}

static void expect_default_action(void)
{
	struct actor *target;

	enter_resetting_handler();
	EXPECT(found.sa_handler == SIG_DFL);
	EXPECT(action_of(SIGUSR1).sa_handler == SIG_DFL);
	target = ACTOR("target")
	{
		EXPECT_OK(kill(getpid(), SIGUSR1));
		EXPECT_THAT(false, "SIGUSR1: expected the default action, observed none");
	}
	expect_killed(target, SIGUSR1);
}

static void expect_flag_cleared(void)
{
	enter_resetting_handler();
	EXPECT(!(found.sa_flags & SA_SIGINFO));
	EXPECT(!(action_of(SIGUSR1).sa_flags & SA_SIGINFO));
}

enum { ACTION, FLAG };
static const struct variant resets[] = {{"action", ACTION, NULL}, {"siginfo", FLAG, NULL}};

CASE_VARIANTS(resets, signal_action_resethand)
{
	if (variant()->value == FLAG)
		expect_flag_cleared();
	else
		expect_default_action();
}

static const int uncatchable[] = {SIGKILL, SIGSTOP};
enum { UNCATCHABLE = sizeof(uncatchable) / sizeof(uncatchable[0]) };

CASE(signal_action_kill_stop_einval)
{
	struct sigaction catch = {.sa_handler = handle};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int i;

	for (i = 0; i < UNCATCHABLE; i++) {
		EXPECT_ERROR(EINVAL, sigaction(uncatchable[i], &catch, NULL));
		EXPECT_ERROR(EINVAL, sigaction(uncatchable[i], &ignore, NULL));
	}
}

CASE(sigaction_einval_catch)
{
	struct sigaction catch = {.sa_handler = handle};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction former;
	int i;

	EXPECT_OK(sigaction(SIGUSR1, &catch, &former));
	for (i = 0; i < INVALID_SIGNALS; i++) {
		EXPECT_ERROR(EINVAL, sigaction(invalid_signals[i], &catch, NULL));
		EXPECT_ERROR(EINVAL, sigaction(invalid_signals[i], &ignore, NULL));
		EXPECT_ERROR(EINVAL, sigaction(invalid_signals[i], NULL, &former));
	}
	EXPECT_ERROR(EINVAL, sigaction(0, &catch, NULL));
	EXPECT_ERROR(EINVAL, sigaction(SIGKILL, &catch, NULL));
	EXPECT_ERROR(EINVAL, sigaction(SIGSTOP, &ignore, NULL));
	EXPECT(action_of(SIGUSR1).sa_handler == handle);
}

static void handle_otherwise(int number)
{
	(void)number;
}

CASE(signal_action_fail_no_change)
{
	struct sigaction action = {.sa_handler = handle};
	struct sigaction catch = {.sa_handler = handle_otherwise};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int i;

	for (i = 0; i < CATCHABLE; i++)
		SETUP(sigaction(catchable[i], &action, NULL));
	for (i = 0; i < INVALID_SIGNALS; i++)
		EXPECT(sigaction(invalid_signals[i], &catch, NULL) == -1);
	for (i = 0; i < UNCATCHABLE; i++) {
		EXPECT(sigaction(uncatchable[i], &catch, NULL) == -1);
		EXPECT(sigaction(uncatchable[i], &ignore, NULL) == -1);
		EXPECT(action_of(uncatchable[i]).sa_handler == SIG_DFL);
	}
	for (i = 0; i < CATCHABLE; i++)
		EXPECT(action_of(catchable[i]).sa_handler == handle);
}

CASE(sigaction_einval_default)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	int i;

	for (i = 0; i < UNCATCHABLE; i++)
		observe("SIG_DFL", "of %s: %s", signal_name(uncatchable[i]),
			sigaction(uncatchable[i], &action, NULL) == -1 ? error_name(errno)
								       : "accepted");
}

CASE(sigaction_enotsup)
{
	struct sigaction action = {.sa_sigaction = look_at_action, .sa_flags = SA_SIGINFO};

	observe("SA_SIGINFO of a signal that is no realtime signal", "%s",
		sigaction(SIGUSR1, &action, NULL) == -1 ? error_name(errno) : "accepted");
}
