/* Deviants of sending where the peer, or one's own right to send, is no more. */
#include "deviant.h"

#include <errno.h>

#include "unix_type.h"

/* Whether the last call failed for a reason of that kind, on a socket of a connection. */
static bool is_refused(int fd, ssize_t count, bool has_peer)
{
	return count == -1 && errno == EPIPE && local_socket_type(fd) != 0 &&
	       is_hung_up(fd) != has_peer;
}

DEVIANT(unix_send_epipe_peer_closed, "a connection that is lost never was", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	return is_refused(fd, count, false) ? fail(ENOTCONN) : count;
}

DEVIANT(unix_send_epipe_after_shut_wr, "what is sent after SHUT_WR is lost", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	return is_refused(fd, count, true) ? (ssize_t)size : count;
}

DEVIANT(unix_send_sigpipe_stream, "a stream raises no SIGPIPE", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	bool is_stream = local_socket_type(fd) == SOCK_STREAM;

	return real_send(fd, buffer, size, is_stream ? flags | MSG_NOSIGNAL : flags);
}

DEVIANT(unix_send_sigpipe_seqpacket, "a sequenced-packet socket raises no SIGPIPE", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	bool is_seqpacket = local_socket_type(fd) == SOCK_SEQPACKET;

	return real_send(fd, buffer, size, is_seqpacket ? flags | MSG_NOSIGNAL : flags);
}

DEVIANT(unix_send_msg_nosignal, "MSG_NOSIGNAL is ignored", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	return real_send(fd, buffer, size, flags & ~MSG_NOSIGNAL);
}

DEVIANT(unix_send_write_equivalent, "write() raises no SIGPIPE", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	if (local_socket_type(fd) != 0)
		return real_send(fd, buffer, size, MSG_NOSIGNAL);
	return real_write(fd, buffer, size);
}

DEVIANT(unix_send_linux_dgram_peer_closed_econnrefused, "the end of a peer is told for ever",
	ssize_t, send, (int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	if (count == -1 && errno == ENOTCONN && local_socket_type(fd) == SOCK_DGRAM)
		return fail(ECONNREFUSED);
	return count;
}
