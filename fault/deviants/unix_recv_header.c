/* Deviants of what recvfrom() and recvmsg() tell, and of where recvmsg() puts the data. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>

DEVIANT(unix_recvfrom_stores_sender, "the sender is said to be the receiver", ssize_t, recvfrom,
	(int fd, void *buffer, size_t size, int flags, struct sockaddr *address, socklen_t *length))
{
	ssize_t count = real_recvfrom(fd, buffer, size, flags, NULL, NULL);

	if (count >= 0 && address)
		real_getsockname(fd, address, length);
	return count;
}

DEVIANT(unix_recvfrom_null_address_ok, "it has to be given memory for an address", ssize_t,
	recvfrom,
	(int fd, void *buffer, size_t size, int flags, struct sockaddr *address, socklen_t *length))
{
	if (local_socket_type(fd) && !address)
		return fail(EFAULT);
	return real_recvfrom(fd, buffer, size, flags, address, length);
}

DEVIANT(unix_recvmsg_scatters_iov, "the last buffer is filled first", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	enum { MAX_PARTS = 16 };
	struct iovec reversed[MAX_PARTS];
	struct iovec *parts = message->msg_iov;
	size_t count = message->msg_iovlen;
	ssize_t result;
	size_t i;

	if (!local_socket_type(fd) || count > MAX_PARTS)
		return real_recvmsg(fd, message, flags);
	for (i = 0; i < count; i++)
		reversed[i] = parts[count - 1 - i];
	message->msg_iov = reversed;
	result = real_recvmsg(fd, message, flags);
	message->msg_iov = parts;
	return result;
}

/* As the real one, but that of the flags are never told. */
static ssize_t receive_without(int hidden, int fd, struct msghdr *message, int flags)
{
	ssize_t count = real_recvmsg(fd, message, flags);

	if (count >= 0 && local_socket_type(fd))
		message->msg_flags &= ~hidden;
	return count;
}

DEVIANT(unix_recvmsg_msg_trunc_flag, "it does not say that it cut a message", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	return receive_without(MSG_TRUNC, fd, message, flags);
}

DEVIANT(unix_recvmsg_msg_eor_seqpacket, "it does not say that a record ends", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	return receive_without(MSG_EOR, fd, message, flags);
}

DEVIANT(unix_recvmsg_msg_flags_output_only, "MSG_PEEK may be given in the header, too", ssize_t,
	recvmsg, (int fd, struct msghdr *message, int flags))
{
	if (local_socket_type(fd))
		flags |= message->msg_flags & MSG_PEEK;
	return real_recvmsg(fd, message, flags);
}

/* The room behind the first message gets of the next what it takes. */
DEVIANT(unix_recvmsg_partial_record_not_joined, "what is left of a buffer takes the next message",
	ssize_t, recvmsg, (int fd, struct msghdr *message, int flags))
{
	struct iovec *last = &message->msg_iov[message->msg_iovlen - 1];
	size_t first_room = message->msg_iovlen == 2 ? message->msg_iov[0].iov_len : 0;
	ssize_t count = real_recvmsg(fd, message, flags);
	size_t used = count > 0 ? (size_t)count - first_room : 0;
	ssize_t more;

	if (count <= 0 || !is_of_messages(fd) || used >= last->iov_len)
		return count;
	more = real_recv(fd, (char *)last->iov_base + used, last->iov_len - used, MSG_DONTWAIT);
	return more > 0 ? count + more : count;
}
