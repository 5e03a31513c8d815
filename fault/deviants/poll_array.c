/* Deviants of poll(): how it reads, and writes, its array. */
#include "poll_entries.h"

#include <errno.h>

enum { MOST = 64 };

static int count_shown(const struct pollfd *entries, nfds_t count)
{
	int result = 0;

	while (count > 0)
		result += entries[--count].revents != 0;
	return result;
}

POLL_DEVIANT(poll_events_rdnorm_wrnorm_equivalent, "POLLRDNORM and POLLWRNORM are not shown",
	     is_any, entry)
{
	return entry->revents & ~(POLLRDNORM | POLLWRNORM);
}

POLL_DEVIANT(poll_err_hup_nval_ignored_in_events, "POLLHUP is shown only if asked for", is_any,
	     entry)
{
	return entry->revents & (entry->events | POLLERR | POLLNVAL);
}

DEVIANT(poll_revents_cleared, "what is not ready keeps what was shown before", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	short former[MOST];
	nfds_t i;
	int result;

	for (i = 0; i < count && i < MOST; i++)
		former[i] = entries[i].revents;
	result = real_poll(entries, count, timeout);
	for (i = 0; i < count && i < MOST; i++)
		if (entries[i].fd >= 0 && entries[i].revents == 0)
			entries[i].revents = former[i];
	return result;
}

DEVIANT(poll_only_requested, "input and output are shown, asked for or not", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	short asked[MOST] = {0};
	nfds_t i;
	int result;

	for (i = 0; i < count && i < MOST; i++) {
		asked[i] = entries[i].events;
		entries[i].events |= POLLIN | POLLOUT;
	}
	result = real_poll(entries, count, timeout);
	for (i = 0; i < count && i < MOST; i++)
		entries[i].events = asked[i];
	return result;
}

DEVIANT(poll_negative_fd_ignored, "a negative descriptor is an invalid one", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int result = real_poll(entries, count, timeout);
	nfds_t i;

	for (i = 0; i < count; i++)
		if (entries[i].fd < 0)
			entries[i].revents = POLLNVAL;
	return result == -1 ? result : count_shown(entries, count);
}

DEVIANT(poll_closed_fd_nval, "an invalid descriptor is an error", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int result = real_poll(entries, count, timeout);
	nfds_t i;

	for (i = 0; i < count; i++)
		if (entries[i].revents & POLLNVAL)
			return fail(EBADF);
	return result;
}

DEVIANT(poll_fd_events_unchanged, "what is not shown is not asked for any more", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int result = real_poll(entries, count, timeout);
	nfds_t i;

	for (i = 0; i < count; i++)
		entries[i].events &= entries[i].revents;
	return result;
}

DEVIANT(poll_return_count_structures, "the result is the number of conditions", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int result = real_poll(entries, count, timeout);
	int bits = 0;
	nfds_t i;

	for (i = 0; i < count; i++)
		bits += __builtin_popcount((unsigned short)entries[i].revents);
	return result > 0 ? bits : result;
}

DEVIANT(poll_same_fd_twice, "a descriptor is looked at once", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int result = real_poll(entries, count, timeout);
	nfds_t i;
	nfds_t earlier;

	for (i = 0; i < count; i++)
		for (earlier = 0; earlier < i; earlier++)
			if (entries[earlier].fd == entries[i].fd)
				entries[i].revents = 0;
	return result == -1 ? result : count_shown(entries, count);
}
