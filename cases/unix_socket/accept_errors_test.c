/*
 * When accept() and accept4() fail at once. That a connection is pending, and
 * stays so, is part of it: what failed has taken nothing from the queue.
 */
#include "accept.h"

#include <fcntl.h>
#include <unistd.h>

static void nothing_pending(acceptor *function, long type)
{
	struct server server = open_server(type);
	int unused;

	new_client(server);
	set_nonblocking(server.listener, true);
	EXPECT_OK(own(function(server.listener, NULL, NULL)));
	unused = lowest_free();
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, own(function(server.listener, NULL, NULL)));
	EXPECT_EQ(unused, lowest_free());
	new_client(server);
	EXPECT_OK(own(function(server.listener, NULL, NULL)));
}

/* accept() in accept_blocked_test.c. */
TRY_TYPES(nothing_pending, by_accept4, accept4_eagain)

static void bad_descriptor(acceptor *function)
{
	struct server server = open_server(SOCK_STREAM);
	int closed;

	new_client(server);
	closed = (int)EXPECT_OK(own(function(server.listener, NULL, NULL)));
	close_end(closed);
	new_client(server);
	EXPECT_ERROR(EBADF, own(function(-1, NULL, NULL)));
	EXPECT_ERROR(EBADF, own(function(lowest_free(), NULL, NULL)));
	expect_pending(1, server.listener);
}

TRY(bad_descriptor, by_accept, accept_ebadf)
TRY(bad_descriptor, by_accept4, accept4_ebadf)

static void no_socket(acceptor *function)
{
	struct server server = open_server(SOCK_STREAM);
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
	int fds[2];

	SETUP(pipe(fds));
	own(fds[0]);
	own(fds[1]);
	new_client(server);
	EXPECT_OK(own(function(server.listener, NULL, NULL)));
	EXPECT_ERROR(ENOTSOCK, own(function(file, NULL, NULL)));
	EXPECT_ERROR(ENOTSOCK, own(function(fds[0], NULL, NULL)));
	EXPECT_ERROR(ENOTSOCK, own(function(fds[1], NULL, NULL)));
}

TRY(no_socket, by_accept, accept_enotsock)
TRY(no_socket, by_accept4, accept4_enotsock)

/* A socket that is bound, but does not listen; and both ends of a connection. */
static void not_listening(acceptor *function, long type)
{
	struct server server = open_server(type);
	int client = new_client_at(server, scratch_path());
	int fd = (int)EXPECT_OK(own(function(server.listener, NULL, NULL)));
	int bound = bound_socket(server.type, scratch_path());

	new_client(server);
	EXPECT_ERROR(EINVAL, own(function(bound, NULL, NULL)));
	EXPECT_ERROR(EINVAL, own(function(client, NULL, NULL)));
	EXPECT_ERROR(EINVAL, own(function(fd, NULL, NULL)));
	expect_conversation(client, fd);
	expect_pending(1, server.listener);
}

TRY_TYPES(not_listening, by_accept, accept_einval)
TRY_TYPES(not_listening, by_accept4, accept4_einval)

/* The connection is there to be accepted once a descriptor is free. */
static void no_descriptor(acceptor *function, long type)
{
	struct server server = open_server(type);
	int first = new_client(server);
	int second = new_client(server);
	int unused = lowest_free();

	send_bytes(first, "first", 5);
	leave_descriptors(0);
	EXPECT_ERROR(EMFILE, own(function(server.listener, NULL, NULL)));
	EXPECT_ERROR(EMFILE, own(function(server.listener, NULL, NULL)));
	leave_descriptors(1);
	EXPECT_EQ(unused, own(function(server.listener, NULL, NULL)));
	expect_received(unused, "first", 5);
	EXPECT_ERROR(EMFILE, own(function(server.listener, NULL, NULL)));
	leave_descriptors(1);
	expect_conversation(second, (int)EXPECT_OK(own(function(server.listener, NULL, NULL))));
}

TRY_TYPES(no_descriptor, by_accept, accept_emfile)
TRY_TYPES(no_descriptor, by_accept4, accept4_emfile)

static void datagrams(acceptor *function)
{
	struct server server = open_server(SOCK_STREAM);
	const char *path = scratch_path();
	int fd = bound_socket(SOCK_DGRAM, path);
	int peer = connected_socket(SOCK_DGRAM, path);

	new_client(server);
	EXPECT_OK(own(function(server.listener, NULL, NULL)));
	EXPECT_ERROR(EOPNOTSUPP, own(function(fd, NULL, NULL)));
	EXPECT_ERROR(EOPNOTSUPP, own(function(peer, NULL, NULL)));
	send_bytes(peer, "x", 1);
	expect_received(fd, "x", 1);
}

TRY(datagrams, by_accept, accept_eopnotsupp)
TRY(datagrams, by_accept4, accept4_eopnotsupp)
