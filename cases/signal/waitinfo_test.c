/* sigwaitinfo() and sigtimedwait(): what they tell, and how long they wait. */
#include <string.h>
#include <unistd.h>

#include "accepting.h"

static const struct variant informing[] = {{"sigwaitinfo", 1, NULL}, {"sigtimedwait", 2, NULL}};

/* By the variant's function. */
static int accept_with_info(const sigset_t *set, siginfo_t *info)
{
	struct timespec limit = {.tv_sec = 600};

	return variant()->value == 1 ? sigwaitinfo(set, info) : sigtimedwait(set, info, &limit);
}

CASE_VARIANTS(informing, signal_waitinfo_returns_number)
{
	sigset_t set = set_of(SIGUSR1, SIGRTMIN);
	siginfo_t info;

	set_mask(set);
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_EQ(SIGUSR1, accept_with_info(&set, &info));
	SETUP(kill(getpid(), SIGRTMIN));
	EXPECT_EQ(SIGRTMIN, accept_with_info(&set, &info));
}

CASE_VARIANTS(informing, signal_waitinfo_fills_info)
{
	sigset_t set = set_of(SIGUSR1, SIGRTMIN);
	siginfo_t info;

	set_mask(set);
	SETUP(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 1234}));
	memset(&info, 0, sizeof(info));
	EXPECT_EQ(SIGRTMIN, accept_with_info(&set, &info));
	EXPECT_EQ(SIGRTMIN, info.si_signo);
	EXPECT_EQ(SI_QUEUE, info.si_code);
	EXPECT_EQ(1234, info.si_value.sival_int);
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_EQ(SIGUSR1, accept_with_info(&set, &info));
	EXPECT_EQ(SIGUSR1, info.si_signo);
	EXPECT_EQ(SI_USER, info.si_code);
	EXPECT_EQ(getpid(), info.si_pid);
	EXPECT_EQ(getuid(), info.si_uid);
}

CASE_VARIANTS(informing, signal_waitinfo_null_info_ok)
{
	sigset_t set = set_of(SIGUSR1);

	set_mask(set);
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_EQ(SIGUSR1, accept_with_info(&set, NULL));
}

/* A signal outside of the set is caught in the middle of the wait. */
static void observe_interruption(int (*wait)(const sigset_t *set))
{
	struct actor *waiter = ACTOR("waiter")
	{
		sigset_t set = set_of(SIGUSR1);
		int result;

		catch_signal(SIGUSR2, 0);
		set_mask(set);
		result = wait(&set);
		observe("interrupted by a caught signal", "%s",
			result == -1 ? error_name(errno) : "no");
	}

	expect_blocked_in(waiter, CALL_SIGWAIT);
	send_signal(waiter, SIGUSR2);
	await_caught(SIGUSR2);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

static int wait_by_sigwaitinfo(const sigset_t *set)
{
	return accept_signal(1, set);
}

static int wait_by_sigtimedwait(const sigset_t *set)
{
	return accept_signal(2, set);
}

CASE(signal_waitinfo_eintr_may, sigwaitinfo_eintr)
{
	observe_interruption(wait_by_sigwaitinfo);
}

CASE(sigtimedwait_eintr)
{
	observe_interruption(wait_by_sigtimedwait);
}

static const struct timespec at_once = {0};

CASE(signal_timedwait_zero_polls, sigtimedwait_eagain)
{
	sigset_t set = set_of(SIGUSR1);

	set_mask(set_of(SIGUSR1, SIGUSR2));
	SETUP(kill(getpid(), SIGUSR2));
	EXPECT_ERROR(EAGAIN, sigtimedwait(&set, NULL, &at_once));
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_EQ(SIGUSR1, sigtimedwait(&set, NULL, &at_once));
}

CASE(signal_timedwait_times_out)
{
	struct timespec interval = {.tv_nsec = 15 * 1000 * 1000};
	struct timespec end = time_ahead(CLOCK_MONOTONIC, 15);
	sigset_t set = set_of(SIGUSR1);

	set_mask(set);
	EXPECT_ERROR(EAGAIN, sigtimedwait(&set, NULL, &interval));
	expect_reached(CLOCK_MONOTONIC, end);
}

CASE(signal_timedwait_pending_ignores_timeout)
{
	static const struct timespec intervals[] = {{0, 0}, {0, 1}, {600, 0}};
	sigset_t set = set_of(SIGUSR1);
	size_t i;

	set_mask(set);
	for (i = 0; i < sizeof(intervals) / sizeof(intervals[0]); i++) {
		SETUP(kill(getpid(), SIGUSR1));
		EXPECT_EQ(SIGUSR1, sigtimedwait(&set, NULL, &intervals[i]));
	}
}

CASE(signal_timedwait_bad_nsec_may_einval, sigtimedwait_einval)
{
	static const struct timespec bad[] = {{0, -1}, {0, 1000 * 1000 * 1000}, {-1, 0}};
	sigset_t set = set_of(SIGUSR1);
	size_t i;

	set_mask(set);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		observe("an interval out of range", "%jd s %ld ns: %s", (intmax_t)bad[i].tv_sec,
			bad[i].tv_nsec,
			sigtimedwait(&set, NULL, &bad[i]) == -1 ? error_name(errno) : "accepted");
}

/* What a null pointer means is unspecified: nothing, once a signal is there. */
CASE(signal_timedwait_null_timeout_unspecified)
{
	sigset_t set = set_of(SIGUSR1);
	struct actor *waiter = ACTOR("waiter")
	{
		int result;

		set_mask(set);
		result = sigtimedwait(&set, NULL, NULL);
		observe("a null time limit", "%s", result == -1 ? error_name(errno) : "no limit");
	}

	if (is_running(waiter))
		dismiss(waiter);
}
