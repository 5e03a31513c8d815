/* Deviants of waiting for signals. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "deviant.h"

/* Not atomic: what comes in between is lost. */
DEVIANT(signal_suspend_waits_with_mask, "the mask is changed before, and not in, the wait", int,
	sigsuspend, (const sigset_t *mask))
{
	sigset_t former;

	real_pthread_sigmask(SIG_SETMASK, mask, &former);
	pause();
	real_pthread_sigmask(SIG_SETMASK, &former, NULL);
	return fail(EINTR);
}

DEVIANT(signal_suspend_returns_eintr, "the end of the wait is a success", int, sigsuspend,
	(const sigset_t *mask))
{
	int result = real_sigsuspend(mask);

	return errno == EINTR ? 0 : result;
}

DEVIANT(signal_suspend_restores_mask, "the mask stays", int, sigsuspend, (const sigset_t *mask))
{
	int result = real_sigsuspend(mask);
	int error = errno;

	real_pthread_sigmask(SIG_SETMASK, mask, NULL);
	errno = error;
	return result;
}

static void do_nothing(int number)
{
	(void)number;
}

DEVIANT(signal_suspend_terminate_never_returns, "a deadly signal ends the wait only", int,
	sigsuspend, (const sigset_t *mask))
{
	struct sigaction former;
	int result;

	real_sigaction(SIGTERM, &(struct sigaction){.sa_handler = do_nothing}, &former);
	result = real_sigsuspend(mask);
	real_sigaction(SIGTERM, &former, NULL);
	return result;
}

DEVIANT(signal_suspend_ignored_does_not_wake, "an ignored signal ends the wait", int, sigsuspend,
	(const sigset_t *mask))
{
	struct sigaction former;
	int result;

	real_sigaction(SIGUSR2, NULL, &former);
	if (former.sa_handler != SIG_IGN)
		return real_sigsuspend(mask);
	real_sigaction(SIGUSR2, &(struct sigaction){.sa_handler = do_nothing}, NULL);
	result = real_sigsuspend(mask);
	real_sigaction(SIGUSR2, &former, NULL);
	return result;
}

/* What does not look at what is pending has to be sent something new. */
static void discard_pending(const sigset_t *set)
{
	static const struct timespec at_once;

	while (real_sigtimedwait(set, NULL, &at_once) > 0)
		continue;
}

DEVIANT(signal_wait_returns_pending, "what was pending before is not looked at", int, sigwait,
	(const sigset_t *set, int *number))
{
	discard_pending(set);
	return real_sigwait(set, number);
}

DEVIANT(signal_wait_returns_pending, "what was pending before is not looked at", int, sigwaitinfo,
	(const sigset_t *set, siginfo_t *info))
{
	discard_pending(set);
	return real_sigwaitinfo(set, info);
}

DEVIANT(signal_wait_blocks_until_generated, "returns at once, with any signal of the set", int,
	sigwait, (const sigset_t *set, int *number))
{
	*number = SIGUSR2;
	return sigismember(set, SIGUSR2) == 1 ? 0 : real_sigwait(set, number);
}

DEVIANT(signal_wait_clears_pending, "the signal stays pending", int, sigwaitinfo,
	(const sigset_t *set, siginfo_t *info))
{
	int number = real_sigwaitinfo(set, info);

	if (number > 0)
		real_pthread_kill(pthread_self(), number);
	return number;
}

/* The highest first. */
DEVIANT(signal_wait_lowest_rt_first, "the highest number is taken first", int, sigwait,
	(const sigset_t *set, int *number))
{
	sigset_t pending;
	sigset_t one;
	int highest;

	real_sigpending(&pending);
	for (highest = SIGRTMAX; highest >= SIGRTMIN; highest--)
		if (sigismember(&pending, highest) == 1 && sigismember(set, highest) == 1)
			break;
	sigemptyset(&one);
	sigaddset(&one, highest);
	return real_sigwait(highest < SIGRTMIN ? set : &one, number);
}

