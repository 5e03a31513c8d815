/* Deviants of bind() to a path. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

enum { PATH_SIZE = sizeof(((struct sockaddr_un *)NULL)->sun_path) };

/* The path of the address, in text; NULL if it has none. */
static const char *path_in(const struct sockaddr *address, socklen_t length,
			   char text[PATH_SIZE + 1])
{
	const struct sockaddr_un *name = (const struct sockaddr_un *)address;
	size_t size = length - offsetof(struct sockaddr_un, sun_path);

	if (!address || length <= offsetof(struct sockaddr_un, sun_path) ||
	    length > sizeof(*name) || address->sa_family != AF_UNIX || name->sun_path[0] == '\0')
		return NULL;
	memcpy(text, name->sun_path, size);
	text[size] = '\0';
	return text;
}

static int bind_path(int fd, const char *path)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};

	strcpy(name.sun_path, path);
	return real_bind(fd, (struct sockaddr *)&name, sizeof(name));
}

DEVIANT(unix_bind_creates_socket_file, "a regular file is made", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	char text[PATH_SIZE + 1];
	const char *path = path_in(address, length, text);
	int result = real_bind(fd, address, length);

	if (result == 0 && path) {
		real_unlink(path);
		real_close(real_open(path, O_WRONLY | O_CREAT | O_EXCL, 0777));
	}
	return result;
}

DEVIANT(unix_bind_existing_eaddrinuse, "an existing file is replaced", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	char text[PATH_SIZE + 1];
	const char *path = path_in(address, length, text);
	int result = real_bind(fd, address, length);

	if (result == -1 && errno == EADDRINUSE && path && remove(path) == 0)
		result = real_bind(fd, address, length);
	return result;
}

/* Whether no socket has the name any more. */
static bool is_stale(const struct sockaddr *address, socklen_t length)
{
	int fd = real_socket(AF_UNIX, SOCK_DGRAM, 0);
	bool is_refused = real_connect(fd, address, length) == -1 && errno == ECONNREFUSED;

	real_close(fd);
	return is_refused;
}

DEVIANT(unix_bind_stale_file_eaddrinuse, "the file of a closed socket is replaced", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	char text[PATH_SIZE + 1];
	const char *path = path_in(address, length, text);

	if (path && is_stale(address, length))
		real_unlink(path);
	return real_bind(fd, address, length);
}

DEVIANT(unix_bind_symlink_eaddrinuse, "a symbolic link is followed", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	char text[PATH_SIZE + 1];
	const char *path = path_in(address, length, text);
	char target[PATH_SIZE] = "";

	if (path && readlink(path, target, sizeof(target) - 1) > 0)
		return bind_path(fd, target);
	return real_bind(fd, address, length);
}

DEVIANT(unix_bind_rebind_einval, "a bound socket gets the new name", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	char text[PATH_SIZE + 1];
	const char *path = path_in(address, length, text);
	int result = real_bind(fd, address, length);
	socklen_t size = sizeof(int);
	int type;

	if (result == 0 || errno != EINVAL || !path)
		return result;
	real_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size);
	result = real_socket(AF_UNIX, type, 0);
	real_dup2(result, fd);
	real_close(result);
	return real_bind(fd, address, length);
}

/* The working directory when a socket was made. */
static int earlier_directory = -1;

DEVIANT(unix_bind_relative_path, "the path is relative to the directory at socket()", int, socket,
	(int domain, int type, int protocol))
{
	int fd = real_socket(domain, type, protocol);

	real_close(earlier_directory);
	earlier_directory = real_open(".", O_RDONLY | O_CLOEXEC);
	return fd;
}

DEVIANT(unix_bind_relative_path, "the path is relative to the directory at socket()", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int directory = real_open(".", O_RDONLY | O_CLOEXEC);
	int result;

	fchdir(earlier_directory);
	result = real_bind(fd, address, length);
	fchdir(directory);
	real_close(directory);
	return result;
}

DEVIANT(unix_bind_file_stays_after_close, "close() removes the file", int, close, (int fd))
{
	struct sockaddr_un name = {.sun_family = AF_UNSPEC};
	socklen_t length = sizeof(name);
	char text[PATH_SIZE + 1];
	const char *path;

	if (real_getsockname(fd, (struct sockaddr *)&name, &length) == 0) {
		path = path_in((struct sockaddr *)&name, length, text);
		if (path)
			real_unlink(path);
	}
	return real_close(fd);
}

DEVIANT(unix_bind_fail_no_file, "the file is made before the socket is looked at", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	char text[PATH_SIZE + 1];
	const char *path = path_in(address, length, text);
	int result = real_bind(fd, address, length);
	int error = errno;

	if (result == -1 && path)
		real_mknod(path, S_IFSOCK | 0777, 0);
	errno = error;
	return result;
}

DEVIANT(unix_bind_needs_dir_write, "a missing permission is not noticed", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int result = real_bind(fd, address, length);

	return result == -1 && errno == EACCES ? 0 : result;
}
