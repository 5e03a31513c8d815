/* Deviants of what moves over the loopback interface. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>

#include "deviant.h"

static bool is_of(int fd, int type)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int found;
	socklen_t size = sizeof(found);

	return real_getsockname(fd, (struct sockaddr *)&address, &length) == 0 &&
	       (address.ss_family == AF_INET || address.ss_family == AF_INET6) &&
	       real_getsockopt(fd, SOL_SOCKET, SO_TYPE, &found, &size) == 0 && found == type;
}

DEVIANT(inet_loopback_stream_echo, "a bit of the first byte falls over", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	char changed[80];

	if (size == 0 || size > sizeof(changed) || !is_of(fd, SOCK_STREAM))
		return real_write(fd, buffer, size);
	memcpy(changed, buffer, size);
	changed[0] ^= 1;
	return real_write(fd, changed, size);
}

DEVIANT(inet_stream_close_gives_eof, "the end is reported as nothing there", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);

	return count == 0 && is_of(fd, SOCK_STREAM) ? fail(EAGAIN) : count;
}

DEVIANT(inet_stream_reset_econnreset, "a reset looks like an end", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);

	return count == -1 && errno == ECONNRESET ? 0 : count;
}

DEVIANT(inet_stream_oob_mark, "the mark is never reached", int, sockatmark, (int fd))
{
	int result = real_sockatmark(fd);

	return result == 1 ? 0 : result;
}

DEVIANT(inet_stream_oob_sigurg, "an owner is accepted and forgotten", int, fcntl,
	(int fd, int command, long argument))
{
	return command == F_SETOWN ? 0 : real_fcntl(fd, command, argument);
}

DEVIANT(inet_stream_oobinline, "SO_OOBINLINE is accepted and ignored", int, setsockopt,
	(int fd, int level, int name, const void *value, socklen_t length))
{
	if (level == SOL_SOCKET && name == SO_OOBINLINE)
		return 0;
	return real_setsockopt(fd, level, name, value, length);
}

DEVIANT(inet_dgram_loopback_message, "the sender is not told", ssize_t, recvfrom,
	(int fd, void *buffer, size_t size, int flags, struct sockaddr *address, socklen_t *length))
{
	ssize_t count = real_recvfrom(fd, buffer, size, flags, address, length);

	if (count != -1 && address && is_of(fd, SOCK_DGRAM))
		memset(address, 0, *length);
	return count;
}

DEVIANT(inet_dgram_no_listener_econnrefused, "the refusal is forgotten", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	ssize_t count = real_recv(fd, buffer, size, flags);

	return count == -1 && errno == ECONNREFUSED ? fail(EAGAIN) : count;
}
