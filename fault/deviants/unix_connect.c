/* Deviants of connect() of a socket that makes connections. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

static bool makes_connections(int fd)
{
	int type = local_socket_type(fd);

	return type == SOCK_STREAM || type == SOCK_SEQPACKET;
}

/* The path of an address as the cases have it, with a null byte at the end. */
static const char *path_of(const struct sockaddr *address)
{
	return ((const struct sockaddr_un *)address)->sun_path;
}

static bool has_peer(int fd)
{
	struct sockaddr_un name;
	socklen_t length = sizeof(name);

	return real_getpeername(fd, (struct sockaddr *)&name, &length) == 0;
}

/* Real connect(), but where that fails with the one error it does with the other. */
static int connect_with(int error, int other, int fd, const struct sockaddr *address,
			socklen_t length)
{
	int result = real_connect(fd, address, length);

	return result == -1 && errno == error ? fail(other) : result;
}

DEVIANT(unix_connect_to_listener, "a connection is one-way", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int result = real_connect(fd, address, length);

	if (result == 0 && makes_connections(fd))
		real_shutdown(fd, SHUT_RD);
	return result;
}

DEVIANT(unix_connect_not_listening_econnrefused, "where nobody listens, nothing is there", int,
	connect, (int fd, const struct sockaddr *address, socklen_t length))
{
	return connect_with(ECONNREFUSED, ENOENT, fd, address, length);
}

DEVIANT(unix_connect_missing_enoent, "where nothing is there, nobody listens", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return connect_with(ENOENT, ECONNREFUSED, fd, address, length);
}

DEVIANT(unix_connect_wrong_type_eprototype, "a socket of another type refuses", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	return connect_with(EPROTOTYPE, ECONNREFUSED, fd, address, length);
}

DEVIANT(unix_connect_not_a_socket_file, "another file is told from a socket", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	struct stat status;

	if (address->sa_family == AF_UNIX && real_stat(path_of(address), &status) == 0 &&
	    !S_ISSOCK(status.st_mode))
		return fail(ENOTSOCK);
	return real_connect(fd, address, length);
}

DEVIANT(unix_connect_twice_eisconn, "a second connection replaces the first", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int other, result;

	if (!makes_connections(fd) || !has_peer(fd))
		return real_connect(fd, address, length);
	other = real_socket(AF_UNIX, local_socket_type(fd), 0);
	result = real_connect(other, address, length);
	if (result == 0)
		real_dup2(other, fd);
	real_close(other);
	return result;
}

DEVIANT(unix_connect_follows_symlink, "a symbolic link is not followed", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	struct stat status;

	if (address->sa_family == AF_UNIX && real_lstat(path_of(address), &status) == 0 &&
	    S_ISLNK(status.st_mode))
		return fail(ELOOP);
	return real_connect(fd, address, length);
}

/* Whether the socket, or its peer, has the path as its name. */
static bool is_named(int fd, const char *path)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	struct sockaddr_un peer = {.sun_family = AF_UNIX};
	socklen_t length = sizeof(name);
	socklen_t peer_length = sizeof(peer);

	return real_getsockname(fd, (struct sockaddr *)&name, &length) == 0 &&
	       real_getpeername(fd, (struct sockaddr *)&peer, &peer_length) == 0 &&
	       (strcmp(name.sun_path, path) == 0 || strcmp(peer.sun_path, path) == 0);
}

DEVIANT(unix_connect_path_unlinked_enoent, "with the path the connections end", int, unlink,
	(const char *path))
{
	enum { LIMIT = 64 };
	int fd;

	for (fd = STDERR_FILENO + 1; fd < LIMIT; fd++)
		if (makes_connections(fd) && is_named(fd, path))
			real_shutdown(fd, SHUT_RDWR);
	return real_unlink(path);
}

DEVIANT(unix_connect_client_stays_unnamed, "the client gets a name of the system's choice", int,
	connect, (int fd, const struct sockaddr *address, socklen_t length))
{
	struct sockaddr any = {.sa_family = AF_UNIX};

	real_bind(fd, &any, sizeof(any.sa_family));
	return real_connect(fd, address, length);
}

DEVIANT(unix_connect_eintr_continues, "it goes on after a signal", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int result;

	do
		result = real_connect(fd, address, length);
	while (result == -1 && errno == EINTR);
	return result;
}
