#include "unix_type.h"

#include <poll.h>

#include "deviant.h"

int local_socket_type(int fd)
{
	struct sockaddr_storage name = {.ss_family = AF_UNSPEC};
	socklen_t size = sizeof(name);
	int type;

	if (real_getsockname(fd, (struct sockaddr *)&name, &size) == -1 ||
	    name.ss_family != AF_UNIX)
		return 0;
	size = sizeof(type);
	return real_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 ? type : 0;
}

bool is_of_messages(int fd)
{
	int type = local_socket_type(fd);

	return type == SOCK_DGRAM || type == SOCK_SEQPACKET;
}

bool is_hung_up(int fd)
{
	struct pollfd entry = {fd, 0, 0};

	return real_poll(&entry, 1, 0) == 1 && entry.revents & POLLHUP;
}
