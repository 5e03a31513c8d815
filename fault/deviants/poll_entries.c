#include "poll_entries.h"

#include <unistd.h>

bool is_any(int fd)
{
	return fd >= 0;
}

static int socket_type(int fd)
{
	int type = 0;
	socklen_t length = sizeof(type);

	return real_getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 ? type : 0;
}

bool is_any_socket(int fd)
{
	return socket_type(fd) != 0;
}

bool is_stream_or_packet_socket(int fd)
{
	int type = socket_type(fd);

	return type == SOCK_STREAM || type == SOCK_SEQPACKET;
}

void poll_forever(void)
{
	for (;;)
		real_poll(NULL, 0, -1);
}

int poll_changed(struct pollfd *entries, nfds_t count, int timeout, bool (*is_of_interest)(int fd),
		 short (*change)(const struct pollfd *entry))
{
	int result = real_poll(entries, count, timeout);
	nfds_t i;

	if (result == -1)
		return result;
	result = 0;
	for (i = 0; i < count; i++) {
		if (entries[i].fd >= 0 && is_of_interest(entries[i].fd))
			entries[i].revents = change(&entries[i]);
		result += entries[i].revents != 0;
	}
	if (result == 0 && timeout < 0)
		poll_forever();
	return result;
}
