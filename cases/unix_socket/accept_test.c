/* accept() and accept4() of connections that are there: the order, the new socket, the address. */
#include "accept.h"

#include <fcntl.h>
#include <string.h>

CASE_VARIANTS(connection_types, unix_accept_new_fd_lowest)
{
	struct server server = open_server(variant()->value);
	int lower = new_client(server);
	int client = new_client(server);
	int unused;
	int first;

	EXPECT(lower < client);
	unused = lowest_free();
	first = (int)EXPECT_EQ(unused, own(accept(server.listener, NULL, NULL)));
	expect_conversation(lower, first);
	close_end(lower);
	EXPECT_EQ(lower, own(accept(server.listener, NULL, NULL)));
	expect_conversation(client, lower);
}

/* The clients arrive one after the other; some are accepted before others are there. */
CASE_VARIANTS(connection_types, unix_accept_fifo_order)
{
	enum { CLIENTS = 12 };
	struct server server = open_server(variant()->value);
	unsigned char arrived = 0;
	unsigned char served = 0;

	while (served < CLIENTS) {
		/* Up to six wait. */
		for (; arrived < CLIENTS && arrived - served < 6; arrived++)
			send_bytes(new_client(server), &arrived, 1);
		do {
			expect_received(accepted_socket(server.listener), &served, 1);
			served++;
		} while (served % 3 != 0 && served < arrived);
	}
	expect_pending(0, server.listener);
}

CASE_VARIANTS(connection_types, unix_accept_same_type)
{
	struct server server = open_server(variant()->value);
	struct sockaddr_un name;
	socklen_t length = sizeof(name);
	int fd;

	new_client(server);
	fd = accepted_socket(server.listener);
	EXPECT_EQ(server.type, socket_option(fd, SO_TYPE));
#ifdef SO_PROTOCOL
	EXPECT_EQ(socket_option(server.listener, SO_PROTOCOL), socket_option(fd, SO_PROTOCOL));
#endif
#ifdef SO_DOMAIN
	EXPECT_EQ(AF_UNIX, socket_option(fd, SO_DOMAIN));
#endif
	EXPECT_OK(getsockname(fd, (struct sockaddr *)&name, &length));
	EXPECT_EQ(AF_UNIX, name.sun_family);
}

CASE_VARIANTS(connection_types, unix_accept_listener_stays_open)
{
	struct server server = open_server(variant()->value);
	int round;

	for (round = 0; round < 3; round++) {
		int client = new_client(server);
		int fd = accepted_socket(server.listener);

		EXPECT_EQ(1, socket_option(server.listener, SO_ACCEPTCONN));
		expect_conversation(client, fd);
		close_end(fd);
	}
	expect_pending(0, server.listener);
	new_client(server);
	expect_pending(1, server.listener);
}

CASE_VARIANTS(connection_types, unix_accept_new_cannot_accept)
{
	struct server server = open_server(variant()->value);
	int client = new_client(server);
	int fd = accepted_socket(server.listener);

	new_client(server);
	EXPECT_EQ(0, socket_option(fd, SO_ACCEPTCONN));
	EXPECT_ERROR(EINVAL, own(accept(fd, NULL, NULL)));
	expect_conversation(client, fd);
	expect_pending(1, server.listener);
}

CASE_VARIANTS(connection_types, unix_accept_null_address_ok)
{
	struct server server = open_server(variant()->value);
	int client = new_client_at(server, scratch_path());
	socklen_t length = 0;

	expect_conversation(client, (int)EXPECT_OK(own(accept(server.listener, NULL, NULL))));
	client = new_client_at(server, scratch_path());
	expect_conversation(client, (int)EXPECT_OK(own(accept(server.listener, NULL, &length))));
}

CASE_VARIANTS(connection_types, unix_accept_peer_address_stored)
{
	struct server server = open_server(variant()->value);
	int round;

	for (round = 0; round < 2; round++) {
		const char *path = scratch_path();
		struct unix_address expected = address_of_path(path);
		struct sockaddr_un name;
		socklen_t length = sizeof(name);

		new_client_at(server, path);
		memset(&name, 'x', sizeof(name));
		EXPECT_OK(own(accept(server.listener, (struct sockaddr *)&name, &length)));
		EXPECT_EQ(AF_UNIX, name.sun_family);
		/* Whether the null byte is counted is left open, and so are null bytes behind. */
		EXPECT(length >= expected.length - 1 && length <= sizeof(name));
		EXPECT_BYTES(path, name.sun_path, strlen(path));
		EXPECT(length == expected.length - 1 || name.sun_path[strlen(path)] == '\0');
	}
}

CASE_VARIANTS(connection_types, unix_accept_peer_unbound_unspecified)
{
	struct server server = open_server(variant()->value);
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	socklen_t length = sizeof(name);

	new_client(server);
	EXPECT_OK(own(accept(server.listener, (struct sockaddr *)&name, &length)));
	observe("length of the address of a client that has none", "%d", (int)length);
	observe("family of the address of a client that has none", "%s",
		name.sun_family == AF_UNIX ? "AF_UNIX" : "another");
}

