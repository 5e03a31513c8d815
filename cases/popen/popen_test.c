/* How popen() starts a command. */
#include "popen.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

CASE(popen_shell_runs_command)
{
	const char *path = scratch_path();
	FILE *stream = open_command("r",
				    "word=sh; echo file >%s; echo $((1 + 2)) | "
				    "{ read n; echo $n \"$word\"; }; echo $0 $#",
				    path);

	expect_output("3 sh\nsh 0\n", stream);
	expect_exit_status(0, stream);
	expect_file(path, "file\n", 5);
}

CASE(popen_environment_inherited)
{
	char expected[100];
	FILE *stream;

	SETUP(setenv("IPCTS_WORD", "two words", 1));
	SETUP(chdir(scratch_directory(0755)));
	SETUP(close(open("here", O_CREAT, 0644)));
	umask(0153);
	stream = open_command("r", "echo $IPCTS_WORD; echo *; umask; id -u; id -g");
	snprintf(expected, sizeof(expected), "two words\nhere\n0153\n%ld\n%ld\n", (long)geteuid(),
		 (long)getegid());
	expect_output(expected, stream);
	expect_exit_status(0, stream);
}

CASE(popen_concurrent)
{
	struct pipe_ends held = open_pipe();
	FILE *stream = open_command("r", HELD "echo on", held.read_end);

	release(held);
	expect_output("on\n", stream);
	expect_exit_status(0, stream);
}

/* Prints the one-digit descriptors that the shell has, but for the standard ones. */
#define LIST_DESCRIPTORS                                                                        \
	"for n in 3 4 5 6 7 8 9; do { true <&$n || true >&$n; } 2>/dev/null && echo $n; done; " \
	"exit 0"

CASE(popen_earlier_streams_closed_in_child)
{
	FILE *to = open_command("w", ":");
	FILE *from = open_command("r", ":");
	int other = own((int)SETUP(open("/dev/null", O_RDWR)));
	FILE *stream = open_command("r", LIST_DESCRIPTORS);
	char expected[] = {(char)('0' + other), '\n', '\0'};

	expect_output(expected, stream);
	expect_exit_status(0, stream);
	expect_exit_status(0, from);
	expect_exit_status(0, to);
}

CASE(popen_earlier_streams_no_hang)
{
	FILE *first = open_command("w", "read line; exit 1");
	FILE *second = open_command("w", "read line; exit 2");

	expect_exit_status(1, first);
	expect_exit_status(2, second);
}

CASE(popen_parent_signals_inherited)
{
	FILE *stream;

	ignore_signal(SIGUSR1);
	catch_signal(SIGUSR2, 0);
	stream = open_command("r", "kill -USR1 $$; kill -USR2 $$");
	expect_death(SIGUSR2, stream);
}
