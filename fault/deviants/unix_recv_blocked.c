/* Deviants of the functions that receive, while nothing is there. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>
#include <pthread.h>

DEVIANT(unix_recv_blocks_when_empty, "where nothing is there, it receives 0 bytes", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	ssize_t count;

	if (!local_socket_type(fd) || flags & MSG_DONTWAIT)
		return real_recv(fd, buffer, size, flags);
	count = real_recv(fd, buffer, size, flags | MSG_DONTWAIT);
	return count == -1 && errno == EAGAIN ? 0 : count;
}

DEVIANT(unix_recv_eintr_before_data, "every receive is restarted", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	ssize_t count;

	do
		count = real_recv(fd, buffer, size, flags);
	while (count == -1 && errno == EINTR && local_socket_type(fd));
	return count;
}

#define UNCANCELLABLE(name, parameters, call)                                                   \
	DEVIANT(unix_recv_cancellation_point, "a blocked receive cannot be cancelled", ssize_t, \
		name, parameters)                                                               \
	{                                                                                       \
		ssize_t count;                                                                  \
		int state;                                                                      \
                                                                                                \
		pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);                         \
		count = call;                                                                   \
		pthread_setcancelstate(state, &state);                                          \
		return count;                                                                   \
	}

UNCANCELLABLE(recv, (int fd, void *buffer, size_t size, int flags),
	      real_recv(fd, buffer, size, flags))
UNCANCELLABLE(recvfrom,
	      (int fd, void *buffer, size_t size, int flags, struct sockaddr *address,
	       socklen_t *length),
	      real_recvfrom(fd, buffer, size, flags, address, length))
UNCANCELLABLE(recvmsg, (int fd, struct msghdr *message, int flags),
	      real_recvmsg(fd, message, flags))
