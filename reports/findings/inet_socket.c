/* Sockets of the internet family, on the loopback interface. */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "finding.h"

/* A client that is connected to a listener, on a port that is free. */
static bool connect_loopback(int *listener, int *client)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);

	*listener = socket(AF_INET, SOCK_STREAM, 0);
	*client = socket(AF_INET, SOCK_STREAM, 0);
	return bind(*listener, (struct sockaddr *)&address, size) == 0 &&
	       listen(*listener, 1) == 0 &&
	       getsockname(*listener, (struct sockaddr *)&address, &size) == 0 &&
	       connect(*client, (struct sockaddr *)&address, size) == 0;
}

FINDING("Linux hands out a connection that its peer aborted before; the first read() of it reports "
	"that")
{
	struct linger abort = {1, 0};
	int listener, client, fd;
	char byte;

	if (!connect_loopback(&listener, &client))
		return CANNOT_TRY;
	setsockopt(client, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	close(client);
	poll(&(struct pollfd){listener, POLLIN, 0}, 1, 1000);
	fd = accept(listener, NULL, NULL);
	return fd != -1 && read(fd, &byte, 1) == -1 && errno == ECONNRESET ? SHOWN : NOT_SHOWN;
}

static bool is_exceptional(int fd, int seconds)
{
	struct timeval limit = {seconds, 0};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return select(fd + 1, NULL, NULL, &set, &limit) == 1;
}

FINDING("Linux takes a socket out of the error set once its urgent byte was received, although the "
	"mark is still ahead")
{
	int listener, client, fd;
	char byte;

	if (!connect_loopback(&listener, &client) || (fd = accept(listener, NULL, NULL)) == -1)
		return CANNOT_TRY;
	send(client, "a", 1, 0);
	send(client, "!", 1, MSG_OOB);
	if (!is_exceptional(fd, 1) || recv(fd, &byte, 1, MSG_OOB) != 1)
		return NOT_SHOWN;
	return sockatmark(fd) == 0 && !is_exceptional(fd, 0) ? SHOWN : NOT_SHOWN;
}

/* EPROTOTYPE is what the standard says. */
FINDING("Linux reports EPROTONOSUPPORT for a stream socket of UDP")
{
	return socket(AF_INET, SOCK_STREAM, IPPROTO_UDP) == -1 && errno == EPROTONOSUPPORT
		       ? SHOWN
		       : NOT_SHOWN;
}

/* A connection on the loopback interface. */
static bool connect_pair(int *one, int *other)
{
	int listener;

	if (!connect_loopback(&listener, one))
		return false;
	*other = accept(listener, NULL, NULL);
	return *other != -1;
}

FINDING("gVisor has no urgent data of TCP: what is sent with MSG_OOB are ordinary bytes, and "
	"SIOCATMARK reports ENOTTY")
{
	int one, other;

	if (!connect_pair(&one, &other))
		return CANNOT_TRY;
	return sockatmark(one) == -1 && errno == ENOTTY ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor's poll() never shows POLLRDHUP")
{
	struct pollfd polled = {.events = POLLRDHUP};
	int other;

	if (!connect_pair(&polled.fd, &other))
		return CANNOT_TRY;
	close(other);
	return poll(&polled, 1, 1000) == 1 && polled.revents & POLLRDHUP ? NOT_SHOWN : SHOWN;
}

FINDING("gVisor's poll() shows POLLERR for a TCP socket that is shut down in both directions")
{
	struct pollfd polled = {.events = 0};
	int other;

	if (!connect_pair(&polled.fd, &other) || shutdown(polled.fd, SHUT_RDWR) == -1 ||
	    shutdown(other, SHUT_RDWR) == -1)
		return CANNOT_TRY;
	return poll(&polled, 1, 1000) == 1 && polled.revents & POLLERR ? SHOWN : NOT_SHOWN;
}

/* A socket whose connection was refused: nobody listens at that port. -1 if it was not. */
static int refused(int flags)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int unused = socket(AF_INET, SOCK_STREAM, 0);
	int fd = socket(AF_INET, SOCK_STREAM | flags, 0);

	if (bind(unused, (struct sockaddr *)&address, size) == -1 ||
	    getsockname(unused, (struct sockaddr *)&address, &size) == -1 ||
	    connect(fd, (struct sockaddr *)&address, size) == 0)
		return -1;
	poll(&(struct pollfd){fd, POLLOUT, 0}, 1, 1000);
	return fd;
}

/* The standard lets POLLHUP and POLLOUT exclude each other. */
FINDING("Linux shows POLLHUP and POLLOUT together for a TCP socket that is not connected, refused "
	"or shut down in both directions")
{
	struct pollfd polled = {.fd = refused(0), .events = POLLOUT};

	if (polled.fd == -1)
		return CANNOT_TRY;
	return poll(&polled, 1, 0) == 1 && polled.revents & POLLHUP && polled.revents & POLLOUT
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor tells the error of a refused connection twice by SO_ERROR")
{
	socklen_t size = sizeof(int);
	int fd = refused(SOCK_NONBLOCK);
	int first, second;

	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &first, &size) == -1 || first != ECONNREFUSED ||
	    getsockopt(fd, SOL_SOCKET, SO_ERROR, &second, &size) == -1)
		return CANNOT_TRY;
	return second != 0 ? SHOWN : NOT_SHOWN;
}

/* EPROTOTYPE is what the standard says. */
FINDING("gVisor reports EINVAL for a stream socket of UDP")
{
	return socket(AF_INET, SOCK_STREAM, IPPROTO_UDP) == -1 && errno == EINVAL ? SHOWN
										  : NOT_SHOWN;
}

/* EAFNOSUPPORT is what the standard says. */
FINDING("gVisor reports EINVAL, not EAFNOSUPPORT, for an address of another family")
{
	struct sockaddr_un other = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	return sendto(fd, "a", 1, 0, (struct sockaddr *)&other, sizeof(other)) == -1 &&
			       errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

/* In a network that has nothing, lest anything be sent. ENETUNREACH is what Linux reports. */
FINDING("gVisor reports EHOSTUNREACH where no route leads")
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0xc0000201)};
	int fd;

	if (unshare(CLONE_NEWNET) == -1 && unshare(CLONE_NEWNET | CLONE_NEWUSER) == -1)
		return CANNOT_TRY;
	fd = socket(AF_INET, SOCK_STREAM, 0);
	return connect(fd, (struct sockaddr *)&address, sizeof(address)) == -1 &&
			       errno == EHOSTUNREACH
		       ? SHOWN
		       : NOT_SHOWN;
}
