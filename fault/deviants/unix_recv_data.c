/* Deviants of recv() and read() on a socket of AF_UNIX: the bytes, and their end. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>
#include <poll.h>

DEVIANT(unix_recv_stream_bytes_in_order, "the bytes of a stream come out in reverse order", ssize_t,
	recv, (int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);
	char *bytes = buffer;
	ssize_t i;

	for (i = 0; local_socket_type(fd) == SOCK_STREAM && i < count / 2; i++) {
		char byte = bytes[i];

		bytes[i] = bytes[count - 1 - i];
		bytes[count - 1 - i] = byte;
	}
	return count;
}

DEVIANT(unix_recv_stream_returns_available, "a receive waits for all it asked for", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	bool may_wait =
		local_socket_type(fd) == SOCK_STREAM && !(flags & (MSG_PEEK | MSG_DONTWAIT));

	return real_recv(fd, buffer, size, may_wait ? flags | MSG_WAITALL : flags);
}

DEVIANT(unix_recv_zero_on_orderly_close, "the end is an error", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);
	int type = local_socket_type(fd);

	if (count == 0 && size > 0 && (type == SOCK_STREAM || type == SOCK_SEQPACKET))
		return fail(EPIPE);
	return count;
}

/* Whether the peer has closed its end, or the half that sends. */
static bool has_peer_ended(int fd)
{
#ifdef POLLRDHUP
	struct pollfd poll_fd = {fd, POLLRDHUP, 0};
#else
	struct pollfd poll_fd = {fd, 0, 0};
#endif

	return real_poll(&poll_fd, 1, 0) == 1;
}

DEVIANT(unix_recv_data_before_eof, "nothing is received any more once the peer has ended", ssize_t,
	recv, (int fd, void *buffer, size_t size, int flags))
{
	if (local_socket_type(fd) && local_socket_type(fd) != SOCK_DGRAM && has_peer_ended(fd))
		return 0;
	return real_recv(fd, buffer, size, flags);
}

DEVIANT(unix_recv_msg_peek_keeps_data, "MSG_PEEK is ignored", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	return real_recv(fd, buffer, size, local_socket_type(fd) ? flags & ~MSG_PEEK : flags);
}

DEVIANT(unix_recv_msg_waitall_full, "MSG_WAITALL is ignored", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	return real_recv(fd, buffer, size,
			 local_socket_type(fd) == SOCK_STREAM ? flags & ~MSG_WAITALL : flags);
}

DEVIANT(unix_recv_read_equivalent, "read() gives a byte less than there is", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count =
		local_socket_type(fd) ? real_recv(fd, buffer, size, MSG_PEEK | MSG_DONTWAIT) : -1;

	return real_read(fd, buffer, count > 1 ? (size_t)count - 1 : size);
}

DEVIANT(unix_recv_unconnected_stream_enotconn, "a stream without a peer is at its end", ssize_t,
	recv, (int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);

	return count == -1 && (errno == ENOTCONN || errno == EINVAL) &&
			       local_socket_type(fd) == SOCK_STREAM
		       ? 0
		       : count;
}