CASE_VARIANTS(connection_types, unix_accept_address_truncated)
{
	enum { STEP = 3 };
	struct server server = open_server(variant()->value);
	socklen_t room;

	for (room = 0; room < 4 * STEP; room += STEP) {
		const char *path = scratch_path();
		struct unix_address address = address_of_path(path);
		unsigned char expected[sizeof(address.name)];
		unsigned char bytes[sizeof(address.name)];
		socklen_t length = room;

		SETUP_THAT(room < address.length - 1, "the path %s is too short", path);
		memset(expected, 'x', sizeof(expected));
		memcpy(expected, &address.name, room);
		memset(bytes, 'x', sizeof(bytes));
		new_client_at(server, path);
		EXPECT_OK(own(accept(server.listener, (struct sockaddr *)bytes, &length)));
		EXPECT_BYTES(expected, bytes, sizeof(bytes));
	}
}

/* How accept() fails. */
enum { WITHOUT_CONNECTION, WITHOUT_LISTENING, WITHOUT_DESCRIPTOR };
static const struct variant failures[] = {{"eagain", WITHOUT_CONNECTION, NULL},
					  {"einval", WITHOUT_LISTENING, NULL},
					  {"emfile", WITHOUT_DESCRIPTOR, NULL}};

CASE_VARIANTS(failures, unix_accept_fail_len_unchanged)
{
	struct server server = open_server(SOCK_STREAM);
	int fd = server.listener;
	struct sockaddr_un name;
	socklen_t length = sizeof(name) - 7;

	if (variant()->value == WITHOUT_CONNECTION)
		set_nonblocking(fd, true);
	if (variant()->value == WITHOUT_LISTENING)
		fd = bound_socket(SOCK_STREAM, scratch_path());
	if (variant()->value == WITHOUT_DESCRIPTOR) {
		new_client_at(server, scratch_path());
		leave_descriptors(0);
	}
	EXPECT_EQ(-1, own(accept(fd, (struct sockaddr *)&name, &length)));
	EXPECT_EQ(sizeof(name) - 7, length);
}

CASE_VARIANTS(connection_types, unix_accept_connect_before_accept_ok)
{
	struct server server = open_server(variant()->value);
	struct unix_address address = address_of_path(server.path);
	int client = new_socket(server.type);
	int fd;

	EXPECT_EQ(0, connect(client, AS_ADDRESS(&address)));
	EXPECT_EQ(5, send(client, "early", 5, 0));
	fd = accepted_socket(server.listener);
	expect_received(fd, "early", 5);
	expect_conversation(fd, client);
}

/* One client stays, the other one is gone when it is accepted. */
CASE_VARIANTS(connection_types, unix_accept_data_before_accept_kept)
{
	struct server server = open_server(variant()->value);
	int closing = new_client(server);
	int staying = new_client(server);
	char byte;
	int fd;

	send_bytes(closing, "farewell", 8);
	close_end(closing);
	send_bytes(staying, "hello", 5);
	fd = accepted_socket(server.listener);
	expect_received(fd, "farewell", 8);
	EXPECT_EQ(0, recv(fd, &byte, 1, 0));
	fd = accepted_socket(server.listener);
	expect_received(fd, "hello", 5);
	expect_conversation(fd, staying);
}

CASE_VARIANTS(connection_types, unix_accept_cloexec_clear)
{
	struct server server = open_server(variant()->value);

	SETUP(fcntl(server.listener, F_SETFD, FD_CLOEXEC));
	new_client(server);
	EXPECT(!(EXPECT_OK(fcntl(accepted_socket(server.listener), F_GETFD)) & FD_CLOEXEC));
}

/* The flags of accept4(); the listener has the others, or all, or none. */
static const struct variant accept4_flags[] = {{"none", 0, NULL},
					       {"cloexec", SOCK_CLOEXEC, NULL},
					       {"nonblock", SOCK_NONBLOCK, NULL},
#if defined(SOCK_CLOFORK) && defined(FD_CLOFORK)
					       {"clofork", SOCK_CLOFORK, NULL},
#endif
					       {"both", SOCK_CLOEXEC | SOCK_NONBLOCK, NULL}};

CASE_VARIANTS(accept4_flags, unix_accept4_flags)
{
	struct server server = open_server(SOCK_STREAM);
	int flags = (int)variant()->value;
	int round;

	for (round = 0; round < 4; round++) {
		int client = new_client(server);
		int fd;

		SETUP(fcntl(server.listener, F_SETFD, round & 1 ? FD_CLOEXEC : 0));
		set_nonblocking(server.listener, round & 2);
		fd = (int)EXPECT_OK(own(accept4(server.listener, NULL, NULL, flags)));
		expect_made_with(flags, fd);
		expect_conversation(client, fd);
	}
}

CASE(unix_accept4_bad_flag_einval)
{
	struct server server = open_server(SOCK_STREAM);
	unsigned known = SOCK_CLOEXEC | SOCK_NONBLOCK;
	unsigned bit;
	int unused;

#ifdef SOCK_CLOFORK
	known |= SOCK_CLOFORK;
#endif
	new_client(server);
	unused = lowest_free();
	for (bit = 1; bit != 0; bit <<= 1) {
		if (bit & known)
			continue;
		EXPECT_ERROR(EINVAL, own(accept4(server.listener, NULL, NULL, (int)bit)));
		EXPECT_ERROR(EINVAL, own(accept4(server.listener, NULL, NULL, (int)(bit | known))));
	}
	EXPECT_EQ(unused, lowest_free());
	expect_pending(1, server.listener);
}
