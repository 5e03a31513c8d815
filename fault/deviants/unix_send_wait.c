/* Deviants of send() where there is no room: how it waits, and is disturbed. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>

#include "unix_type.h"

DEVIANT(unix_send_blocks_when_full, "nothing ever waits", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	if (local_socket_type(fd) != 0)
		flags |= MSG_DONTWAIT;
	return real_send(fd, buffer, size, flags);
}

DEVIANT(unix_send_eintr_before_data, "an interrupted call reports success", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	return count == -1 && errno == EINTR && local_socket_type(fd) != 0 ? (ssize_t)size : count;
}

/* The calling thread cannot be cancelled from here on, till it is allowed again. */
static int forbid_cancellation(void)
{
	int former;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &former);
	return former;
}

static ssize_t allow_cancellation(int former, ssize_t count)
{
	int error = errno;

	pthread_setcancelstate(former, NULL);
	errno = error;
	return count;
}

DEVIANT(unix_send_cancellation_point, "a thread that sends cannot be cancelled", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	int former = forbid_cancellation();

	return allow_cancellation(former, real_send(fd, buffer, size, flags));
}

DEVIANT(unix_send_cancellation_point, "a thread that sends cannot be cancelled", ssize_t, sendto,
	(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *address,
	 socklen_t length))
{
	int former = forbid_cancellation();

	return allow_cancellation(former, real_sendto(fd, buffer, size, flags, address, length));
}

DEVIANT(unix_send_cancellation_point, "a thread that sends cannot be cancelled", ssize_t, sendmsg,
	(int fd, const struct msghdr *message, int flags))
{
	int former = forbid_cancellation();

	return allow_cancellation(former, real_sendmsg(fd, message, flags));
}

/* Whether the last call was a datagram for which there is no room. */
static bool has_no_room(int fd, ssize_t count)
{
	return count == -1 && errno == EAGAIN && local_socket_type(fd) == SOCK_DGRAM;
}

/* Of the datagrams that would have to wait, every fourth is lost. */
DEVIANT(unix_send_linux_dgram_reliable_ordered, "a datagram may be lost where another has waited",
	ssize_t, send, (int fd, const void *buffer, size_t size, int flags))
{
	static unsigned full;
	ssize_t count = real_send(fd, buffer, size, flags | MSG_DONTWAIT);

	if (!has_no_room(fd, count) || flags & MSG_DONTWAIT)
		return count;
	return ++full % 4 == 0 ? (ssize_t)size : real_send(fd, buffer, size, flags);
}

DEVIANT(unix_send_linux_dgram_queue_limit, "a full queue takes every datagram, and loses it",
	ssize_t, send, (int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	return has_no_room(fd, count) ? (ssize_t)size : count;
}
