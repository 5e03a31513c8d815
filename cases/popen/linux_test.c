/* What Linux and its C libraries promise, and what needs private mounts. */
#include "popen.h"

#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>

CASE(popen_linux_invalid_mode_einval)
{
	int fd = lowest_free();

	EXPECT_ERROR(EINVAL, popen(":", "x"));
	EXPECT_ERROR(EINVAL, popen(":", "rw"));
	EXPECT_ERROR(EINVAL, popen(":", ""));
	EXPECT_EQ(fd, lowest_free());
	EXPECT_ERROR(ECHILD, waitpid(-1, NULL, WNOHANG));
}

CASE(pclose_restarts_wait_on_signal)
{
	struct pipe_ends held = open_pipe();
	struct actor *caller = ACTOR("caller")
	{
		catch_signal(SIGUSR1, 0);
		expect_exit_status(3, open_command("w", HELD "exit 3", held.read_end));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(caller, CALL_WAIT);
	send_signal(caller, SIGUSR1);
	expect_blocked_in(caller, CALL_WAIT);
	release(held);
	expect_finished(caller);
}

CASE(pclose_exit_127_when_shell_cannot_run)
{
	enter_private(PRIVATE_MOUNTS);
	if (mount("/dev/null", "/bin/sh", NULL, MS_BIND, NULL) == -1)
		skip_unpermitted("cannot hide the shell: %s", strerror(errno));
	expect_exit_status(127, open_command("r", "exit 0"));
}
