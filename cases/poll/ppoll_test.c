/* What ppoll() adds to poll(): its time, and its mask. */
#include "../pipe/pipe.h"
#include "race.h"
#include "ready.h"

#include <string.h>

/* ppoll() waits so long for nothing, not less, and leaves the time alone. */
static void expect_waits(struct pollfd *entries, nfds_t count, long nanoseconds)
{
	struct timespec time = {0, nanoseconds};
	struct timespec end;

	SETUP(clock_gettime(CLOCK_MONOTONIC, &end));
	end.tv_nsec += nanoseconds;
	if (end.tv_nsec >= 1000000000) {
		end.tv_sec++;
		end.tv_nsec -= 1000000000;
	}
	EXPECT_EQ(0, ppoll(entries, count, &time, NULL));
	expect_reached(CLOCK_MONOTONIC, end);
	EXPECT_EQ(0, time.tv_sec);
	EXPECT_EQ(nanoseconds, time.tv_nsec);
}

CASE(poll_ppoll_timespec)
{
	struct pipe_ends p = open_pipe();
	struct pollfd entry = {p.read_end, POLLIN, ~0};
	struct timespec hour = {3600, 1};
	struct actor *waiter;

	expect_waits(&entry, 1, 0);
	expect_waits(&entry, 1, 1);
	expect_waits(&entry, 1, 1700000);
	expect_waits(NULL, 0, 5000000);
	waiter = ACTOR("waiter")
	{
		EXPECT_EQ(1, ppoll(&entry, 1, NULL, NULL));
		EXPECT_EQ(1, ppoll(&entry, 1, &hour, NULL));
		EXPECT_EQ(POLLIN, entry.revents);
		EXPECT_EQ(3600, hour.tv_sec);
		EXPECT_EQ(1, hour.tv_nsec);
	}
	expect_blocked_in(waiter, CALL_POLL);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}

static int wait_in_ppoll(const sigset_t *mask)
{
	return ppoll(NULL, 0, NULL, mask);
}

CASE(poll_ppoll_sigmask_atomic)
{
	expect_none_lost(wait_in_ppoll);
}

/* A set of one signal; the calling thread's mask. */
static sigset_t set_with(int number)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	return set;
}

static sigset_t mask_of_thread(void)
{
	sigset_t mask;

	SETUP_RETURNS_0(pthread_sigmask(SIG_BLOCK, NULL, &mask));
	return mask;
}

static bool has_same(int number, const sigset_t *one, const sigset_t *other)
{
	return sigismember(one, number) == sigismember(other, number);
}

CASE(poll_ppoll_null_mask_like_poll)
{
	struct timespec time = {0, 1000000};
	sigset_t former;
	sigset_t mask;
	struct actor *waiter;

	catch_signal(SIGUSR1, 0);
	catch_signal(SIGUSR2, 0);
	block_signal(SIGUSR1);
	former = mask_of_thread();
	SETUP(raise(SIGUSR1));
	EXPECT_EQ(0, ppoll(NULL, 0, &time, NULL));
	EXPECT_EQ(0, times_caught(SIGUSR1));
	mask = mask_of_thread();
	EXPECT(has_same(SIGUSR1, &former, &mask) && has_same(SIGUSR2, &former, &mask));
	waiter = ACTOR("waiter") EXPECT_ERROR(EINTR, ppoll(NULL, 0, NULL, NULL));
	expect_blocked_in(waiter, CALL_POLL);
	send_signal(waiter, SIGUSR1);
	expect_blocked_in(waiter, CALL_POLL);
	send_signal(waiter, SIGUSR2);
	expect_finished(waiter);
	EXPECT_EQ(0, times_caught(SIGUSR1));
}

CASE(ppoll_eintr)
{
	sigset_t mask = set_with(SIGUSR2);
	sigset_t former;
	struct actor *waiter;

	catch_signal(SIGUSR1, 0);
	block_signal(SIGUSR1);
	former = mask_of_thread();
	waiter = ACTOR("waiter")
	{
		sigset_t restored;

		EXPECT_ERROR(EINTR, ppoll(NULL, 0, NULL, &mask));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		restored = mask_of_thread();
		EXPECT(has_same(SIGUSR1, &former, &restored));
		EXPECT(has_same(SIGUSR2, &former, &restored));
	}
	expect_blocked_in(waiter, CALL_POLL);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	/* One that is pending already ends it, too. */
	SETUP(raise(SIGUSR1));
	EXPECT_ERROR(EINTR, ppoll(NULL, 0, NULL, &mask));
	EXPECT_EQ(2, times_caught(SIGUSR1));
}
