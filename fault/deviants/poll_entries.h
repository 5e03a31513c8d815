/* What the deviants of poll() do to its answers. */
#ifndef IPCTS_POLL_ENTRIES_H
#define IPCTS_POLL_ENTRIES_H

#include "deviant.h"

#include <poll.h>

#define POLL_INPUT (POLLIN | POLLRDNORM)
#define POLL_OUTPUT (POLLOUT | POLLWRNORM)

/*
 * poll(), but what is shown of each descriptor is what change() makes of its
 * entry, if of interest. Without a limit of time it then waits for ever where
 * nothing is left to be shown.
 */
int poll_changed(struct pollfd *entries, nfds_t count, int timeout, bool (*is_of_interest)(int fd),
		 short (*change)(const struct pollfd *entry));

/* Kinds of descriptor that are of interest. */
bool is_any(int fd);
bool is_stream_or_packet_socket(int fd);
bool is_any_socket(int fd);

/* Waits in poll() for ever, whatever signals are caught. */
void poll_forever(void) __attribute__((noreturn));

/* A deviant of poll() that changes what is shown of some descriptors. */
#define POLL_DEVIANT(id, description, is_of_interest, entry)                                      \
	static short id##_change(const struct pollfd *entry);                                     \
	DEVIANT(id, description, int, poll, (struct pollfd * entries, nfds_t count, int timeout)) \
	{                                                                                         \
		return poll_changed(entries, count, timeout, is_of_interest, id##_change);        \
	}                                                                                         \
	static short id##_change(const struct pollfd *entry)

#endif
