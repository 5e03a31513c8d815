/* Deviants of popen(): how it starts the command, and the stream it gives. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Real popen(), of the command with something before it if the mode begins so. */
static FILE *popen_behind(const char *prefix, const char *command, const char *mode, char of_mode)
{
	char text[1000];

	snprintf(text, sizeof(text), "%s %s", mode[0] == of_mode ? prefix : "", command);
	return real_popen(text, mode);
}

DEVIANT(popen_r_reads_child_stdout, "what the command writes is lost", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_behind("exec >/dev/null;", command, mode, 'r');
}

DEVIANT(popen_w_feeds_child_stdin, "the command reads nothing", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_behind("exec </dev/null;", command, mode, 'w');
}

DEVIANT(popen_r_other_fds_inherited, "the command's standard error is the pipe, too", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_behind("exec 2>&1;", command, mode, 'r');
}

DEVIANT(popen_w_stdout_inherited, "the command's standard output is lost", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_behind("exec >/dev/null;", command, mode, 'w');
}

DEVIANT(popen_shell_runs_command, "the shell runs the first simple command only", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_behind("exec", command, mode, *mode);
}

DEVIANT(popen_environment_inherited, "the command runs in the root directory", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_behind("cd /;", command, mode, *mode);
}

DEVIANT(popen_concurrent, "popen() returns when the command has ended", FILE *, popen,
	(const char *command, const char *mode))
{
	FILE *stream = real_popen(command, mode);
	siginfo_t info;

	waitid(P_ALL, 0, &info, WEXITED | WNOWAIT);
	return stream;
}

DEVIANT(popen_returns_null_on_failure, "a failure is told by another pointer", FILE *, popen,
	(const char *command, const char *mode))
{
	FILE *stream = real_popen(command, mode);

	return stream ? stream : (FILE *)-1;
}

/* Lets the command inherit the stream of the popen() before, if that is still open. */
static FILE *popen_with_earlier(const char *command, const char *mode)
{
	static int earlier = -1;
	int inherited = dup(earlier);
	FILE *stream = real_popen(command, mode);

	real_close(inherited);
	earlier = stream ? fileno(stream) : -1;
	return stream;
}

DEVIANT(popen_earlier_streams_closed_in_child, "the command inherits an earlier stream", FILE *,
	popen, (const char *command, const char *mode))
{
	return popen_with_earlier(command, mode);
}

DEVIANT(popen_earlier_streams_no_hang, "the command inherits an earlier stream", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_with_earlier(command, mode);
}

/* Looks at the first character of the mode only. */
static FILE *popen_by_letter(const char *command, const char *mode)
{
	return real_popen(command, *mode == 'w' ? "w" : "r");
}

DEVIANT(popen_linux_invalid_mode_einval, "an invalid mode is taken for \"r\"", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_by_letter(command, mode);
}

DEVIANT(popen_mode_e_cloexec, "\"e\" is ignored", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_by_letter(command, mode);
}

DEVIANT(popen_fileno_valid, "the stream is on a socket", FILE *, popen,
	(const char *command, const char *mode))
{
	FILE *stream = real_popen(command, mode);
	int end = socket(AF_UNIX, SOCK_STREAM, 0);

	if (stream)
		real_dup2(end, fileno(stream));
	real_close(end);
	return stream;
}

DEVIANT(popen_byte_oriented, "the stream has no orientation yet", int, fwide,
	(FILE * stream, int mode))
{
	return is_fifo(fileno(stream)) ? 0 : real_fwide(stream, mode);
}

DEVIANT(popen_parent_signals_inherited, "SIGUSR1 is never ignored in the command", FILE *, popen,
	(const char *command, const char *mode))
{
	void (*previous)(int) = signal(SIGUSR1, SIG_DFL);
	FILE *stream = real_popen(command, mode);

	signal(SIGUSR1, previous);
	return stream;
}

/* Keeps the command's end of the pipe open in the caller. */
static FILE *popen_with_both_ends(const char *command, const char *mode)
{
	FILE *stream = real_popen(command, mode);
	char path[40];

	if (stream) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(stream));
		real_open(path, O_RDWR);
	}
	return stream;
}

DEVIANT(popen_r_eof_at_command_end, "the caller keeps the write end open", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_with_both_ends(command, mode);
}

DEVIANT(popen_w_sigpipe_when_command_exits, "the caller keeps the read end open", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_with_both_ends(command, mode);
}

DEVIANT(popen_emfile_stream_max, "beyond STREAM_MAX the error is another", FILE *, popen,
	(const char *command, const char *mode))
{
	/* Each stream has a descriptor. */
	int fd = dup(STDIN_FILENO);

	real_close(fd);
	if (fd < sysconf(_SC_STREAM_MAX))
		return real_popen(command, mode);
	errno = ENFILE;
	return NULL;
}
