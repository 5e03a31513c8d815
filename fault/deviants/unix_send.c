/* Deviants of send() and its kin: what is transferred, and to whom. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>

#include "unix_type.h"

/* Of a message or a stream that is cut short. */
enum { PART = 1024 };

static bool must_not_wait(int fd, int flags)
{
	return flags & MSG_DONTWAIT || real_fcntl(fd, F_GETFL) & O_NONBLOCK;
}

DEVIANT(unix_send_stream_returns_count, "one call sends 1024 bytes at most", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	if (local_socket_type(fd) == SOCK_STREAM && !must_not_wait(fd, flags) && size > PART)
		size = PART;
	return real_send(fd, buffer, size, flags);
}

DEVIANT(unix_send_nonblock_partial_stream, "the count is of all that was asked for", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	if (count > 0 && must_not_wait(fd, flags) && local_socket_type(fd) == SOCK_STREAM)
		return (ssize_t)size;
	return count;
}

DEVIANT(unix_send_seqpacket_record, "a message is sent as two", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	if (size < 2 || !is_of_messages(fd))
		return real_send(fd, buffer, size, flags);
	if (real_send(fd, buffer, 1, flags) == -1)
		return -1;
	return real_send(fd, (const char *)buffer + 1, size - 1, flags) + 1;
}

DEVIANT(unix_send_dgram_too_big_emsgsize, "of what is too large, the beginning is sent", ssize_t,
	send, (int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	if (count == -1 && errno == EMSGSIZE && is_of_messages(fd)) {
		real_send(fd, buffer, PART, flags);
		errno = EMSGSIZE;
	}
	return count;
}

DEVIANT(unix_send_dgram_zero_length, "an empty datagram is not sent", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	if (size == 0 && local_socket_type(fd) == SOCK_DGRAM)
		return 0;
	return real_send(fd, buffer, size, flags);
}

DEVIANT(unix_send_dgram_no_peer, "a datagram to nobody is sent", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	if (count == -1 && (errno == ENOTCONN || errno == EDESTADDRREQ) &&
	    local_socket_type(fd) == SOCK_DGRAM)
		return (ssize_t)size;
	return count;
}

DEVIANT(unix_send_stream_unconnected_enotconn, "a socket that never had a peer has lost it",
	ssize_t, send, (int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	if (count == -1 && errno == ENOTCONN && local_socket_type(fd) != SOCK_DGRAM)
		return fail(EPIPE);
	return count;
}

DEVIANT(unix_sendto_unconnected_dgram, "the first address remains the one", ssize_t, sendto,
	(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *address,
	 socklen_t length))
{
	static struct sockaddr_storage first;
	static socklen_t first_length;

	if (!address || length > sizeof(first) || local_socket_type(fd) != SOCK_DGRAM)
		return real_sendto(fd, buffer, size, flags, address, length);
	if (first_length == 0) {
		memcpy(&first, address, length);
		first_length = length;
	}
	return real_sendto(fd, buffer, size, flags, (struct sockaddr *)&first, first_length);
}

DEVIANT(unix_sendto_stream_address_ignored, "what is sent to an address is lost", ssize_t, sendto,
	(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *address,
	 socklen_t length))
{
	if (address && local_socket_type(fd) == SOCK_STREAM)
		return (ssize_t)size;
	return real_sendto(fd, buffer, size, flags, address, length);
}

DEVIANT(unix_sendmsg_gathers_iov, "the last buffer is sent first", ssize_t, sendmsg,
	(int fd, const struct msghdr *message, int flags))
{
	struct msghdr reversed = *message;
	struct iovec parts[16];
	size_t count = message->msg_iovlen;
	size_t i;

	if (count > sizeof(parts) / sizeof(parts[0]) || local_socket_type(fd) == 0)
		return real_sendmsg(fd, message, flags);
	for (i = 0; i < count; i++)
		parts[i] = message->msg_iov[count - 1 - i];
	reversed.msg_iov = parts;
	return real_sendmsg(fd, &reversed, flags);
}

DEVIANT(unix_sendmsg_msg_flags_ignored, "the flags of the header are taken, too", ssize_t, sendmsg,
	(int fd, const struct msghdr *message, int flags))
{
	return real_sendmsg(fd, message, flags | message->msg_flags);
}

DEVIANT(unix_oob_linux_af_unix_oob, "out-of-band data is sent as any other", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	return real_send(fd, buffer, size, flags & ~MSG_OOB);
}
