/* What pselect() has that select() has not: its mask, and a time that it leaves alone. */
#include "../pipe/pipe.h"
#include "race.h"
#include "select.h"

#include <signal.h>

static sigset_t set_with(int number)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	return set;
}

static bool is_blocked(int number)
{
	sigset_t mask;

	SETUP_RETURNS_0(pthread_sigmask(SIG_BLOCK, NULL, &mask));
	return sigismember(&mask, number) == 1;
}

static int wait_in_pselect(const sigset_t *mask)
{
	return pselect(0, NULL, NULL, NULL, NULL, mask);
}

/* The mask blocks a signal that the thread lets in, and lets in one that it blocks. */
CASE(select_pselect_sigmask_atomic)
{
	sigset_t mask = set_with(SIGHUP);
	struct actor *waiter;

	catch_signal(SIGHUP, 0);
	catch_signal(SIGUSR2, 0);
	block_signal(SIGUSR2);
	waiter = ACTOR("waiter")
	{
		EXPECT_ERROR(EINTR, wait_in_pselect(&mask));
		EXPECT_EQ(1, times_caught(SIGUSR2));
		EXPECT(is_blocked(SIGUSR2) && !is_blocked(SIGHUP));
		EXPECT_EQ(1, times_caught(SIGHUP));
	}
	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGHUP);
	expect_blocked_in(waiter, CALL_SELECT);
	EXPECT_EQ(0, times_caught(SIGHUP));
	send_signal(waiter, SIGUSR2);
	expect_finished(waiter);
	expect_none_lost(wait_in_pselect);
}

CASE(select_pselect_pending_signal_eintr)
{
	static const struct timespec hour = {3600, 0};
	static const struct timespec *const limits[] = {NULL, &hour};
	int fd = open_pipe().read_end;
	sigset_t mask = set_with(SIGUSR2);
	unsigned round;
	struct actor *waiter;

	catch_signal(SIGUSR1, 0);
	block_signal(SIGUSR1);
	waiter = ACTOR("waiter")
	{
		for (round = 0; round < 2; round++) {
			fd_set set = set_of(fd);

			SETUP(raise(SIGUSR1));
			EXPECT_EQ(round, times_caught(SIGUSR1));
			EXPECT_ERROR(EINTR,
				     pselect(fd + 1, &set, NULL, NULL, limits[round], &mask));
			EXPECT_EQ(round + 1, times_caught(SIGUSR1));
			EXPECT(is_blocked(SIGUSR1) && !is_blocked(SIGUSR2));
		}
	}
	expect_finished(waiter);
}

CASE(select_pselect_null_mask_like_select)
{
	static const struct timespec moment = {0, 1000000};
	struct actor *waiter;

	catch_signal(SIGUSR1, 0);
	catch_signal(SIGUSR2, 0);
	block_signal(SIGUSR1);
	SETUP(raise(SIGUSR1));
	EXPECT_EQ(0, pselect(0, NULL, NULL, NULL, &moment, NULL));
	EXPECT_EQ(0, times_caught(SIGUSR1));
	EXPECT(is_blocked(SIGUSR1) && !is_blocked(SIGUSR2));
	waiter = ACTOR("waiter") EXPECT_ERROR(EINTR, wait_in_pselect(NULL));
	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR1);
	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR2);
	expect_finished(waiter);
	EXPECT_EQ(0, times_caught(SIGUSR1));
}

static void expect_left(time_t seconds, long nanoseconds, const struct timespec *interval)
{
	EXPECT_EQ(seconds, interval->tv_sec);
	EXPECT_EQ(nanoseconds, interval->tv_nsec);
}

/* Whatever ends the wait: its time, a descriptor, a signal, an error. */
CASE(select_pselect_timeout_const)
{
	struct timespec moment = {0, 1000001};
	struct timespec hour = {3600, 999999999};
	struct timespec invalid = {1, 1000000000};
	struct pipe_ends p = open_pipe();
	fd_set set = set_of(p.write_end);
	struct actor *waiter;

	EXPECT_EQ(0, pselect(0, NULL, NULL, NULL, &moment, NULL));
	expect_left(0, 1000001, &moment);
	EXPECT_EQ(1, pselect(p.write_end + 1, NULL, &set, NULL, &hour, NULL));
	expect_left(3600, 999999999, &hour);
	EXPECT_ERROR(EINVAL, pselect(0, NULL, NULL, NULL, &invalid, NULL));
	expect_left(1, 1000000000, &invalid);
	waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, pselect(0, NULL, NULL, NULL, &hour, NULL));
		expect_left(3600, 999999999, &hour);
	}
	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}
