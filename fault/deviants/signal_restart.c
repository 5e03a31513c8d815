/* Deviants of what a signal does to a call that waits. */
#include <errno.h>
#include <signal.h>

#include "deviant.h"

static int act_with(int number, const struct sigaction *action, struct sigaction *former, int added,
		    int removed)
{
	struct sigaction changed;

	if (!action)
		return real_sigaction(number, action, former);
	changed = *action;
	changed.sa_flags = (changed.sa_flags | added) & ~removed;
	return real_sigaction(number, &changed, former);
}

DEVIANT(signal_action_no_sa_restart_eintr, "every handler restarts what it interrupts", int,
	sigaction, (int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with(number, action, former, SA_RESTART, 0);
}

DEVIANT(signal_action_sa_restart_restarts, "SA_RESTART is ignored", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with(number, action, former, 0, SA_RESTART);
}

DEVIANT(signal_linux_flock_restarted, "SA_RESTART is ignored", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return act_with(number, action, former, 0, SA_RESTART);
}

DEVIANT(signal_linux_never_restarted, "poll() is restarted", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int ready;

	do
		ready = real_poll(entries, count, timeout);
	while (ready == -1 && errno == EINTR);
	return ready;
}

DEVIANT(signal_linux_stop_interrupts, "semop() goes on after a stop", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result;

	do
		result = real_semop(id, operations, count);
	while (result == -1 && errno == EINTR);
	return result;
}

static void do_nothing(int number)
{
	(void)number;
}

DEVIANT(signal_stop_call_continues, "to be continued interrupts what waits", pid_t, fork, (void))
{
	struct sigaction action = {.sa_handler = do_nothing};
	pid_t pid = real_fork();

	if (pid == 0)
		real_sigaction(SIGCONT, &action, NULL);
	return pid;
}