DEVIANT(signal_wait_queued_remain, "all instances are taken at once", int, sigtimedwait,
	(const sigset_t *set, siginfo_t *info, const struct timespec *time))
{
	int number = real_sigtimedwait(set, info, time);

	if (number > 0)
		discard_pending(set);
	return number;
}

DEVIANT(signal_wait_one_waiter_only, "every waiter is released", int, sigwait,
	(const sigset_t *set, int *number))
{
	int error = real_sigwait(set, number);

	if (!error)
		real_kill(getpid(), *number);
	return error;
}

DEVIANT(signal_wait_error_as_return_value, "errno is changed", int, sigwait,
	(const sigset_t *set, int *number))
{
	int error = real_sigwait(set, number);

	errno = EINTR;
	return error;
}

/* The real call, without being a cancellation point. */
#define WITHOUT_CANCELLATION(type, call)                        \
	int state;                                              \
	type result;                                            \
                                                                \
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state); \
	result = call;                                          \
	pthread_setcancelstate(state, NULL);                    \
	return result

DEVIANT(signal_wait_cancellation_point, "not a cancellation point", int, sigsuspend,
	(const sigset_t *mask))
{
	WITHOUT_CANCELLATION(int, real_sigsuspend(mask));
}

DEVIANT(signal_wait_cancellation_point, "not a cancellation point", int, sigwait,
	(const sigset_t *set, int *number))
{
	WITHOUT_CANCELLATION(int, real_sigwait(set, number));
}

DEVIANT(signal_wait_cancellation_point, "not a cancellation point", int, sigwaitinfo,
	(const sigset_t *set, siginfo_t *info))
{
	WITHOUT_CANCELLATION(int, real_sigwaitinfo(set, info));
}

DEVIANT(signal_wait_cancellation_point, "not a cancellation point", int, sigtimedwait,
	(const sigset_t *set, siginfo_t *info, const struct timespec *time))
{
	WITHOUT_CANCELLATION(int, real_sigtimedwait(set, info, time));
}

DEVIANT(signal_waitinfo_returns_number, "returns 0, as sigwait() does", int, sigwaitinfo,
	(const sigset_t *set, siginfo_t *info))
{
	return real_sigwaitinfo(set, info) > 0 ? 0 : -1;
}

DEVIANT(signal_waitinfo_fills_info, "the value is lost", int, sigwaitinfo,
	(const sigset_t *set, siginfo_t *info))
{
	int number = real_sigwaitinfo(set, info);

	if (info && number > 0 && info->si_code == SI_QUEUE)
		info->si_value.sival_int = 0;
	return number;
}

DEVIANT(signal_waitinfo_null_info_ok, "a null info is refused", int, sigwaitinfo,
	(const sigset_t *set, siginfo_t *info))
{
	return info ? real_sigwaitinfo(set, info) : fail(EFAULT);
}

DEVIANT(signal_timedwait_zero_polls, "a zero interval does not look", int, sigtimedwait,
	(const sigset_t *set, siginfo_t *info, const struct timespec *time))
{
	if (time && time->tv_sec == 0 && time->tv_nsec == 0)
		return fail(EAGAIN);
	return real_sigtimedwait(set, info, time);
}

DEVIANT(signal_timedwait_times_out, "gives up early", int, sigtimedwait,
	(const sigset_t *set, siginfo_t *info, const struct timespec *time))
{
	struct timespec half;

	if (!time)
		return real_sigtimedwait(set, info, time);
	half = (struct timespec){time->tv_sec / 2, time->tv_nsec / 2};
	return real_sigtimedwait(set, info, &half);
}

DEVIANT(signal_timedwait_pending_ignores_timeout, "a short interval is over before", int,
	sigtimedwait, (const sigset_t *set, siginfo_t *info, const struct timespec *time))
{
	if (time && time->tv_sec == 0 && time->tv_nsec < 1000)
		return fail(EAGAIN);
	return real_sigtimedwait(set, info, time);
}
