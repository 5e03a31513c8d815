/* How sockets come into their states. */
#include "endpoints.h"

#include <fcntl.h>

ENTRANCE(unconnected)
{
	return new_endpoint(kind);
}

ENTRANCE(listening)
{
	return listening_endpoint(kind, 1);
}

ENTRANCE(listening_with_connection)
{
	int listener = listening_endpoint(kind, 1);

	SETUP(connect_endpoint(new_endpoint(kind), listener));
	await_shown(listener, POLLIN);
	return listener;
}

/* The answer is not given, as there is no place for one more connection. */
ENTRANCE(connecting)
{
	int listener = listening_endpoint(kind, 0);
	int fd = new_endpoint(kind);

	SETUP(connect_endpoint(new_endpoint(kind), listener));
	await_shown(listener, POLLIN);
	set_nonblocking(fd, true);
	if (connect_endpoint(fd, listener) == 0)
		skip_unsupported("a second connection is accepted beyond a backlog of 0");
	SETUP_THAT(errno == EINPROGRESS, "connect(): %s", error_name(errno));
	return fd;
}

/* The address is known to be nobody's: it is bound, but does not listen. */
ENTRANCE(refused)
{
	int listener = listening_endpoint(kind, 1);
	int deaf = new_endpoint(kind);
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int fd = new_endpoint(kind);

	SETUP(getsockname(listener, (struct sockaddr *)&address, &length));
	close_end(listener);
	SETUP(bind(deaf, (struct sockaddr *)&address, length));
	set_nonblocking(fd, true);
	SETUP_THAT(connect_endpoint(fd, deaf) == -1 &&
			   (errno == EINPROGRESS || errno == ECONNREFUSED),
		   "connect(): %s", error_name(errno));
	await_shown(fd, POLLIN);
	return fd;
}

ENTRANCE(connected)
{
	return open_endpoints(kind).one;
}

ENTRANCE(connected_with_data)
{
	struct socket_ends ends = open_endpoints(kind);

	deliver_bytes(ends.other, ends.one, "x");
	return ends.one;
}

ENTRANCE(connected_with_no_bytes)
{
	struct socket_ends ends = open_endpoints(kind);

	send_bytes(ends.other, "", 0);
	return ends.one;
}

/*
 * Full for good: what the other end may yet take away, over a network, is
 * little of what is in the buffer.
 */
static void fill_endpoint(enum kind kind, struct socket_ends ends)
{
	enum { LARGE = 1 << 17, LITTLE = 1 };
	int output = kind == TCP ? LARGE : LITTLE;
	int input = LITTLE;

	SETUP(setsockopt(ends.one, SOL_SOCKET, SO_SNDBUF, &output, sizeof(output)));
	SETUP(setsockopt(ends.other, SOL_SOCKET, SO_RCVBUF, &input, sizeof(input)));
	fill(ends.one);
}

ENTRANCE(connected_full)
{
	struct socket_ends ends = open_endpoints(kind);

	fill_endpoint(kind, ends);
	return ends.one;
}

ENTRANCE(connected_full_with_data)
{
	struct socket_ends ends = open_endpoints(kind);

	deliver_bytes(ends.other, ends.one, "x");
	fill_endpoint(kind, ends);
	return ends.one;
}

/* Of one way only: the receiver is not connected to the sender. */
ENTRANCE(connected_to_full)
{
	const char *path = scratch_path();
	int sender;

	bound_socket(SOCK_DGRAM, path);
	sender = connected_socket(SOCK_DGRAM, path);
	fill(sender);
	return sender;
}

static struct socket_ends open_with_urgent_data(enum kind kind)
{
	struct socket_ends ends = open_endpoints(kind);
	ssize_t count = send(ends.other, "!", 1, MSG_OOB);

	if (count == -1 && errno == EOPNOTSUPP)
		skip_unsupported("there is no out-of-band data");
	SETUP(count);
	await_shown(ends.one, POLLPRI);
	return ends;
}

ENTRANCE(connected_with_urgent_data)
{
	return open_with_urgent_data(kind).one;
}

ENTRANCE(connected_with_data_and_urgent_data)
{
	struct socket_ends ends = open_endpoints(kind);

	deliver_bytes(ends.other, ends.one, "x");
	SETUP(send(ends.other, "!", 1, MSG_OOB));
	await_shown(ends.one, POLLPRI);
	return ends.one;
}

/* The other end has come to its end; with data before it, or without. */
static void await_end(struct socket_ends ends)
{
	char byte;

	SETUP(recv(ends.one, &byte, 1, MSG_PEEK));
	await_shown(ends.one, POLLIN);
}

ENTRANCE(peer_shut)
{
	struct socket_ends ends = open_endpoints(kind);

	SETUP(shutdown(ends.other, SHUT_WR));
	await_end(ends);
	return ends.one;
}

ENTRANCE(peer_shut_with_data)
{
	struct socket_ends ends = open_endpoints(kind);

	send_bytes(ends.other, "x", 1);
	SETUP(shutdown(ends.other, SHUT_WR));
	await_end(ends);
	return ends.one;
}

static int self_shut(enum kind kind, int how)
{
	int fd = open_endpoints(kind).one;

	SETUP(shutdown(fd, how));
	return fd;
}

ENTRANCE(self_shut)
{
	return self_shut(kind, SHUT_WR);
}

ENTRANCE(input_shut)
{
	return self_shut(kind, SHUT_RD);
}

ENTRANCE(all_shut)
{
	return self_shut(kind, SHUT_RDWR);
}

ENTRANCE(both_shut)
{
	struct socket_ends ends = open_endpoints(kind);

	SETUP(shutdown(ends.one, SHUT_WR));
	SETUP(shutdown(ends.other, SHUT_WR));
	await_end(ends);
	return ends.one;
}

ENTRANCE(peer_closed)
{
	struct socket_ends ends = open_endpoints(kind);

	close_end(ends.other);
	if (kind != DGRAM)
		await_end(ends);
	return ends.one;
}

ENTRANCE(peer_closed_with_data)
{
	struct socket_ends ends = open_endpoints(kind);

	send_bytes(ends.other, "x", 1);
	close_end(ends.other);
	await_end(ends);
	return ends.one;
}

ENTRANCE(peer_closed_unread)
{
	struct socket_ends ends = open_endpoints(kind);

	deliver_bytes(ends.one, ends.other, "x");
	close_end(ends.other);
	await_shown(ends.one, POLLIN);
	return ends.one;
}
