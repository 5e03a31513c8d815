/* Deviants of sigqueue(). */
#include "deviant.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

DEVIANT(signal_queue_value_delivered, "the value is cut to 16 bits", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	return real_sigqueue(pid, number, (union sigval){.sival_int = (short)value.sival_int});
}

DEVIANT(signal_queue_queued_n_times, "a second signal of a number is lost", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	static int last;

	if (number == last)
		return 0;
	last = number;
	return real_sigqueue(pid, number, value);
}

DEVIANT(signal_queue_fifo_same_signal, "every second signal overtakes the one before", int,
	sigqueue, (pid_t pid, int number, const union sigval value))
{
	static union sigval held;
	static bool is_held;

	is_held = !is_held;
	if (is_held) {
		held = value;
		return 0;
	}
	real_sigqueue(pid, number, value);
	return real_sigqueue(pid, number, held);
}

DEVIANT(signal_queue_lowest_number_first, "the highest number is delivered first", int,
	pthread_sigmask, (int how, const sigset_t *set, sigset_t *former))
{
	sigset_t one;
	int number;

	for (number = SIGRTMAX; set && how == SIG_SETMASK && number >= SIGRTMIN; number--) {
		if (real_sigismember(set, number))
			continue;
		real_sigemptyset(&one);
		real_sigaddset(&one, number);
		real_pthread_sigmask(SIG_UNBLOCK, &one, NULL);
	}
	return real_pthread_sigmask(how, set, former);
}

DEVIANT(signal_queue_returns_immediately, "sigqueue() waits for ever", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	real_sigqueue(pid, number, value);
	block_forever();
}

DEVIANT(signal_queue_null_signal_checks, "signal 0 wakes the process up", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	return real_sigqueue(pid, number == 0 ? SIGURG : number, value);
}

DEVIANT(signal_queue_permission_as_kill, "the effective user id alone counts for nothing", int,
	sigqueue, (pid_t pid, int number, const union sigval value))
{
	uid_t effective = geteuid();
	int result;

	if (effective == 0 || seteuid(getuid()) == -1)
		return real_sigqueue(pid, number, value);
	result = real_sigqueue(pid, number, value);
	return seteuid(effective) == -1 ? -1 : result;
}

DEVIANT(signal_queue_eagain_at_limit, "beyond the limit signals are lost", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	int result = real_sigqueue(pid, number, value);

	return result == -1 && errno == EAGAIN ? 0 : result;
}

DEVIANT(signal_queue_resources_freed_on_accept, "a queue that was full once is full for ever", int,
	sigqueue, (pid_t pid, int number, const union sigval value))
{
	static bool is_full;
	int result = is_full ? fail(EAGAIN) : real_sigqueue(pid, number, value);

	is_full = is_full || (result == -1 && errno == EAGAIN);
	return result;
}

DEVIANT(signal_queue_self_delivered_before_return, "a signal to oneself waits", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	sigset_t set;

	if (pid == getpid() && number > 0) {
		real_sigemptyset(&set);
		real_sigaddset(&set, number);
		real_pthread_sigmask(SIG_BLOCK, &set, NULL);
	}
	return real_sigqueue(pid, number, value);
}

DEVIANT(signal_queue_no_siginfo_at_least_once, "without SA_SIGINFO nothing arrives", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	struct sigaction action;

	if (real_sigaction(number, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO))
		return 0;
	return real_sigqueue(pid, number, value);
}

#ifdef __linux__
DEVIANT(signal_queue_si_pid_uid, "the sender is said to be its parent", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	siginfo_t info = {.si_signo = number, .si_code = SI_QUEUE};

	info.si_pid = getppid();
	info.si_uid = getuid();
	info.si_value = value;
	return (int)syscall(SYS_rt_sigqueueinfo, pid, number, &info);
}
#endif

DEVIANT(signal_queue_rt_limits, "fewer signals can be queued than everywhere", long, sysconf,
	(int name))
{
	return name == _SC_SIGQUEUE_MAX ? _POSIX_SIGQUEUE_MAX - 1 : real_sysconf(name);
}

DEVIANT(signal_queue_single_process_only, "a negative process id is a group", int, sigqueue,
	(pid_t pid, int number, const union sigval value))
{
	return pid < -1 ? real_kill(pid, number) : real_sigqueue(pid, number, value);
}
