/* Deviants of getsockname() and getpeername() of local sockets. */
#include "deviant.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>

enum { OFFSET = offsetof(struct sockaddr_un, sun_path) };

/* The path of an address that getsockname() stored; NULL if it has none. */
static char *path_in(struct sockaddr *address, const socklen_t *length)
{
	struct sockaddr_un *name = (struct sockaddr_un *)address;

	return name->sun_family == AF_UNIX && *length > OFFSET && name->sun_path[0] != '\0'
		       ? name->sun_path
		       : NULL;
}

DEVIANT(unix_getsockname_bound_path, "the path is the file's name without its directory", int,
	getsockname, (int fd, struct sockaddr *address, socklen_t *length))
{
	int result = real_getsockname(fd, address, length);
	char *path = result == 0 ? path_in(address, length) : NULL;
	const char *slash = path ? strrchr(path, '/') : NULL;

	if (slash) {
		memmove(path, slash + 1, strlen(slash));
		*length = (socklen_t)(OFFSET + strlen(path) + 1);
	}
	return result;
}

DEVIANT(unix_getsockname_truncates, "the address is stored behind the buffer's end, too", int,
	getsockname, (int fd, struct sockaddr *address, socklen_t *length))
{
	struct sockaddr_un name;
	socklen_t whole = sizeof(name);

	if (real_getsockname(fd, (struct sockaddr *)&name, &whole) == 0 && *length < whole &&
	    name.sun_family == AF_UNIX) {
		memcpy(address, &name, whole);
		*length = whole;
		return 0;
	}
	return real_getsockname(fd, address, length);
}

/* Whether a connection, as connect() or accept() makes one, is the socket's. */
static bool is_connected(int fd)
{
	struct sockaddr_un name;
	socklen_t length = sizeof(name);

	return real_getpeername(fd, (struct sockaddr *)&name, &length) == 0;
}

DEVIANT(unix_getsockname_accepted_socket_same_name, "a connected socket has no name", int,
	getsockname, (int fd, struct sockaddr *address, socklen_t *length))
{
	int result = real_getsockname(fd, address, length);

	if (result == 0 && path_in(address, length) && is_connected(fd)) {
		memset(path_in(address, length), 0, *length - OFFSET);
		*length = OFFSET;
	}
	return result;
}

DEVIANT(unix_getsockname_linux_null_counted, "the length is without the null byte", int,
	getsockname, (int fd, struct sockaddr *address, socklen_t *length))
{
	int result = real_getsockname(fd, address, length);

	if (result == 0 && path_in(address, length))
		(*length)--;
	return result;
}

DEVIANT(unix_getpeername_connected, "the name is the socket's own", int, getpeername,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	return is_connected(fd) ? real_getsockname(fd, address, length)
				: real_getpeername(fd, address, length);
}

DEVIANT(unix_getpeername_enotconn, "a missing peer has no name", int, getpeername,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int result = real_getpeername(fd, address, length);

	if (result == -1 && errno == ENOTCONN) {
		*length = 0;
		return 0;
	}
	return result;
}
