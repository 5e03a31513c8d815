/* Deviants of kill() and killpg(): whom they reach, and with what. */
#include "deviant.h"

#include <errno.h>
#include <unistd.h>

/* Signals that a process can do something about. */
static bool is_mild(int number)
{
	return number > 0 && number != SIGKILL && number != SIGSTOP;
}

DEVIANT(signal_kill_positive_pid, "the sender gets the signal, too", int, kill,
	(pid_t pid, int number))
{
	if (pid > 0 && pid != getpid() && is_mild(number))
		real_kill(getpid(), number);
	return real_kill(pid, number);
}

DEVIANT(signal_kill_zero_own_group, "the caller's group is sent it without the caller", int, kill,
	(pid_t pid, int number))
{
	struct sigaction former;
	int result;

	if (pid != 0 || !is_mild(number))
		return real_kill(pid, number);
	real_sigaction(number, &(const struct sigaction){.sa_handler = SIG_IGN}, &former);
	result = real_kill(pid, number);
	real_sigaction(number, &former, NULL);
	return result;
}

DEVIANT(signal_kill_minus_one_all, "all processes are no process", int, kill,
	(pid_t pid, int number))
{
	return pid == -1 ? 0 : real_kill(pid, number);
}

DEVIANT(signal_kill_negative_group, "the leader gets what is for the group", int, kill,
	(pid_t pid, int number))
{
	return real_kill(pid < -1 ? -pid : pid, number);
}

DEVIANT(signal_kill_killpg_equivalent, "the leader gets what is for the group", int, killpg,
	(pid_t group, int number))
{
	return real_kill(group, number);
}

DEVIANT(signal_kill_null_signal_checks, "signal 0 wakes the process up", int, kill,
	(pid_t pid, int number))
{
	return real_kill(pid, number == 0 ? SIGURG : number);
}

DEVIANT(signal_kill_null_signal_zombie, "a zombie does not exist", int, kill,
	(pid_t pid, int number))
{
	siginfo_t info = {.si_pid = 0};

	if (pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	    info.si_pid == pid)
		return fail(ESRCH);
	return real_kill(pid, number);
}

DEVIANT(signal_kill_esrch_after_wait, "a process that is gone is no error", int, kill,
	(pid_t pid, int number))
{
	int result = real_kill(pid, number);

	return result == -1 && errno == ESRCH ? 0 : result;
}

DEVIANT(signal_kill_self_delivered_before_return, "a signal to oneself waits", int, kill,
	(pid_t pid, int number))
{
	sigset_t set;

	if (pid == getpid() && is_mild(number)) {
		real_sigemptyset(&set);
		real_sigaddset(&set, number);
		real_pthread_sigmask(SIG_BLOCK, &set, NULL);
	}
	return real_kill(pid, number);
}

DEVIANT(signal_kill_fail_sends_nothing, "the process gets another signal than an invalid one", int,
	kill, (pid_t pid, int number))
{
	int result = real_kill(pid, number);
	int error = errno;

	if (result == -1 && error == EINVAL && pid > 0)
		real_kill(pid, SIGURG);
	errno = error;
	return result;
}

DEVIANT(signal_kill_invalid_sig_einval, "an invalid signal is none", int, kill,
	(pid_t pid, int number))
{
	int result = real_kill(pid, number);

	return result == -1 && errno == EINVAL ? real_kill(pid, 0) : result;
}

DEVIANT(signal_kill_si_user, "the signal comes as one of sigqueue()", int, kill,
	(pid_t pid, int number))
{
	if (pid <= 0 || !is_mild(number))
		return real_kill(pid, number);
	return real_sigqueue(pid, number, (union sigval){.sival_int = 0});
}

DEVIANT(signal_kill_eperm_other_user, "the sender's saved user id counts, too", int, kill,
	(pid_t pid, int number))
{
	int result = real_kill(pid, number);
	uid_t real;
	uid_t effective;
	uid_t saved;

	if (result == 0 || errno != EPERM)
		return result;
	getresuid(&real, &effective, &saved);
	if (seteuid(saved) == -1)
		return fail(EPERM);
	result = real_kill(pid, number);
	return seteuid(effective) == -1 ? -1 : result;
}

DEVIANT(signal_kill_sigcont_same_session, "SIGCONT needs the permission of any signal", int, kill,
	(pid_t pid, int number))
{
	if (number == SIGCONT && real_kill(pid, 0) == -1)
		return -1;
	return real_kill(pid, number);
}

/* Whether there is somebody in the group whom the caller may not signal. */
static bool has_untouchable(pid_t group)
{
	enum { NUMBERS = 100 };
	pid_t pid;

	for (pid = group; pid < group + NUMBERS; pid++)
		if (getpgid(pid) == group && real_kill(pid, 0) == -1 && errno == EPERM)
			return true;
	return false;
}

DEVIANT(signal_kill_eperm_only_if_none, "EPERM if there is one that may not be signalled", int,
	kill, (pid_t pid, int number))
{
	return pid < -1 && has_untouchable(-pid) ? fail(EPERM) : real_kill(pid, number);
}
