/* Sockets of the internet family, on the loopback interface. */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
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
