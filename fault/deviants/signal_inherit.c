/* Deviants of fork() and exec, as to signals, and of the default actions of a new process. */
#include "signal_handlers.h"

#include <errno.h>
#include <unistd.h>

#include "deviant.h"

/* Every signal that there is, with its action. */
static void for_each_signal(void (*act)(int number, const struct sigaction *action))
{
	struct sigaction action;
	int number;

	for (number = 1; number <= SIGRTMAX; number++)
		if (real_sigaction(number, NULL, &action) == 0)
			act(number, &action);
}

static void set_function(int number, void (*function)(int))
{
	struct sigaction action = {.sa_handler = function};

	real_sigaction(number, &action, NULL);
}

static void stop_ignoring(int number, const struct sigaction *action)
{
	if (!is_catching(action) && action->sa_handler == SIG_IGN)
		set_function(number, SIG_DFL);
}

DEVIANT(signal_fork_actions_inherited, "a child ignores nothing", pid_t, fork, (void))
{
	pid_t pid = real_fork();

	if (pid == 0)
		for_each_signal(stop_ignoring);
	return pid;
}

DEVIANT(signal_fork_pending_cleared, "what is pending is so in a child, too", pid_t, fork, (void))
{
	sigset_t pending;
	pid_t pid;
	int number;

	real_sigpending(&pending);
	pid = real_fork();
	for (number = 1; pid == 0 && number <= SIGRTMAX; number++)
		if (real_sigismember(&pending, number) == 1)
			real_kill(getpid(), number);
	return pid;
}

static void ignore_caught(int number, const struct sigaction *action)
{
	if (is_catching(action))
		set_function(number, SIG_IGN);
}

DEVIANT(signal_exec_caught_to_default, "what was caught is ignored", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_signal(ignore_caught);
	return real_execvp(program, arguments);
}

DEVIANT(signal_exec_ignored_stay_ignored, "what was ignored is not any more", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_signal(stop_ignoring);
	return real_execvp(program, arguments);
}

/* To ignore a signal discards it. */
static void discard(int number, const struct sigaction *action)
{
	set_function(number, SIG_IGN);
	real_sigaction(number, action, NULL);
}

DEVIANT(signal_exec_mask_pending_kept, "a program starts with nothing blocked", int, execvp,
	(const char *program, char *const arguments[]))
{
	sigset_t none;

	for_each_signal(discard);
	real_sigemptyset(&none);
	real_pthread_sigmask(SIG_SETMASK, &none, NULL);
	return real_execvp(program, arguments);
}

static void exit_with_number(int number)
{
	_exit(number);
}

DEVIANT(signal_default_actions, "SIGUSR1 and SIGUSR2 make a process exit", pid_t, fork, (void))
{
	pid_t pid = real_fork();

	if (pid == 0) {
		set_function(SIGUSR1, exit_with_number);
		set_function(SIGUSR2, exit_with_number);
	}
	return pid;
}

DEVIANT(signal_default_rt_terminates, "realtime signals make a process exit", pid_t, fork, (void))
{
	pid_t pid = real_fork();
	int number;

	for (number = SIGRTMIN; pid == 0 && number <= SIGRTMAX; number++)
		set_function(number, exit_with_number);
	return pid;
}
