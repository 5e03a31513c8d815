/* Deviants of listen(), and of the queue that it makes. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>

#include "unix_type.h"

DEVIANT(unix_listen_marks_accepting, "listen() does nothing", int, listen, (int fd, int backlog))
{
	return local_socket_type(fd) ? 0 : real_listen(fd, backlog);
}

DEVIANT(unix_listen_backlog_somaxconn_ok, "a backlog above 127 is refused", int, listen,
	(int fd, int backlog))
{
	return backlog > 127 ? fail(EINVAL) : real_listen(fd, backlog);
}

DEVIANT(unix_listen_negative_backlog_as_zero, "a negative backlog is refused", int, listen,
	(int fd, int backlog))
{
	return backlog < 0 ? fail(EINVAL) : real_listen(fd, backlog);
}

DEVIANT(unix_listen_linux_full_backlog_blocks, "the queue is longer than it was asked to be", int,
	listen, (int fd, int backlog))
{
	return real_listen(fd, backlog + 50);
}

/* Who waits to be accepted sees the connection end as if it had been accepted. */
DEVIANT(unix_close_pending_connections_reset, "clients that wait are accepted and dismissed", int,
	close, (int fd))
{
	int accepts = 0;
	socklen_t size = sizeof(accepts);
	int client;

	real_getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size);
	if (accepts) {
		real_fcntl(fd, F_SETFL, O_NONBLOCK);
		while ((client = real_accept(fd, NULL, NULL)) != -1)
			real_close(client);
	}
	return real_close(fd);
}
