/* Deviants of the signals that end, stop and continue a process. */
#include "deviant.h"

#include <unistd.h>

DEVIANT(signal_kill_sigkill_uncatchable, "SIGKILL is SIGTERM", int, kill, (pid_t pid, int number))
{
	return real_kill(pid, number == SIGKILL ? SIGTERM : number);
}

DEVIANT(signal_kill_sigstop_sigcont, "a child that was continued is reported as stopped", pid_t,
	waitpid, (pid_t pid, int *status, int options))
{
	enum { STOPPED = 0x7f };
	pid_t child = real_waitpid(pid, status, options);

	if (child > 0 && status && WIFCONTINUED(*status))
		*status = SIGSTOP << 8 | STOPPED;
	return child;
}

DEVIANT(signal_kill_cont_discards_stop, "SIGCONT leaves pending stop signals alone", int, kill,
	(pid_t pid, int number))
{
	sigset_t pending;
	int result;

	real_sigpending(&pending);
	result = real_kill(pid, number);
	if (pid == getpid() && number == SIGCONT && real_sigismember(&pending, SIGTSTP))
		real_kill(pid, SIGTSTP);
	return result;
}

/* The child that was sent SIGSTOP. */
static pid_t stopped;

DEVIANT(signal_kill_stopped_process_pending, "signals to a stopped process are lost", int, kill,
	(pid_t pid, int number))
{
	if (number == SIGSTOP)
		stopped = pid;
	else if (number == SIGCONT)
		stopped = 0;
	else if (pid > 0 && pid == stopped && number != SIGKILL)
		return 0;
	return real_kill(pid, number);
}
