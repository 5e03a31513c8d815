/* Sockets of the local family: addresses and connections. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "finding.h"

static struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
static const struct sockaddr_un empty = {.sun_family = AF_UNIX};

/* A socket that listens at the address, with that backlog; -1 with errno. */
static int listening(int backlog)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
			       listen(fd, backlog) == 0
		       ? fd
		       : -1;
}

/* Connections until the queue is full, but at most so many; how many there are. */
static int fill_queue(int most)
{
	int count = 0;

	while (count < most) {
		int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

		if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == -1)
			break;
		count++;
	}
	return count;
}

FINDING("Linux stores the descriptors in the array before it makes the sockets: they stay there "
	"after a failure")
{
	int fds[2] = {-1, -1};

	return socketpair(AF_INET, SOCK_STREAM, 0, fds) == -1 && fds[0] != -1 ? SHOWN : NOT_SHOWN;
}

/* EPROTOTYPE is what the standard says. */
FINDING("Linux reports ESOCKTNOSUPPORT for a type that the family does not have")
{
	return socket(AF_UNIX, SOCK_RDM, 0) == -1 && errno == ESOCKTNOSUPPORT ? SHOWN : NOT_SHOWN;
}

FINDING("for Linux the empty path is an abstract name")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return bind(fd, (const struct sockaddr *)&empty, sizeof(empty)) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("for Linux the empty path is an abstract name: ECONNREFUSED")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return connect(fd, (const struct sockaddr *)&empty, sizeof(empty)) == -1 &&
			       errno == ECONNREFUSED
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EDESTADDRREQ is what the standard says. */
FINDING("Linux reports EFAULT for a null address")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return bind(fd, NULL, sizeof(address)) == -1 && errno == EFAULT ? SHOWN : NOT_SHOWN;
}

/* EAFNOSUPPORT is what the standard says. */
FINDING("Linux reports EINVAL for an address of another family on a local socket")
{
	struct sockaddr_in other = {.sin_family = AF_INET};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return bind(fd, (struct sockaddr *)&other, sizeof(other)) == -1 && errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EINVAL is what the standard says. */
FINDING("Linux gives a name to a socket that has been shut down")
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1 || shutdown(fds[0], SHUT_RDWR) == -1)
		return CANNOT_TRY;
	return bind(fds[0], (struct sockaddr *)&address, sizeof(address)) == 0 ? SHOWN : NOT_SHOWN;
}

/* EDESTADDRREQ is what the standard says. */
FINDING("Linux reports EINVAL for listen() on a local socket without an address")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return listen(fd, 1) == -1 && errno == EINVAL ? SHOWN : NOT_SHOWN;
}

FINDING("Linux takes a negative backlog for the largest there is, not for 0")
{
	int none;

	if (listening(0) == -1)
		return CANNOT_TRY;
	none = fill_queue(100);
	unlink(address.sun_path);
	return listening(-1) != -1 && fill_queue(none + 1) > none ? SHOWN : NOT_SHOWN;
}

/* As after EINPROGRESS, the socket is to be connected once there is room in the queue. */
FINDING("Linux gives up a connect() to a full local queue when a signal interrupts it; it is not "
	"completed later")
{
	int listener = listening(0);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	socklen_t size = sizeof(address);

	if (listener == -1)
		return CANNOT_TRY;
	fill_queue(100);
	alarm_often(0);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != -1 || errno != EINTR)
		return NOT_SHOWN;
	fcntl(listener, F_SETFL, O_NONBLOCK);
	while (accept(listener, NULL, NULL) != -1)
		;
	poll(NULL, 0, 100);
	return getpeername(fd, (struct sockaddr *)&address, &size) == -1 ? SHOWN : NOT_SHOWN;
}

/* EINVAL is what the standard says. */
FINDING("Linux still tells the peer's name after shutdown()")
{
	socklen_t size = sizeof(address);
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1 || shutdown(fds[0], SHUT_RDWR) == -1)
		return CANNOT_TRY;
	return getpeername(fds[0], (struct sockaddr *)&address, &size) == 0 ? SHOWN : NOT_SHOWN;
}

/* ENOTCONN is what the standard says. */
FINDING("Linux lets shutdown() of a local socket without a peer succeed")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return shutdown(fd, SHUT_RDWR) == 0 ? SHOWN : NOT_SHOWN;
}

static enum outcome accept_any_flag(void)
{
	int listener = listening(1);

	if (listener == -1 || fill_queue(1) != 1)
		return CANNOT_TRY;
	return accept4(listener, NULL, NULL, 4) != -1 ? SHOWN : NOT_SHOWN;
}

FINDING("musl takes EINVAL for a kernel without accept4(), and goes on with accept()")
{
	return IS_GLIBC ? NOT_SHOWN : accept_any_flag();
}

FINDING("QEMU 7.2 ignores flags that accept4() does not have")
{
	return IS_GLIBC ? accept_any_flag() : NOT_SHOWN;
}

FINDING("QEMU 7.2 ignores flags in the type of a socket that there are not")
{
	return socket(AF_UNIX, SOCK_STREAM | 0x100, 0) != -1 ? SHOWN : NOT_SHOWN;
}
