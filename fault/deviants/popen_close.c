/* Deviants of pclose(): when it returns, what it says, what it leaves behind. */
#include "deviant.h"

#include <errno.h>
#include <signal.h>
#include <stdio_ext.h>
#include <sys/wait.h>
#include <unistd.h>

DEVIANT(pclose_returns_wait_status, "the exit status is returned as it is", int, pclose,
	(FILE * stream))
{
	int status = real_pclose(stream);

	return status > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : status;
}

DEVIANT(pclose_reports_signal_death, "death by a signal is told as a shell does", int, pclose,
	(FILE * stream))
{
	int status = real_pclose(stream);

	return status > 0 && WIFSIGNALED(status) ? W_EXITCODE(128 + WTERMSIG(status), 0) : status;
}

DEVIANT(pclose_command_not_found_127, "a command not found gives status 1", int, pclose,
	(FILE * stream))
{
	int status = real_pclose(stream);

	return status == W_EXITCODE(127, 0) ? W_EXITCODE(1, 0) : status;
}

/* What a popen() that could not run the shell gives instead. */
static FILE *without_shell;

DEVIANT(pclose_exit_127_when_shell_cannot_run, "a shell that cannot run is told by a stream",
	FILE *, popen, (const char *command, const char *mode))
{
	FILE *stream = real_popen(command, mode);

	if (!stream)
		stream = without_shell = fopen("/dev/null", mode);
	return stream;
}

DEVIANT(pclose_exit_127_when_shell_cannot_run, "whose status is 1", int, pclose, (FILE * stream))
{
	if (stream != without_shell)
		return real_pclose(stream);
	fclose(stream);
	return W_EXITCODE(1, 0);
}

DEVIANT(pclose_waits_for_command, "pclose() does not wait for a command that runs on", int, pclose,
	(FILE * stream))
{
	siginfo_t info = {.si_pid = 0};

	fflush(stream);
	real_close(fileno(stream));
	waitid(P_ALL, 0, &info, WEXITED | WNOHANG);
	return W_EXITCODE(info.si_status, 0);
}

/* Tells a status that is not to be had as 0. */
static int pclose_without_echild(FILE *stream)
{
	int status = real_pclose(stream);

	return status == -1 && errno == ECHILD ? 0 : status;
}

DEVIANT(pclose_echild_if_status_taken, "a status that is lost is told as 0", int, pclose,
	(FILE * stream))
{
	return pclose_without_echild(stream);
}

DEVIANT(pclose_sigchld_ignored_echild, "a status that nobody keeps is told as 0", int, pclose,
	(FILE * stream))
{
	return pclose_without_echild(stream);
}

DEVIANT(pclose_other_children_untouched, "every dead child is reaped", int, pclose, (FILE * stream))
{
	int status = real_pclose(stream);

	while (waitpid(-1, NULL, WNOHANG) > 0)
		continue;
	return status;
}

DEVIANT(pclose_flushes_and_closes, "buffered output is dropped", int, pclose, (FILE * stream))
{
	__fpurge(stream);
	return real_pclose(stream);
}

DEVIANT(pclose_restarts_wait_on_signal, "a caught signal ends the wait", int, pclose,
	(FILE * stream))
{
	siginfo_t info;

	if (waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == -1)
		return -1;
	return real_pclose(stream);
}
