/* What pclose() does, and what it says about the command. */
#include "popen.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

CASE(pclose_returns_wait_status)
{
	expect_exit_status(0, open_command("r", "exit 0"));
	expect_exit_status(7, open_command("w", "exit 7"));
}

CASE(pclose_reports_signal_death)
{
	expect_death(SIGTERM, open_command("r", "kill -TERM $$"));
}

CASE(pclose_command_not_found_127)
{
	expect_exit_status(127, open_command("r", "./no-such-command 2>/dev/null"));
}

CASE(pclose_waits_for_command)
{
	struct pipe_ends held = open_pipe();
	struct actor *caller = ACTOR("caller")
	{
		expect_exit_status(3, open_command("w", HELD "exit 3", held.read_end));
	}

	expect_blocked_in(caller, CALL_WAIT);
	release(held);
	expect_finished(caller);
}

CASE(pclose_echild_if_status_taken, pclose_echild)
{
	FILE *stream = open_command("r", ":");
	int fd = fileno(stream);

	EXPECT_OK(wait(NULL));
	EXPECT_ERROR(ECHILD, pclose(stream));
	EXPECT(!is_open(fd));
}

CASE(pclose_sigchld_ignored_echild)
{
	struct pipe_ends held = open_pipe();
	struct actor *caller = ACTOR("caller")
	{
		ignore_signal(SIGCHLD);
		EXPECT_ERROR(ECHILD, pclose(open_command("w", HELD, held.read_end)));
	}

	expect_blocked_in(caller, CALL_WAIT);
	release(held);
	expect_finished(caller);
}

CASE(pclose_other_children_untouched)
{
	FILE *stream = open_command("w", "read line; exit 3");
	struct actor *other = ACTOR("other")
	{
		_exit(4);
	}

	await_dead_child();
	expect_exit_status(3, stream);
	expect_exit(other, 4);
}

CASE(pclose_flushes_and_closes)
{
	const char *received = scratch_path();
	FILE *stream = open_command("w", "exec cat >%s", received);
	int fd = fileno(stream);

	EXPECT(fputs("buffered", stream) != EOF);
	expect_exit_status(0, stream);
	EXPECT(!is_open(fd));
	expect_file(received, "buffered", 8);
}
