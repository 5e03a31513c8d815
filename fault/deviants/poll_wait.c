/* Deviants of poll() and ppoll(): how they wait. */
#include "poll_entries.h"

#include <errno.h>
#include <unistd.h>

DEVIANT(poll_timeout_zero_immediate, "0 is no limit", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return real_poll(entries, count, timeout == 0 ? -1 : timeout);
}

DEVIANT(poll_timeout_returns_zero, "a time that is over is an error", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int result = real_poll(entries, count, timeout);

	return result == 0 && timeout > 0 ? fail(ETIMEDOUT) : result;
}

DEVIANT(poll_timeout_not_early, "a millisecond is missing", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return real_poll(entries, count, timeout > 0 ? timeout - 1 : timeout);
}

DEVIANT(poll_timeout_minus_one_infinite, "-1 is a short time", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return real_poll(entries, count, timeout == -1 ? 1 : timeout);
}

DEVIANT(poll_timeout_other_negative, "only -1 is no limit", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return timeout < -1 ? fail(EINVAL) : real_poll(entries, count, timeout);
}

DEVIANT(poll_nfds_zero_sleeps, "without descriptors there is nothing to wait for", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return count == 0 ? 0 : real_poll(entries, count, timeout);
}

/* A wait that goes on after a signal. */
static int poll_stubbornly(struct pollfd *entries, nfds_t count, int timeout)
{
	int result;

	do
		result = real_poll(entries, count, timeout);
	while (result == -1 && errno == EINTR);
	return result;
}

DEVIANT(poll_eintr, "a signal does not end the wait", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return poll_stubbornly(entries, count, timeout);
}

DEVIANT(poll_linux_never_restarted, "the wait is restarted", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	return poll_stubbornly(entries, count, timeout);
}

/* Whether a thread can be cancelled now; returns what was before. */
static int allow_cancellation(int state)
{
	int former;

	pthread_setcancelstate(state, &former);
	return former;
}

DEVIANT(poll_cancellation_point, "a thread cannot be cancelled while it waits", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int state = allow_cancellation(PTHREAD_CANCEL_DISABLE);
	int result = real_poll(entries, count, timeout);

	allow_cancellation(state);
	return result;
}

DEVIANT(poll_cancellation_point, "a thread cannot be cancelled while it waits", int, select,
	(int count, fd_set *readable, fd_set *writable, fd_set *exceptional, struct timeval *time))
{
	int state = allow_cancellation(PTHREAD_CANCEL_DISABLE);
	int result = real_select(count, readable, writable, exceptional, time);

	allow_cancellation(state);
	return result;
}

DEVIANT(poll_cancellation_point, "a thread cannot be cancelled while it waits", int, pselect,
	(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
	 const struct timespec *time, const sigset_t *mask))
{
	int state = allow_cancellation(PTHREAD_CANCEL_DISABLE);
	int result = real_pselect(count, readable, writable, exceptional, time, mask);

	allow_cancellation(state);
	return result;
}

DEVIANT(poll_blocked_wakes_on_event, "who had to wait waits for ever", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	if (timeout < 0 && real_poll(entries, count, 0) == 0)
		poll_forever();
	return real_poll(entries, count, timeout);
}

DEVIANT(poll_ppoll_timespec, "the time that is over is subtracted", int, ppoll,
	(struct pollfd * entries, nfds_t count, const struct timespec *time, const sigset_t *mask))
{
	int result = real_ppoll(entries, count, time, mask);

	if (result == 0 && time)
		*(struct timespec *)time = (struct timespec){0, 0};
	return result;
}

/* Under the mask, but between setting it and waiting a signal may come. */
static int ppoll_in_steps(struct pollfd *entries, nfds_t count, const struct timespec *time,
			  const sigset_t *mask)
{
	enum { A_WHILE = 20000 };
	volatile int turns = A_WHILE;
	sigset_t former;
	int result;
	int error;

	real_pthread_sigmask(SIG_SETMASK, mask, &former);
	while (turns > 0)
		turns--;
	result = real_ppoll(entries, count, time, NULL);
	error = errno;
	real_pthread_sigmask(SIG_SETMASK, &former, NULL);
	errno = error;
	return result;
}

DEVIANT(poll_ppoll_sigmask_atomic, "the mask is set before the wait begins", int, ppoll,
	(struct pollfd * entries, nfds_t count, const struct timespec *time, const sigset_t *mask))
{
	return ppoll_in_steps(entries, count, time, mask);
}

DEVIANT(poll_ppoll_null_mask_like_poll, "a null mask blocks no signal", int, ppoll,
	(struct pollfd * entries, nfds_t count, const struct timespec *time, const sigset_t *mask))
{
	sigset_t none;

	sigemptyset(&none);
	return real_ppoll(entries, count, time, mask ? mask : &none);
}
