/* Deviants of SIGCHLD, and of what becomes of children. */
#include "signal_handlers.h"

#include "deviant.h"

DEVIANT(signal_action_nocldstop, "SA_NOCLDSTOP is ignored", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with_flags(number, action, former, 0, SA_NOCLDSTOP);
}

/* As waitpid() stores it. */
static void *tell_wait_status(siginfo_t *info, void *context)
{
	if (info->si_code == CLD_EXITED)
		info->si_status <<= 8;
	return context;
}

DEVIANT(signal_action_sigchld_on_exit, "si_status is the status of waitpid()", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	if (number != SIGCHLD)
		return real_sigaction(number, action, former);
	return act_through(number, action, former, tell_wait_status);
}

DEVIANT(signal_action_nocldwait_no_zombie, "who ignores SIGCHLD has zombies", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	struct sigaction changed;

	if (number != SIGCHLD || !action)
		return real_sigaction(number, action, former);
	changed = *action;
	changed.sa_flags &= ~SA_NOCLDWAIT;
	if (changed.sa_handler == SIG_IGN)
		changed.sa_handler = SIG_DFL;
	return real_sigaction(number, &changed, former);
}
