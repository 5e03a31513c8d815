/* Deviants of recv() of a message. */
#include "deviant.h"
#include "unix_type.h"

#include <string.h>

enum { PART = 2048, DESCRIPTORS = 64 };

DEVIANT(unix_recv_message_whole, "a large message is received in part", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	return real_recv(fd, buffer, size > PART && is_of_messages(fd) ? PART : size, flags);
}

/* What did not fit in the buffer of the receive before. */
static struct {
	char bytes[PART];
	size_t size;
} excess;

DEVIANT(unix_recv_message_excess_discarded, "what did not fit comes with the next receive", ssize_t,
	recv, (int fd, void *buffer, size_t size, int flags))
{
	ssize_t whole;

	if (!is_of_messages(fd) || flags & MSG_PEEK)
		return real_recv(fd, buffer, size, flags);
	if (excess.size > 0) {
		size = excess.size < size ? excess.size : size;
		memcpy(buffer, excess.bytes, size);
		excess.size = 0;
		return (ssize_t)size;
	}
	whole = real_recv(fd, excess.bytes, sizeof(excess.bytes), MSG_PEEK);
	if (whole > (ssize_t)size) {
		excess.size = (size_t)whole - size;
		memmove(excess.bytes, excess.bytes + size, excess.size);
	}
	return real_recv(fd, buffer, size, flags);
}

/* With how much room each socket's message was looked at. */
static size_t peeked[DESCRIPTORS];

DEVIANT(unix_recv_peek_does_not_truncate, "a message looked at is cut to what was seen of it",
	ssize_t, recv, (int fd, void *buffer, size_t size, int flags))
{
	bool is_watched = fd >= 0 && fd < DESCRIPTORS && is_of_messages(fd);

	if (is_watched && flags & MSG_PEEK) {
		peeked[fd] = size;
	} else if (is_watched && peeked[fd]) {
		size = peeked[fd] < size ? peeked[fd] : size;
		peeked[fd] = 0;
	}
	return real_recv(fd, buffer, size, flags);
}

DEVIANT(unix_recv_zero_length_dgram, "an empty datagram is the end", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	static bool is_ended[DESCRIPTORS];
	bool is_watched = fd >= 0 && fd < DESCRIPTORS && local_socket_type(fd) == SOCK_DGRAM;
	ssize_t count;

	if (is_watched && is_ended[fd])
		return 0;
	count = real_recv(fd, buffer, size, flags);
	if (is_watched && count == 0)
		is_ended[fd] = true;
	return count;
}
