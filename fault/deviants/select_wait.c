/* Deviants of select() and pselect(): how they wait. */
#include "select_sets.h"

#include <errno.h>
#include <limits.h>

enum { A_MILLISECOND = 1000000, A_SECOND = 1000000000 };

static bool is_zero(const struct timespec *time)
{
	return time && time->tv_sec == 0 && time->tv_nsec == 0;
}

SELECT_DEVIANT(select_timeout_zero_polls, "0 is no limit", call)
{
	if (is_zero(call.time))
		call.time = NULL;
	return real_call(call);
}

/* The sets are copies: what is left in them is not told. */
SELECT_DEVIANT(select_timeout_expired_sets_empty, "when the time is over the sets are as before",
	       call)
{
	struct select_call copied = call;
	fd_set copies[3];
	int result;
	int i;

	for (i = 0; i < 3; i++) {
		if (!call.sets[i])
			continue;
		copies[i] = *call.sets[i];
		copied.sets[i] = &copies[i];
	}
	result = real_call(copied);
	for (i = 0; i < 3 && result > 0; i++)
		if (call.sets[i])
			*call.sets[i] = copies[i];
	return result;
}

SELECT_DEVIANT(select_null_timeout_blocks, "no limit is a short time", call)
{
	static const struct timespec moment = {0, A_MILLISECOND};

	if (!call.time)
		call.time = &moment;
	return real_call(call);
}

SELECT_DEVIANT(select_timeout_not_early, "parts of a millisecond are lost", call)
{
	struct timespec shorter;

	if (call.time && call.time->tv_nsec >= 0 && call.time->tv_nsec < A_SECOND) {
		shorter = *call.time;
		shorter.tv_nsec -= shorter.tv_nsec % A_MILLISECOND;
		call.time = &shorter;
	}
	return real_call(call);
}

SELECT_DEVIANT(select_no_sets_sleeps, "without sets there is nothing to wait for", call)
{
	if (!call.sets[0] && !call.sets[1] && !call.sets[2] && call.count >= 0)
		return 0;
	return real_call(call);
}

SELECT_DEVIANT(select_max_timeout_31_days, "the milliseconds have to be an int", call)
{
	if (call.time && call.time->tv_sec > INT_MAX / 1000)
		return fail(EINVAL);
	return real_call(call);
}

SELECT_DEVIANT(select_eintr, "a signal does not end the wait", call)
{
	int result;

	do
		result = real_call(call);
	while (result == -1 && errno == EINTR);
	return result;
}

/* Under the mask, but between setting it and waiting a signal may come. */
DEVIANT(select_pselect_sigmask_atomic, "the mask is set before the wait begins", int, pselect,
	(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
	 const struct timespec *time, const sigset_t *mask))
{
	enum { A_WHILE = 20000 };
	volatile int turns = A_WHILE;
	sigset_t former;
	int result;
	int error;

	real_pthread_sigmask(SIG_SETMASK, mask, &former);
	while (turns > 0)
		turns--;
	result = real_pselect(count, readable, writable, exceptional, time, NULL);
	error = errno;
	real_pthread_sigmask(SIG_SETMASK, &former, NULL);
	errno = error;
	return result;
}

DEVIANT(select_pselect_timeout_const, "the time that is over is subtracted", int, pselect,
	(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
	 const struct timespec *time, const sigset_t *mask))
{
	int result = real_pselect(count, readable, writable, exceptional, time, mask);

	if (result == 0 && time)
		*(struct timespec *)time = (struct timespec){0, 0};
	return result;
}

DEVIANT(select_pselect_pending_signal_eintr, "a signal that is there already stays where it is",
	int, pselect,
	(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
	 const struct timespec *time, const sigset_t *mask))
{
	sigset_t pending;
	sigset_t wider;

	if (!mask)
		return real_pselect(count, readable, writable, exceptional, time, mask);
	real_sigpending(&pending);
	sigorset(&wider, mask, &pending);
	return real_pselect(count, readable, writable, exceptional, time, &wider);
}

DEVIANT(select_pselect_null_mask_like_select, "a null mask blocks no signal", int, pselect,
	(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
	 const struct timespec *time, const sigset_t *mask))
{
	sigset_t none;

	sigemptyset(&none);
	return real_pselect(count, readable, writable, exceptional, time, mask ? mask : &none);
}
