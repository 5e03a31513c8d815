/* What a caught signal does to select() and pselect(); pselect_test.c has the mask. */
#include "../pipe/pipe.h"
#include "select.h"

#include <signal.h>

/* A signal ends the wait, with a limit and without. */
static void expect_interrupted(select_function *function)
{
	static const struct timespec hour = {3600, 0};
	int fd = open_pipe().read_end;
	struct actor *waiter = ACTOR("waiter")
	{
		fd_set set = set_of(fd);

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, function(fd + 1, &set, NULL, NULL, NULL));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		EXPECT_ERROR(EINTR, function(fd + 1, &set, NULL, NULL, &hour));
		EXPECT_EQ(2, times_caught(SIGUSR1));
	}

	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

CASE(select_eintr, select_eintr_signal)
{
	expect_interrupted(with_select);
}

CASE(pselect_eintr, select_eintr)
{
	expect_interrupted(with_pselect);
}

CASE_VARIANTS(both_functions, select_sa_restart_impl_defined)
{
	struct pipe_ends p = open_pipe();
	struct actor *waiter = ACTOR("waiter")
	{
		fd_set set = set_of(p.read_end);
		int result;

		catch_signal(SIGUSR1, SA_RESTART);
		errno = 0;
		result = select_or_pselect(p.read_end + 1, &set, NULL, NULL, NULL);
		observe("after a signal caught with SA_RESTART", "%s",
			result == 1 ? "it restarts" : error_name(errno));
	}

	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}
