/* Deviants of connecting over the loopback interface. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "deviant.h"

static bool is_internet(const struct sockaddr *address)
{
	return address && (address->sa_family == AF_INET || address->sa_family == AF_INET6);
}

static bool is_internet_socket(int fd)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);

	return real_getsockname(fd, (struct sockaddr *)&address, &length) == 0 &&
	       is_internet((struct sockaddr *)&address);
}

static void forget_port(struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		((struct sockaddr_in *)address)->sin_port = 0;
	else if (address->sa_family == AF_INET6)
		((struct sockaddr_in6 *)address)->sin6_port = 0;
}

DEVIANT(inet_bind_port_zero_assigns, "the port is not told", int, getsockname,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int result = real_getsockname(fd, address, length);

	if (result == 0 && is_internet(address))
		forget_port(address);
	return result;
}

DEVIANT(inet_connect_binds_ephemeral, "a connected socket tells no port", int, getsockname,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	struct sockaddr_storage peer;
	socklen_t size = sizeof(peer);
	int result = real_getsockname(fd, address, length);

	if (result == 0 && real_getpeername(fd, (struct sockaddr *)&peer, &size) == 0)
		forget_port(address);
	return result;
}

static int bind_with(int fd, const struct sockaddr *address, socklen_t length, int level,
		     int option)
{
	int on = 1;

	real_setsockopt(fd, level, option, &on, sizeof(on));
	return real_bind(fd, address, length);
}

DEVIANT(inet_bind_in_use_eaddrinuse, "an address may be bound twice", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return bind_with(fd, address, length, SOL_SOCKET, SO_REUSEPORT);
}

#ifdef IP_FREEBIND
DEVIANT(inet_bind_not_local_eaddrnotavail, "any address may be bound", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return bind_with(fd, address, length, IPPROTO_IP, IP_FREEBIND);
}
#endif

static int connect_lying(int fd, const struct sockaddr *address, socklen_t length, int told,
			 int lie)
{
	int result = real_connect(fd, address, length);

	if (result == -1 && errno == told && is_internet(address))
		return lie ? fail(lie) : 0;
	return result;
}

DEVIANT(inet_connect_refused, "a refused connection is reported as timed out", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return connect_lying(fd, address, length, ECONNREFUSED, ETIMEDOUT);
}

DEVIANT(inet_connect_nonblock_einprogress, "would-block is reported instead", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return connect_lying(fd, address, length, EINPROGRESS, EAGAIN);
}

DEVIANT(inet_connect_nonblock_einprogress, "SO_ERROR tells no failure", int, getsockopt,
	(int fd, int level, int name, void *value, socklen_t *length))
{
	int result = real_getsockopt(fd, level, name, value, length);

	if (result == 0 && level == SOL_SOCKET && name == SO_ERROR)
		memset(value, 0, *length);
	return result;
}

DEVIANT(inet_connect_second_ealready, "the second connect() seems to begin again", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return connect_lying(fd, address, length, EALREADY, EINPROGRESS);
}

DEVIANT(inet_accept_peer_address, "the client's port is left out", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int client = real_accept(fd, address, length);

	if (client != -1 && is_internet(address))
		forget_port(address);
	return client;
}

DEVIANT(inet_stream_reuseaddr, "SO_REUSEADDR is accepted and ignored", int, setsockopt,
	(int fd, int level, int name, const void *value, socklen_t length))
{
	if (level == SOL_SOCKET && name == SO_REUSEADDR && is_internet_socket(fd))
		return 0;
	return real_setsockopt(fd, level, name, value, length);
}
