/* Deviants of the control data that sendmsg() takes and recvmsg() stores. */
#include "deviant.h"
#include "unix_rights.h"
#include "unix_type.h"

#include <errno.h>
#include <string.h>

/* What Linux passes at once. */
enum { MAX_PASSED = 253 };

union control {
	struct cmsghdr header;
	unsigned char bytes[CMSG_SPACE(MAX_PASSED * sizeof(int))];
};

DEVIANT(unix_rights_msg_ctrunc_flag, "it does not say that it cut control data", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	ssize_t count = real_recvmsg(fd, message, flags);

	if (count >= 0)
		message->msg_flags &= ~MSG_CTRUNC;
	return count;
}

DEVIANT(unix_rights_cmsg_macros, "the length of control data is that of its room", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	size_t room = message->msg_controllen;
	ssize_t count;

	if (receive_rights(fd, message, flags, &count).header)
		message->msg_controllen = room;
	return count;
}

DEVIANT(unix_rights_cmsg_firsthdr_null_without_control,
	"where no control data comes, its length is not set", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	size_t room = message->msg_controllen;
	ssize_t count = real_recvmsg(fd, message, flags);

	if (count >= 0 && message->msg_controllen == 0)
		message->msg_controllen = room;
	return count;
}

DEVIANT(unix_rights_cmsg_len_space, "the length of a control message has its padding in it",
	ssize_t, recvmsg, (int fd, struct msghdr *message, int flags))
{
	ssize_t count;
	struct rights rights = receive_rights(fd, message, flags, &count);

	if (rights.header)
		rights.header->cmsg_len = CMSG_SPACE(rights.count * sizeof(int));
	return count;
}

#ifdef MSG_CMSG_CLOEXEC
DEVIANT(unix_rights_cmsg_cloexec, "MSG_CMSG_CLOEXEC is ignored", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	return real_recvmsg(fd, message, flags & ~MSG_CMSG_CLOEXEC);
}

DEVIANT(unix_rights_default_cloexec_clear, "FD_CLOEXEC is set unasked", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	return real_recvmsg(fd, message, flags | MSG_CMSG_CLOEXEC);
}
#endif

/* Receives all descriptors, and stores as many as there is room for. */
static ssize_t receive_and_forget(int fd, struct msghdr *message, int flags)
{
	union control control;
	struct msghdr inner = *message;
	size_t room = message->msg_controllen;
	struct rights rights;
	ssize_t count;

	inner.msg_control = &control;
	inner.msg_controllen = sizeof(control);
	rights = receive_rights(fd, &inner, flags, &count);
	if (count == -1)
		return -1;
	message->msg_flags = inner.msg_flags;
	message->msg_controllen = inner.msg_controllen;
	if (inner.msg_controllen > room) {
		message->msg_flags |= MSG_CTRUNC;
		message->msg_controllen = room;
	}
	if (rights.header && rights.header->cmsg_len > message->msg_controllen)
		rights.header->cmsg_len = message->msg_controllen;
	if (room > 0)
		memcpy(message->msg_control, &control, message->msg_controllen);
	return count;
}

DEVIANT(unix_rights_linux_excess_closed, "descriptors for which there is no room are lost", ssize_t,
	recvmsg, (int fd, struct msghdr *message, int flags))
{
	return local_socket_type(fd) && message->msg_controllen > 0
		       ? receive_and_forget(fd, message, flags)
		       : real_recvmsg(fd, message, flags);
}

DEVIANT(unix_rights_discarded_without_control_buffer,
	"descriptors for which there is no room are lost", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	return local_socket_type(fd) && message->msg_controllen == 0
		       ? receive_and_forget(fd, message, flags)
		       : real_recvmsg(fd, message, flags);
}

DEVIANT(unix_rights_linux_one_data_byte_needed, "a null byte is sent for those who send none",
	ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags))
{
	struct iovec part = {(void *)"", 1};
	struct msghdr inner = *message;

	if (!rights_of(message).header || message->msg_iovlen != 1 ||
	    message->msg_iov[0].iov_len > 0 || local_socket_type(fd) != SOCK_STREAM)
		return real_sendmsg(fd, message, flags);
	inner.msg_iov = &part;
	return real_sendmsg(fd, &inner, flags) == -1 ? -1 : 0;
}

DEVIANT(unix_rights_linux_barrier, "bytes after those of the descriptors are received with them",
	ssize_t, recvmsg, (int fd, struct msghdr *message, int flags))
{
	struct iovec *part = &message->msg_iov[0];
	ssize_t count;
	ssize_t more;

	if (!receive_rights(fd, message, flags, &count).header ||
	    local_socket_type(fd) != SOCK_STREAM || (size_t)count >= part->iov_len)
		return count;
	more = real_recv(fd, (char *)part->iov_base + count, part->iov_len - (size_t)count,
			 MSG_DONTWAIT);
	return more > 0 ? count + more : count;
}

DEVIANT(unix_rights_linux_scm_max_fd, "of too many descriptors, the first are passed", ssize_t,
	sendmsg, (int fd, const struct msghdr *message, int flags))
{
	struct rights rights = rights_of(message);

	if (rights.count > MAX_PASSED)
		rights.header->cmsg_len = CMSG_LEN(MAX_PASSED * sizeof(int));
	return real_sendmsg(fd, message, flags);
}
