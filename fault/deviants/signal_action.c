/* Deviants of sigaction(): installing, asking, flags, masks, arguments. */
#include "signal_handlers.h"

#include <errno.h>
#include <unistd.h>

#include "deviant.h"

DEVIANT(signal_action_installs_handler, "what is ignored by default cannot be caught", int,
	sigaction, (int number, const struct sigaction *action, struct sigaction *former))
{
	bool is_ignored = number == SIGURG || number == SIGCHLD;

	return real_sigaction(number, is_ignored ? NULL : action, former);
}

DEVIANT(signal_action_returns_old, "the new action is told", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	int result = real_sigaction(number, action, NULL);

	return result == -1 ? -1 : real_sigaction(number, NULL, former);
}

DEVIANT(signal_action_stays_installed, "every handler is reset", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with_flags(number, action, former, SA_RESETHAND, 0);
}

DEVIANT(signal_action_resethand, "SA_RESETHAND is ignored", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with_flags(number, action, former, 0, SA_RESETHAND);
}

DEVIANT(signal_action_signal_blocked_in_handler, "every handler can be interrupted by its signal",
	int, sigaction, (int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with_flags(number, action, former, SA_NODEFER, 0);
}

DEVIANT(signal_action_nodefer, "SA_NODEFER is ignored", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with_flags(number, action, former, 0, SA_NODEFER);
}

DEVIANT(signal_action_sa_mask_blocked_in_handler, "sa_mask is ignored", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	struct sigaction changed;

	if (!action)
		return real_sigaction(number, action, former);
	changed = *action;
	real_sigemptyset(&changed.sa_mask);
	return real_sigaction(number, &changed, former);
}

DEVIANT(signal_action_sa_mask_kill_stop_silently_ignored, "SIGKILL in sa_mask is an error", int,
	sigaction, (int number, const struct sigaction *action, struct sigaction *former))
{
	if (action && is_catching(action) && real_sigismember(&action->sa_mask, SIGKILL) == 1)
		return fail(EINVAL);
	return real_sigaction(number, action, former);
}

static void *withhold_context(siginfo_t *info, void *context)
{
	(void)info;
	(void)context;
	return NULL;
}

DEVIANT(signal_action_siginfo_three_args, "the third argument is a null pointer", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_through(number, action, former, withhold_context);
}

DEVIANT(signal_action_kill_stop_einval, "SIGKILL can be caught, it seems", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	int result = real_sigaction(number, action, former);

	return result == -1 && number == SIGKILL ? 0 : result;
}

DEVIANT(signal_action_fail_no_change, "what cannot be done to SIGSTOP is done to SIGTSTP", int,
	sigaction, (int number, const struct sigaction *action, struct sigaction *former))
{
	int result = real_sigaction(number, action, former);

	if (result == -1 && number == SIGSTOP)
		real_sigaction(SIGTSTP, action, NULL);
	return result == -1 ? fail(EINVAL) : result;
}

DEVIANT(signal_action_queued_fifo_with_siginfo, "a value overtakes the one before", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	static union sigval held[NSIG];
	static bool is_held[NSIG];

	if (number <= 0 || number >= NSIG)
		return real_sigqueue(pid, number, value);
	is_held[number] = !is_held[number];
	if (is_held[number]) {
		held[number] = value;
		return 0;
	}
	real_sigqueue(pid, number, value);
	return real_sigqueue(pid, number, held[number]);
}

static void do_nothing(int number)
{
	(void)number;
}

/* The signal is caught, for nothing: what is pending stays, what waits is interrupted. */
static int catch_for_nothing(int number, const struct sigaction *action, struct sigaction *former)
{
	struct sigaction changed = *action;

	changed.sa_handler = do_nothing;
	return real_sigaction(number, &changed, former);
}

DEVIANT(signal_action_ign_discards_pending, "what is pending stays so", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	if (!action || action->sa_handler != SIG_IGN)
		return real_sigaction(number, action, former);
	return catch_for_nothing(number, action, former);
}

DEVIANT(signal_action_dfl_ignored_discards_pending, "what is pending stays so", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	if (!action || action->sa_handler != SIG_DFL || (number != SIGCHLD && number != SIGURG))
		return real_sigaction(number, action, former);
	return catch_for_nothing(number, action, former);
}

DEVIANT(signal_action_ignored_not_interrupting, "to be ignored is to be caught for nothing", int,
	sigaction, (int number, const struct sigaction *action, struct sigaction *former))
{
	if (!action || action->sa_handler != SIG_IGN)
		return real_sigaction(number, action, former);
	return catch_for_nothing(number, action, former);
}
