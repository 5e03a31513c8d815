#include "accept.h"

enum { ROOM = 20 };

int by_accept(int listener, struct sockaddr *address, socklen_t *length)
{
	return accept(listener, address, length);
}

int by_accept4(int listener, struct sockaddr *address, socklen_t *length)
{
	return accept4(listener, address, length, 0);
}

struct server unix_server_open(int type)
{
	struct server server = {.type = type, .path = scratch_path()};

	server.listener = unix_socket_listening(type, server.path, ROOM);
	return server;
}

int unix_server_client(struct server server, const char *own_path)
{
	struct unix_address address = address_of_path(server.path);
	int fd = unix_socket_bound(server.type, own_path);

	check_success(THERE, "connect()", connect(fd, AS_ADDRESS(&address)));
	return fd;
}

void unix_server_expect_pending(int count, int listener)
{
	descriptor_set_nonblocking(listener, true);
	for (; count > 0; count--)
		descriptor_close((int)check_success(THERE, "accept() of a pending connection",
						    accept(listener, NULL, NULL)));
	errno = 0;
	check_error(THERE, "accept() with nothing pending", own(accept(listener, NULL, NULL)), -1,
		    EAGAIN, EWOULDBLOCK);
	descriptor_set_nonblocking(listener, false);
}
