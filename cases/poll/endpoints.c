#include "endpoints.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static int type_of(enum kind kind)
{
	return kind == SEQPACKET ? SOCK_SEQPACKET : kind == DGRAM ? SOCK_DGRAM : SOCK_STREAM;
}

int new_endpoint(enum kind kind)
{
	return kind == TCP ? own((int)SETUP(socket(AF_INET, SOCK_STREAM, 0)))
			   : new_socket(type_of(kind));
}

int listening_endpoint(enum kind kind, int backlog)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd;

	if (kind != TCP)
		return listening_socket(type_of(kind), scratch_path(), backlog);
	fd = new_endpoint(TCP);
	SETUP(bind(fd, (struct sockaddr *)&address, sizeof(address)));
	SETUP(listen(fd, backlog));
	return fd;
}

int connect_endpoint(int fd, int listener)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);

	SETUP(getsockname(listener, (struct sockaddr *)&address, &length));
	errno = 0;
	return connect(fd, (struct sockaddr *)&address, length);
}

struct socket_ends open_endpoints(enum kind kind)
{
	struct socket_ends ends;
	int listener;

	if (kind != TCP)
		return open_socketpair(type_of(kind));
	listener = listening_endpoint(TCP, 1);
	ends.one = new_endpoint(TCP);
	SETUP(connect_endpoint(ends.one, listener));
	ends.other = accepted_socket(listener);
	close_end(listener);
	return ends;
}

void deliver_bytes(int from, int to, const char *bytes)
{
	char byte;

	send_bytes(from, bytes, strlen(bytes));
	SETUP(recv(to, &byte, 1, MSG_PEEK));
}
