/* Readiness under gVisor. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "finding.h"

/* What poll() shows of these events at once. */
static short shown(int fd, short events)
{
	struct pollfd polled = {fd, events, 0};

	if (fd == -1)
		_exit(CANNOT_TRY);
	poll(&polled, 1, 0);
	return polled.revents;
}

FINDING("gVisor adds POLLERR and POLLHUP to the events that poll() was asked for")
{
	struct pollfd polled = {STDIN_FILENO, POLLIN, 0};

	poll(&polled, 1, 0);
	return polled.events != POLLIN ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor checks descriptors above the size of the process's descriptor table, too")
{
	struct timeval at_once = {0, 0};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(FD_SETSIZE - 1, &set);
	return select(FD_SETSIZE, &set, NULL, NULL, &at_once) == -1 && errno == EBADF ? SHOWN
										      : NOT_SHOWN;
}

FINDING("gVisor does not tell one end of a pseudo-terminal that the other end is closed")
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	int fd;

	if (master == -1 || grantpt(master) == -1 || unlockpt(master) == -1)
		return CANNOT_TRY;
	fd = open(ptsname(master), O_RDWR | O_NOCTTY);
	close(master);
	return shown(fd, POLLIN) & POLLHUP ? NOT_SHOWN : SHOWN;
}

FINDING("gVisor's poll() shows eventfd, signalfd and timerfd as ready for POLLRDNORM and "
	"POLLWRNORM, too")
{
	return shown(eventfd(0, 0), POLLWRNORM) & POLLWRNORM ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor shows a local socket without a peer as ready for nothing")
{
	return shown(socket(AF_UNIX, SOCK_DGRAM, 0), POLLOUT) & POLLOUT ? NOT_SHOWN : SHOWN;
}

/* One end of a pair whose other end is closed. */
static int left_alone(int type)
{
	int fds[2];

	if (socketpair(AF_UNIX, type, 0, fds) == -1)
		return -1;
	close(fds[1]);
	return fds[0];
}

FINDING("gVisor shows a local datagram socket whose peer is closed as readable")
{
	return shown(left_alone(SOCK_DGRAM), POLLIN) & POLLIN ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor's poll() shows no POLLHUP, POLLERR, POLLRDHUP and POLLWRBAND for local sockets")
{
	return shown(left_alone(SOCK_STREAM), POLLIN) & POLLHUP ? NOT_SHOWN : SHOWN;
}

FINDING("gVisor's poll() shows a TCP socket without a peer as hung up, but not as ready for "
	"writing")
{
	short events = shown(socket(AF_INET, SOCK_STREAM, 0), POLLOUT);

	return events & POLLHUP && !(events & POLLOUT) ? SHOWN : NOT_SHOWN;
}
