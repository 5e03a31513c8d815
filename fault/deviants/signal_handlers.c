#include "signal_handlers.h"

#include "deviant.h"

static struct sigaction wanted[NSIG];
static void *(*changes[NSIG])(siginfo_t *info, void *context);

bool is_catching(const struct sigaction *action)
{
	return action->sa_flags & SA_SIGINFO ||
	       (action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN);
}

int act_with_flags(int number, const struct sigaction *action, struct sigaction *former, int added,
		   int removed)
{
	struct sigaction changed;

	if (!action || !is_catching(action))
		return real_sigaction(number, action, former);
	changed = *action;
	changed.sa_flags = (changed.sa_flags | added) & ~removed;
	return real_sigaction(number, &changed, former);
}

static void pass_on(int number, siginfo_t *info, void *context)
{
	context = changes[number](info, context);
	wanted[number].sa_sigaction(number, info, context);
}

int act_through(int number, const struct sigaction *action, struct sigaction *former,
		void *(*change)(siginfo_t *info, void *context))
{
	struct sigaction changed;

	if (!action || number <= 0 || number >= NSIG || !(action->sa_flags & SA_SIGINFO))
		return real_sigaction(number, action, former);
	wanted[number] = *action;
	changes[number] = change;
	changed = *action;
	changed.sa_sigaction = pass_on;
	return real_sigaction(number, &changed, former);
}
