/* Deviants of socketpair(). */
#include "deviant.h"

#include <fcntl.h>
#include <unistd.h>

#include "unix_type.h"

/* Puts a new socket of that type, connected to nothing, in the place of fd. */
static void replace_socket(int fd, int type)
{
	int other = real_socket(AF_UNIX, type, 0);

	real_dup2(other, fd);
	real_close(other);
}

DEVIANT(unix_socketpair_two_connected, "the second socket is connected to nothing", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	int result = real_socketpair(domain, type, protocol, fds);

	if (result == 0)
		replace_socket(fds[1], type);
	return result;
}

DEVIANT(unix_socketpair_bidirectional, "the second socket cannot send", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	int result = real_socketpair(domain, type, protocol, fds);

	if (result == 0)
		real_shutdown(fds[1], SHUT_WR);
	return result;
}

#ifdef __linux__
DEVIANT(unix_socketpair_unnamed, "the first socket has an abstract name", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	const struct sockaddr any = {.sa_family = AF_UNIX};
	int result = real_socketpair(domain, type, protocol, fds);

	if (result == 0)
		real_bind(fds[0], &any, sizeof(any.sa_family));
	return result;
}
#endif

DEVIANT(unix_socketpair_identical, "the second socket is of another type", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	int result = real_socketpair(domain, type, protocol, fds);

	if (result == 0)
		replace_socket(fds[1], type == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM);
	return result;
}

DEVIANT(unix_socketpair_lowest_fds, "the second descriptor is above 50", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	int result = real_socketpair(domain, type, protocol, fds);

	if (result == 0) {
		int higher = real_fcntl(fds[1], F_DUPFD, 50);

		real_close(fds[1]);
		fds[1] = higher;
	}
	return result;
}

DEVIANT(unix_socketpair_fail_vector_untouched, "the array is cleared first", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	fds[0] = -1;
	fds[1] = -1;
	return real_socketpair(domain, type, protocol, fds);
}

DEVIANT(unix_socketpair_inherited_by_fork, "the child gets no sockets", pid_t, fork, (void))
{
	enum { LIMIT = 64 };
	pid_t pid = real_fork();
	int fd;

	for (fd = STDERR_FILENO + 1; pid == 0 && fd < LIMIT; fd++)
		if (local_socket_type(fd))
			real_close(fd);
	return pid;
}

DEVIANT(unix_socketpair_dgram_boundaries, "SOCK_DGRAM gives a pair of streams", int, socketpair,
	(int domain, int type, int protocol, int fds[2]))
{
	return real_socketpair(domain, type == SOCK_DGRAM ? SOCK_STREAM : type, protocol, fds);
}

DEVIANT(unix_socketpair_cloexec_nonblock_flags, "the flags apply to the first socket only", int,
	socketpair, (int domain, int type, int protocol, int fds[2]))
{
	int result = real_socketpair(domain, type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK), protocol, fds);

	if (result == 0 && type & SOCK_CLOEXEC)
		real_fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	if (result == 0 && type & SOCK_NONBLOCK)
		real_fcntl(fds[0], F_SETFL, O_NONBLOCK);
	return result;
}

DEVIANT(unix_socketpair_linux_only_local, "a pair of any family is one of the local family", int,
	socketpair, (int domain, int type, int protocol, int fds[2]))
{
	if (domain == AF_INET || domain == AF_INET6)
		domain = AF_UNIX;
	return real_socketpair(domain, type, protocol, fds);
}
