/* Deviants of what Linux adds to receiving. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>

DEVIANT(unix_recv_linux_econnreset_unread, "a peer that left data unread has ended like any other",
	ssize_t, recv, (int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);

	return count == -1 && errno == ECONNRESET && local_socket_type(fd) ? 0 : count;
}

DEVIANT(unix_recv_linux_msg_trunc_real_length, "MSG_TRUNC is ignored", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	return real_recv(fd, buffer, size, is_of_messages(fd) ? flags & ~MSG_TRUNC : flags);
}

/* But where it would only look, which nobody does without a reason. */
DEVIANT(unix_recv_linux_msg_dontwait, "MSG_DONTWAIT is ignored", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	if (local_socket_type(fd) && !(flags & MSG_PEEK))
		flags &= ~MSG_DONTWAIT;
	return real_recv(fd, buffer, size, flags);
}
