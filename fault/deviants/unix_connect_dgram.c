/* Deviants of connect() of a datagram socket. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>
#include <sys/un.h>

static bool is_dgram(int fd)
{
	return local_socket_type(fd) == SOCK_DGRAM;
}

DEVIANT(unix_connect_dgram_sets_peer, "it means nothing without a connection", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return is_dgram(fd) ? 0 : real_connect(fd, address, length);
}

/* Where send() sends to, by descriptor. */
enum { LIMIT = 64 };
static struct sockaddr_un destinations[LIMIT];

DEVIANT(unix_connect_dgram_filters_sender, "the peer is remembered for send() only", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	if (!is_dgram(fd) || fd >= LIMIT || length > sizeof(destinations[fd]))
		return real_connect(fd, address, length);
	destinations[fd] = *(const struct sockaddr_un *)address;
	return 0;
}

DEVIANT(unix_connect_dgram_filters_sender, "the peer is remembered for send() only", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	if (fd < 0 || fd >= LIMIT || destinations[fd].sun_family != AF_UNIX)
		return real_send(fd, buffer, size, flags);
	return real_sendto(fd, buffer, size, flags, (const struct sockaddr *)&destinations[fd],
			   sizeof(destinations[fd]));
}

DEVIANT(unix_connect_dgram_af_unspec_resets, "AF_UNSPEC is ignored", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	if (is_dgram(fd) && address->sa_family == AF_UNSPEC)
		return 0;
	return real_connect(fd, address, length);
}

DEVIANT(unix_connect_dgram_reconnect, "the first peer is the last one", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	struct sockaddr_un name;
	socklen_t size = sizeof(name);

	if (is_dgram(fd) && address->sa_family == AF_UNIX &&
	    real_getpeername(fd, (struct sockaddr *)&name, &size) == 0)
		return fail(EISCONN);
	return real_connect(fd, address, length);
}
