#include <sys/time.h>
#include <unistd.h>

#include "../unix_socket/unix_socket.h"
#include "blocking.h"

static struct place on_pair(int type)
{
	struct socket_ends ends = open_socketpair(type);

	return (struct place){.here = ends.one, .there = ends.other};
}

static struct place on_empty_stream(void)
{
	return on_pair(SOCK_STREAM);
}

static struct place on_empty_datagrams(void)
{
	return on_pair(SOCK_DGRAM);
}

static struct place on_full_pair(int type)
{
	struct place place = on_pair(type);

	shrink_buffers((struct socket_ends){place.here, place.there});
	fill(place.here);
	return place;
}

static struct place on_full_stream(void)
{
	return on_full_pair(SOCK_STREAM);
}

static struct place on_full_datagrams(void)
{
	return on_full_pair(SOCK_DGRAM);
}

/* Limits that the calls do not reach. */
static void limit_time(int fd, int option)
{
	struct timeval limit = {.tv_sec = 600};

	SETUP(setsockopt(fd, SOL_SOCKET, option, &limit, sizeof(limit)));
}

static struct place on_empty_stream_with_timeout(void)
{
	struct place place = on_empty_stream();

	limit_time(place.here, SO_RCVTIMEO);
	return place;
}

static struct place on_full_stream_with_timeout(void)
{
	struct place place = on_full_stream();

	limit_time(place.here, SO_SNDTIMEO);
	return place;
}

static void send_byte(struct place *place)
{
	send_bytes(place->there, "x", 1);
}

static void receive_all(struct place *place)
{
	char buffer[4096];

	while (recv(place->there, buffer, sizeof(buffer), MSG_DONTWAIT) > 0)
		continue;
}

static int wait_in_send(struct place *place)
{
	return send(place->here, "x", 1, 0) == 1 ? 0 : -1;
}

static int wait_in_sendto(struct place *place)
{
	return sendto(place->here, "x", 1, 0, NULL, 0) == 1 ? 0 : -1;
}

static int wait_in_sendmsg(struct place *place)
{
	struct msghdr message = {.msg_iov = &(struct iovec){"x", 1}, .msg_iovlen = 1};

	return sendmsg(place->here, &message, 0) == 1 ? 0 : -1;
}

static int wait_in_write(struct place *place)
{
	return write(place->here, "x", 1) == 1 ? 0 : -1;
}

static int wait_in_recv(struct place *place)
{
	char byte;

	return recv(place->here, &byte, 1, 0) == 1 ? 0 : -1;
}

static int wait_in_recvfrom(struct place *place)
{
	char byte;

	return recvfrom(place->here, &byte, 1, 0, NULL, NULL) == 1 ? 0 : -1;
}

static int wait_in_recvmsg(struct place *place)
{
	char byte;
	struct msghdr message = {.msg_iov = &(struct iovec){&byte, 1}, .msg_iovlen = 1};

	return recvmsg(place->here, &message, 0) == 1 ? 0 : -1;
}

static int wait_in_read(struct place *place)
{
	char byte;

	return read(place->here, &byte, 1) == 1 ? 0 : -1;
}

static struct place on_listener(void)
{
	const char *path = scratch_path();

	return (struct place){.here = listening_socket(SOCK_STREAM, path, 1), .path = path};
}

static int wait_in_accept(struct place *place)
{
	int fd = own(accept(place->here, NULL, NULL));

	return fd == -1 ? -1 : 0;
}

static void connect_one(struct place *place)
{
	connected_socket(SOCK_STREAM, place->path);
}

/* A listener with as many connections pending as there may be. */
static struct place on_full_listener(void)
{
	const char *path = scratch_path();
	struct place place = {.here = listening_socket(SOCK_STREAM, path, 0), .path = path};
	struct unix_address address = address_of_path(path);

	while (connect(new_socket(SOCK_STREAM | SOCK_NONBLOCK), AS_ADDRESS(&address)) == 0)
		continue;
	return place;
}

static int wait_in_connect(struct place *place)
{
	struct unix_address address = address_of_path(place->path);

	return connect(new_socket(SOCK_STREAM), AS_ADDRESS(&address));
}

static void accept_one(struct place *place)
{
	accepted_socket(place->here);
}

const struct blocking_call accept_of_listener = {CALL_ACCEPT, on_listener, wait_in_accept,
						 connect_one, NULL};
const struct blocking_call connect_to_listener = {CALL_CONNECT, on_full_listener, wait_in_connect,
						  accept_one, NULL};
const struct blocking_call send_of_stream = {CALL_SEND, on_full_stream, wait_in_send, receive_all,
					     NULL};
const struct blocking_call send_of_datagram = {CALL_SEND, on_full_datagrams, wait_in_send,
					       receive_all, NULL};
const struct blocking_call sendto_of_datagram = {CALL_SEND, on_full_datagrams, wait_in_sendto,
						 receive_all, NULL};
const struct blocking_call sendmsg_of_stream = {CALL_SEND, on_full_stream, wait_in_sendmsg,
						receive_all, NULL};
const struct blocking_call write_of_socket = {CALL_WRITE, on_full_stream, wait_in_write,
					      receive_all, NULL};
const struct blocking_call recv_of_stream = {CALL_RECEIVE, on_empty_stream, wait_in_recv, send_byte,
					     NULL};
const struct blocking_call recv_of_datagram = {CALL_RECEIVE, on_empty_datagrams, wait_in_recv,
					       send_byte, NULL};
const struct blocking_call recvfrom_of_datagram = {CALL_RECEIVE, on_empty_datagrams,
						   wait_in_recvfrom, send_byte, NULL};
const struct blocking_call recvmsg_of_stream = {CALL_RECEIVE, on_empty_stream, wait_in_recvmsg,
						send_byte, NULL};
const struct blocking_call read_of_socket = {CALL_READ, on_empty_stream, wait_in_read, send_byte,
					     NULL};
const struct blocking_call recv_with_timeout = {CALL_RECEIVE, on_empty_stream_with_timeout,
						wait_in_recv, send_byte, NULL};
const struct blocking_call send_with_timeout = {CALL_SEND, on_full_stream_with_timeout,
						wait_in_send, receive_all, NULL};
