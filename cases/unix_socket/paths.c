#include "paths.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>

int bind_to(int fd, const char *path)
{
	struct unix_address address = address_of_path(path);

	return bind(fd, AS_ADDRESS(&address));
}

int connect_to(int fd, const char *path)
{
	struct unix_address address = address_of_path(path);

	return connect(fd, AS_ADDRESS(&address));
}

/* What a call that failed must not have done. Worth its result; errno stays. */
static int check_untouched(int fd, const char *path, int result)
{
	struct unix_address peer = {.length = sizeof(peer.name)};
	int error = errno;

	if (result == -1) {
		EXPECT(strncmp(path, unix_socket_name(fd).name.sun_path,
			       sizeof(peer.name.sun_path)) != 0 ||
		       *path == '\0');
		EXPECT_ERROR(ENOTCONN,
			     getpeername(fd, (struct sockaddr *)&peer.name, &peer.length));
	}
	errno = error;
	return result;
}

int by_bind(const char *path)
{
	int fd = new_socket(SOCK_DGRAM);

	return check_untouched(fd, path, bind_to(fd, path));
}

int by_connect(const char *path)
{
	int fd = new_socket(SOCK_DGRAM);

	return check_untouched(fd, path, connect_to(fd, path));
}

int by_sendto(const char *path)
{
	struct unix_address address = address_of_path(path);
	int fd = new_socket(SOCK_DGRAM);

	return check_untouched(fd, path, (int)sendto(fd, "x", 1, 0, AS_ADDRESS(&address)));
}

int by_sendmsg(const char *path)
{
	struct unix_address address = address_of_path(path);
	struct iovec part = {(char[]){"x"}, 1};
	struct msghdr message = {.msg_name = &address.name,
				 .msg_namelen = address.length,
				 .msg_iov = &part,
				 .msg_iovlen = 1};
	int fd = new_socket(SOCK_DGRAM);

	return check_untouched(fd, path, (int)sendmsg(fd, &message, 0));
}

void use_path_expect_works(use_path *function)
{
	const char *path = scratch_path();

	if (function != by_bind)
		unix_socket_bound(SOCK_DGRAM, path);
	errno = 0;
	check_success(THERE, "the call with nothing in its way", function(path));
}

bool is_socket_file(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISSOCK(status.st_mode);
}

struct unix_address unix_socket_name(int fd)
{
	struct unix_address address = {.length = sizeof(address.name)};

	errno = 0;
	check_success(THERE, "getsockname()",
		      getsockname(fd, (struct sockaddr *)&address.name, &address.length));
	return address;
}
