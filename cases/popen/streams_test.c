/* The stream that popen() gives, and what is at its other end. */
#include "popen.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

enum { SIZE = 100000 }; /* more than a pipe holds */

static const struct variant modes[] = {{"r", 0, NULL}, {"w", 0, NULL}};
static const struct variant modes_with_e[] = {{"re", 0, NULL}, {"we", 0, NULL}};

CASE(popen_r_reads_child_stdout)
{
	static unsigned char sent[SIZE];
	static unsigned char received[SIZE + 1];
	FILE *stream;

	pattern_make(sent, 0, SIZE);
	stream = open_command("r", "exec cat %s", new_file(sent, SIZE));
	EXPECT_EQ(SIZE, fread(received, 1, sizeof(received), stream));
	EXPECT_BYTES(sent, received, SIZE);
	expect_exit_status(0, stream);
}

CASE(popen_w_feeds_child_stdin)
{
	static unsigned char sent[SIZE];
	const char *received = scratch_path();
	FILE *stream = open_command("w", "exec cat >%s", received);

	pattern_make(sent, 0, SIZE);
	EXPECT_EQ(SIZE, fwrite(sent, 1, SIZE, stream));
	expect_exit_status(0, stream);
	expect_file(received, sent, SIZE);
}

CASE(popen_r_other_fds_inherited)
{
	const char *error = scratch_path();
	FILE *stream;

	redirect(STDIN_FILENO, new_file("in\n", 3));
	redirect(STDERR_FILENO, error);
	stream = open_command("r", "read line; echo $line and out >&2");
	expect_exit_status(0, stream);
	expect_file(error, "in and out\n", 11);
}

CASE(popen_w_stdout_inherited)
{
	const char *output = scratch_path();
	FILE *stream;

	redirect(STDOUT_FILENO, output);
	stream = open_command("w", "echo out");
	expect_exit_status(0, stream);
	expect_file(output, "out\n", 4);
}

CASE_VARIANTS(modes, popen_fileno_valid)
{
	FILE *stream = open_command(variant()->name, ":");
	struct stat status;

	EXPECT_OK(fstat(fileno(stream), &status));
	EXPECT(S_ISFIFO(status.st_mode));
	expect_exit_status(0, stream);
}

CASE_VARIANTS(modes, popen_byte_oriented)
{
	FILE *stream = open_command(variant()->name, ":");

	EXPECT(fwide(stream, 0) < 0);
	expect_exit_status(0, stream);
}

CASE_VARIANTS(modes_with_e, popen_mode_e_cloexec)
{
	FILE *stream = open_command(variant()->name, ":");

	EXPECT(EXPECT_OK(fcntl(fileno(stream), F_GETFD)) & FD_CLOEXEC);
	expect_exit_status(0, stream);
}

CASE(popen_r_eof_at_command_end)
{
	struct pipe_ends held = open_pipe();
	FILE *stream = open_command("r", "{ " HELD "echo end; } &", held.read_end);
	struct actor *reader;

	await_dead_child();
	reader = ACTOR("reader")
	{
		expect_output("end\n", stream);
	}
	expect_blocked_in(reader, CALL_READ);
	release(held);
	expect_finished(reader);
	expect_exit_status(0, stream);
}

CASE(popen_w_sigpipe_when_command_exits)
{
	FILE *stream = open_command("w", ":");

	setvbuf(stream, NULL, _IONBF, 0);
	catch_signal(SIGPIPE, 0);
	await_dead_child();
	EXPECT_ERROR(EPIPE, putc('x', stream));
	EXPECT_EQ(1, times_caught(SIGPIPE));
	expect_exit_status(0, stream);
}

/* What goes into a broken pipe at once raises SIGPIPE; what stays in the buffer does not. */
CASE(popen_locale_fully_buffered)
{
	FILE *stream = open_command("w", ":");
	const char *buffering = "full";

	catch_signal(SIGPIPE, 0);
	await_dead_child();
	putc('x', stream);
	if (times_caught(SIGPIPE))
		buffering = "none";
	else if (putc('\n', stream) == EOF)
		buffering = "by line";
	observe("buffering of a \"w\" stream", "%s", buffering);
	pclose(stream);
}
