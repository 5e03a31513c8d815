/* Readiness: poll() and select(). */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "finding.h"

/* The standard lets POLLHUP and POLLOUT exclude each other. */
static enum outcome shows_both(int fd)
{
	struct pollfd polled = {fd, POLLOUT, 0};

	if (fd == -1)
		return CANNOT_TRY;
	return poll(&polled, 1, 0) == 1 && polled.revents & POLLHUP && polled.revents & POLLOUT
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("Linux shows POLLHUP and POLLOUT together for a stream socket of the local family that is "
	"not connected, or not any more")
{
	return shows_both(socket(AF_UNIX, SOCK_STREAM, 0));
}

FINDING("Linux shows POLLHUP and POLLOUT together for a SEQPACKET socket that is not connected, or "
	"not any more")
{
	return shows_both(socket(AF_UNIX, SOCK_SEQPACKET, 0));
}

FINDING("Linux shows POLLHUP and POLLOUT together for a datagram socket of the local family that "
	"is shut down in both directions")
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1 || shutdown(fds[0], SHUT_RDWR) == -1)
		return CANNOT_TRY;
	return shows_both(fds[0]);
}

FINDING("Linux shows POLLHUP and POLLOUT together for a pseudo-terminal that has been hung up")
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	int fd;

	if (master == -1 || grantpt(master) == -1 || unlockpt(master) == -1)
		return CANNOT_TRY;
	fd = open(ptsname(master), O_RDWR | O_NOCTTY);
	close(master);
	return shows_both(fd);
}

FINDING("Linux accepts nfds above FD_SETSIZE")
{
	struct timeval at_once = {0, 0};

	return select(FD_SETSIZE + 1, NULL, NULL, NULL, &at_once) == 0 ? SHOWN : NOT_SHOWN;
}

/* EBADF is what the standard says: that descriptor is not open. */
FINDING("Linux ignores descriptors above the size of the process's descriptor table")
{
	struct timeval at_once = {0, 0};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(FD_SETSIZE - 1, &set);
	return select(FD_SETSIZE, &set, NULL, NULL, &at_once) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("Linux does not put regular files into the error set")
{
	struct timeval at_once = {0, 0};
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	fd_set set;

	if (fd == -1)
		return CANNOT_TRY;
	FD_ZERO(&set);
	FD_SET(fd, &set);
	return select(fd + 1, NULL, NULL, &set, &at_once) == 0 ? SHOWN : NOT_SHOWN;
}
