/* Deviants of poll(): what it shows of sockets, files and terminals. */
#include "poll_entries.h"

#include <fcntl.h>
#include <unistd.h>

static bool is_listener(int fd)
{
	int value = 0;
	socklen_t length = sizeof(value);

	real_getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &length);
	return value;
}

POLL_DEVIANT(poll_socket_listener_in, "a connection that is pending is not seen", is_listener,
	     entry)
{
	return entry->revents & ~POLL_INPUT;
}

static bool is_nonblocking_socket(int fd)
{
	return is_any_socket(fd) && real_fcntl(fd, F_GETFL) & O_NONBLOCK;
}

POLL_DEVIANT(poll_socket_connect_out, "an asynchronous connection is never established",
	     is_nonblocking_socket, entry)
{
	return entry->revents & ~POLL_OUTPUT;
}

/* Whether recv() would return 0: the end, or a datagram of no bytes. */
static bool is_nothing(int fd)
{
	char byte;

	return real_recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

POLL_DEVIANT(poll_socket_in_on_data_or_eof, "the end is not seen", is_stream_or_packet_socket,
	     entry)
{
	return is_nothing(entry->fd) ? entry->revents & ~POLL_INPUT : entry->revents;
}

POLL_DEVIANT(poll_socket_dgram_in, "a datagram without bytes is not seen", is_any_socket, entry)
{
	return is_nothing(entry->fd) ? entry->revents & ~POLL_INPUT : entry->revents;
}

POLL_DEVIANT(poll_socket_not_out_when_full, "a full socket is writable", is_any_socket, entry)
{
	return entry->revents | (entry->events & POLL_OUTPUT);
}

POLL_DEVIANT(poll_socket_linux_hup_both_shut, "a socket never hangs up", is_any_socket, entry)
{
	return entry->revents & ~POLLHUP;
}

POLL_DEVIANT(poll_linux_ready_states, "priority data cannot be written", is_any_socket, entry)
{
	return entry->revents & ~POLLWRBAND;
}

static bool is_terminal(int fd)
{
	return isatty(fd);
}

POLL_DEVIANT(poll_supported_types, "terminals are not supported", is_terminal, entry)
{
	(void)entry;
	return POLLNVAL;
}

static bool is_regular_file(int fd)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

POLL_DEVIANT(poll_regular_file_always_ready, "the end of a file is not readable", is_regular_file,
	     entry)
{
	struct stat status;

	real_fstat(entry->fd, &status);
	if (real_lseek(entry->fd, 0, SEEK_CUR) < status.st_size)
		return entry->revents;
	return entry->revents & ~POLL_INPUT;
}

static bool is_nonblocking(int fd)
{
	return real_fcntl(fd, F_GETFL) & O_NONBLOCK;
}

POLL_DEVIANT(poll_not_affected_by_nonblock, "what is non-blocking is always ready", is_nonblocking,
	     entry)
{
	return entry->revents | (entry->events & (POLL_INPUT | POLL_OUTPUT));
}
