#include "unix_socket.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>

/* Of a message on the stack of expect_received(). */
enum { MAX_RECEIVED = 4096 };

/* Of connections that nobody accepts. */
enum { MAX_QUEUE = 500 };

int unix_socket_new(int type)
{
	static const int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
	int fd = socket(AF_UNIX, type, 0);

	if (fd == -1 && (type | flags) == (SOCK_SEQPACKET | flags))
		skip_unsupported("no SOCK_SEQPACKET of AF_UNIX");
	return own((int)check_success(THERE, "socket()", fd));
}

void unix_socket_expect_flags(int flags, int fd)
{
	intmax_t of_descriptor = check_success(THERE, "fcntl(F_GETFD)", fcntl(fd, F_GETFD));
	intmax_t of_status = check_success(THERE, "fcntl(F_GETFL)", fcntl(fd, F_GETFL));

	check_equal(THERE, "FD_CLOEXEC", !!(flags & SOCK_CLOEXEC), !!(of_descriptor & FD_CLOEXEC));
	check_equal(THERE, "O_NONBLOCK", !!(flags & SOCK_NONBLOCK), !!(of_status & O_NONBLOCK));
#if defined(SOCK_CLOFORK) && defined(FD_CLOFORK)
	check_equal(THERE, "FD_CLOFORK", !!(flags & SOCK_CLOFORK), !!(of_descriptor & FD_CLOFORK));
#endif
}

struct unix_address address_of_path(const char *path)
{
	struct unix_address address = {.name = {.sun_family = AF_UNIX}};
	size_t size = strnlen(path, sizeof(address.name.sun_path));

	memcpy(address.name.sun_path, path, size);
	if (size < sizeof(address.name.sun_path))
		size++;
	address.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size);
	return address;
}

struct unix_address unique_abstract_address(void)
{
	struct unix_address address = {.name = {.sun_family = AF_UNIX}};
	const char *name = unique_name();

	/* The slash of the name becomes the null byte, and its end is not part of it. */
	strcpy(address.name.sun_path + 1, name + 1);
	address.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name));
	return address;
}

int unix_socket_bound(int type, const char *path)
{
	struct unix_address address = address_of_path(path);
	int fd = unix_socket_new(type);

	check_success(THERE, "bind()", bind(fd, AS_ADDRESS(&address)));
	return fd;
}

int unix_socket_listening(int type, const char *path, int backlog)
{
	int fd = unix_socket_bound(type, path);

	check_success(THERE, "listen()", listen(fd, backlog));
	return fd;
}

int unix_socket_connected(int type, const char *path)
{
	struct unix_address address = address_of_path(path);
	int fd = unix_socket_new(type);

	check_success(THERE, "connect()", connect(fd, AS_ADDRESS(&address)));
	return fd;
}

int unix_socket_accepted(int listener)
{
	return own((int)check_success(THERE, "accept()", accept(listener, NULL, NULL)));
}

int unix_socket_fill_queue(int type, const char *path)
{
	struct unix_address address = address_of_path(path);
	int count;

	for (count = 0; count < MAX_QUEUE; count++) {
		int fd = unix_socket_new(type | SOCK_NONBLOCK);

		if (connect(fd, AS_ADDRESS(&address)) == 0)
			continue;
		if (errno == ECONNREFUSED)
			skip_unsupported("a full queue refuses connections");
		SETUP_THAT(errno == EAGAIN || errno == EINPROGRESS, "cannot fill the queue: %s",
			   error_name(errno));
		return errno == EAGAIN ? count : count + 1;
	}
	check_broken(THERE, "%d connections do not fill the queue", MAX_QUEUE);
}

struct socket_ends unix_socket_pair(int type)
{
	int fds[2];
	int result = socketpair(AF_UNIX, type, 0, fds);

	if (result == -1 && type == SOCK_SEQPACKET)
		skip_unsupported("no SOCK_SEQPACKET of AF_UNIX");
	check_success(THERE, "socketpair()", result);
	return (struct socket_ends){own(fds[0]), own(fds[1])};
}

static struct socket_ends connect_datagrams(void)
{
	const char *path = scratch_path();
	const char *other_path = scratch_path();
	struct unix_address address = address_of_path(path);
	struct unix_address other_address = address_of_path(other_path);
	struct socket_ends ends = {unix_socket_bound(SOCK_DGRAM, path),
				   unix_socket_bound(SOCK_DGRAM, other_path)};

	check_success(THERE, "connect()", connect(ends.one, AS_ADDRESS(&other_address)));
	check_success(THERE, "connect()", connect(ends.other, AS_ADDRESS(&address)));
	return ends;
}

struct socket_ends unix_socket_connection(int type)
{
	const char *path = scratch_path();
	struct socket_ends ends;
	int listener;

	if (type == SOCK_DGRAM)
		return connect_datagrams();
	listener = unix_socket_listening(type, path, 1);
	ends.one = unix_socket_connected(type, path);
	ends.other = unix_socket_accepted(listener);
	descriptor_close(listener);
	return ends;
}

connect_two *const by_socketpair = unix_socket_pair;
connect_two *const by_address = unix_socket_connection;

void shrink_buffers(struct socket_ends ends)
{
	int size = 1;

	SETUP(setsockopt(ends.one, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	SETUP(setsockopt(ends.other, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
}

void unix_socket_send(int fd, const void *bytes, size_t size)
{
	check_equal(THERE, "send()", (intmax_t)size, send(fd, bytes, size, 0));
}

void unix_socket_expect_received(int fd, const void *bytes, size_t size)
{
	char received[MAX_RECEIVED];

	SETUP_THAT(size < sizeof(received), "more than %d bytes at once", MAX_RECEIVED - 1);
	errno = 0;
	check_equal(THERE, "recv()", (intmax_t)size, recv(fd, received, sizeof(received), 0));
	check_bytes(THERE, "what was received", bytes, received, size);
}

void unix_socket_expect_nothing(int fd)
{
	char byte;
	ssize_t count = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);

	if (count != -1 || (errno != EAGAIN && errno != EWOULDBLOCK))
		check_failed(THERE,
			     "expected nothing to be received, observed recv() to return %zd%s%s",
			     count, count == -1 ? ", " : "", count == -1 ? error_name(errno) : "");
}

void unix_socket_expect_conversation(int one, int other)
{
	unix_socket_send(one, "there", 5);
	unix_socket_expect_received(other, "there", 5);
	unix_socket_send(other, "and back", 8);
	unix_socket_expect_received(one, "and back", 8);
}

int unix_socket_option(int fd, int option)
{
	int value = -1;
	socklen_t size = sizeof(value);

	check_success(THERE, "getsockopt()", getsockopt(fd, SOL_SOCKET, option, &value, &size));
	return value;
}
