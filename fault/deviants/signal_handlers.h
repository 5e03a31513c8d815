/* For deviants that come between a signal and its handler. */
#ifndef IPCTS_SIGNAL_HANDLERS_H
#define IPCTS_SIGNAL_HANDLERS_H

#include <signal.h>
#include <stdbool.h>

/* Whether the action is neither SIG_DFL nor SIG_IGN. */
bool is_catching(const struct sigaction *action);

/* real_sigaction(), with flags added to those of an action that catches, and others removed. */
int act_with_flags(int number, const struct sigaction *action, struct sigaction *former, int added,
		   int removed);

/*
 * real_sigaction(), but change() is called with what an SA_SIGINFO handler is
 * to get, before it gets it; what it returns is the handler's third argument.
 */
int act_through(int number, const struct sigaction *action, struct sigaction *former,
		void *(*change)(siginfo_t *info, void *context));

#endif
