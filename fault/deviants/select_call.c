/* Deviants of select() and pselect(): the sets that they take, and when they fail. */
#include "select_sets.h"

#include <errno.h>
#include <fcntl.h>

/* Those that are not ready stay where they were, if any other is. */
SELECT_DEVIANT(select_not_ready_removed, "what is not ready stays in its set", call)
{
	unsigned asked[FD_SETSIZE];
	int result;
	int fd;

	for (fd = 0; fd < FD_SETSIZE; fd++)
		asked[fd] = sets_of(&call, fd);
	result = real_call(call);
	for (fd = 0; fd < FD_SETSIZE && result > 0; fd++)
		put_in_sets(&call, fd, asked[fd]);
	return result;
}

SELECT_DEVIANT(select_only_below_nfds, "nfds is the highest descriptor", call)
{
	if (call.count >= 0 && call.count < FD_SETSIZE)
		call.count++;
	return real_call(call);
}

SELECT_DEVIANT(select_return_total_bits, "a descriptor counts once", call)
{
	int result = real_call(call);
	int descriptors = 0;
	int fd;

	for (fd = 0; fd < call.count && fd < FD_SETSIZE; fd++)
		descriptors += sets_of(&call, fd) != 0;
	return result > 0 ? descriptors : result;
}

/* Whether a set has a descriptor that is not open; it is taken out. */
static bool take_out_closed(struct select_call *call)
{
	bool is_found = false;
	int fd;

	for (fd = 0; fd < call->count && fd < FD_SETSIZE; fd++) {
		if (sets_of(call, fd) == 0 || real_fcntl(fd, F_GETFD) != -1)
			continue;
		put_in_sets(call, fd, 0);
		is_found = true;
	}
	return is_found;
}

SELECT_DEVIANT(select_bad_fd_ebadf, "what is not open is not ready", call)
{
	take_out_closed(&call);
	return real_call(call);
}

SELECT_DEVIANT(select_linux_bad_fd_above_table, "every descriptor has to be open", call)
{
	return take_out_closed(&call) ? fail(EBADF) : real_call(call);
}

SELECT_DEVIANT(select_fail_sets_unchanged, "an error leaves nothing in the sets", call)
{
	int result = real_call(call);
	int error = errno;
	int fd;

	for (fd = 0; fd < FD_SETSIZE && result == -1; fd++)
		put_in_sets(&call, fd, 0);
	errno = error;
	return result;
}

SELECT_DEVIANT(select_nfds_range_einval, "a negative nfds is 0", call)
{
	if (call.count < 0)
		call.count = 0;
	return real_call(call);
}

SELECT_DEVIANT(select_bad_timeout_einval, "a time that is no time is over", call)
{
	static const struct timespec over = {0, 0};

	if (call.time && (call.time->tv_sec < 0 || call.time->tv_nsec < 0))
		call.time = &over;
	return real_call(call);
}
