/* listen(): a socket accepts connections from now on, and how many may wait; when it fails. */
#include "accept.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

/* It does not accept connections. */
#define expect_not_listening(fd) EXPECT(socket_option(fd, SO_ACCEPTCONN) == 0)

CASE_VARIANTS(connection_types, unix_listen_marks_accepting)
{
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);
	int fd = bound_socket((int)variant()->value, path);
	int client = new_socket((int)variant()->value);

	expect_not_listening(fd);
	EXPECT_ERROR(ECONNREFUSED, connect(client, AS_ADDRESS(&address)));
	EXPECT_EQ(0, listen(fd, 1));
	EXPECT_EQ(1, socket_option(fd, SO_ACCEPTCONN));
	client = connected_socket((int)variant()->value, path);
	expect_conversation(client, accepted_socket(fd));
	EXPECT_EQ(1, socket_option(fd, SO_ACCEPTCONN));
}

CASE_VARIANTS(connection_types, unix_listen_backlog_somaxconn_ok)
{
	static const int backlogs[] = {1, 2, 5, 128, SOMAXCONN};
	int type = (int)variant()->value;
	size_t i;

	for (i = 0; i < sizeof(backlogs) / sizeof(backlogs[0]); i++) {
		const char *path = scratch_path();
		int fd = bound_socket(type, path);
		int client;

		if (backlogs[i] > SOMAXCONN)
			continue;
		EXPECT_EQ(0, listen(fd, backlogs[i]));
		client = connected_socket(type, path);
		expect_conversation(client, accepted_socket(fd));
	}
}

/* As many connections as there is room for, none of which is accepted; up to ENOUGH. */
enum { ENOUGH = 16 };

static int connect_while_room(struct server server)
{
	struct unix_address address = address_of_path(server.path);
	int count;

	for (count = 0; count < ENOUGH; count++)
		if (connect(new_socket(server.type | SOCK_NONBLOCK), AS_ADDRESS(&address)) == -1)
			break;
	return count;
}

static int queue_of(int type, int backlog)
{
	struct server server = open_server(type);

	EXPECT_EQ(0, listen(server.listener, backlog));
	return connect_while_room(server);
}

static const struct variant negative_backlogs[] = {
	{"succeeds", 0, NULL}, {"queue_of_minus_1", -1, NULL}, {"queue_of_int_min", INT_MIN, NULL}};

CASE_VARIANTS(negative_backlogs, unix_listen_negative_backlog_as_zero)
{
	int fd;

	if (variant()->value) {
		EXPECT_EQ(queue_of(SOCK_STREAM, 0), queue_of(SOCK_STREAM, (int)variant()->value));
		return;
	}
	fd = bound_socket(SOCK_STREAM, scratch_path());
	EXPECT_EQ(0, listen(fd, -1));
	EXPECT_EQ(1, socket_option(fd, SO_ACCEPTCONN));
	fd = bound_socket(SOCK_STREAM, scratch_path());
	EXPECT_EQ(0, listen(fd, INT_MIN));
	EXPECT_EQ(1, socket_option(fd, SO_ACCEPTCONN));
}

CASE_VARIANTS(connection_types, unix_listen_backlog_is_hint)
{
	int type = (int)variant()->value;

	observe("connections that wait with a backlog of 0", "%d", queue_of(type, 0));
	observe("connections that wait with a backlog of 1", "%d", queue_of(type, 1));
	observe("connections that wait with a backlog of 5", "%d", queue_of(type, 5));
}

CASE_VARIANTS(connection_types, unix_listen_repeat_changes_backlog)
{
	struct server server = open_server(variant()->value);
	int more;
	int less;

	SETUP(listen(server.listener, 1));
	connect_while_room(server);
	if (listen(server.listener, 6) == -1) {
		observe("listen() on a socket that listens", "%s", error_name(errno));
		return;
	}
	more = connect_while_room(server);
	if (listen(server.listener, 1) == -1) {
		observe("listen() for fewer connections than wait", "%s", error_name(errno));
		return;
	}
	less = connect_while_room(server);
	observe("connections with room after listen(fd, 1), 6, 1 and a full queue each", "%d, %d",
		more, less);
}

CASE(listen_ebadf)
{
	EXPECT_OK(listen(bound_socket(SOCK_STREAM, scratch_path()), 1));
	EXPECT_ERROR(EBADF, listen(-1, 1));
	EXPECT_ERROR(EBADF, listen(lowest_free(), 1));
}

CASE(listen_enotsock)
{
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
	int fds[2];

	SETUP(pipe(fds));
	EXPECT_OK(listen(bound_socket(SOCK_STREAM, scratch_path()), 1));
	EXPECT_ERROR(ENOTSOCK, listen(file, 1));
	EXPECT_ERROR(ENOTSOCK, listen(own(fds[0]), 1));
	EXPECT_ERROR(ENOTSOCK, listen(own(fds[1]), 1));
}

CASE_VARIANTS(connection_types, listen_edestaddrreq)
{
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);
	int fd = new_socket((int)variant()->value);

	EXPECT_ERROR(EDESTADDRREQ, listen(fd, 1));
	expect_not_listening(fd);
	EXPECT_OK(bind(fd, AS_ADDRESS(&address)));
	EXPECT_OK(listen(fd, 1));
}

CASE_VARIANTS(connection_types, listen_einval_connected)
{
	struct server server = open_server(variant()->value);
	int client = new_client_at(server, scratch_path());
	int accepted = accepted_socket(server.listener);

	EXPECT_OK(listen(bound_socket(server.type, scratch_path()), 1));
	EXPECT_ERROR(EINVAL, listen(client, 1));
	EXPECT_ERROR(EINVAL, listen(accepted, 1));
	expect_not_listening(client);
	expect_not_listening(accepted);
	expect_conversation(client, accepted);
}

CASE(listen_eopnotsupp)
{
	const char *path = scratch_path();
	int fd = bound_socket(SOCK_DGRAM, path);
	int peer = connected_socket(SOCK_DGRAM, path);

	EXPECT_OK(listen(bound_socket(SOCK_STREAM, scratch_path()), 1));
	EXPECT_ERROR(EOPNOTSUPP, listen(fd, 1));
	expect_not_listening(fd);
	send_bytes(peer, "x", 1);
	expect_received(fd, "x", 1);
}

CASE_VARIANTS(connection_types, listen_einval_shut_down)
{
	int fd = bound_socket((int)variant()->value, scratch_path());

	if (shutdown(fd, SHUT_RDWR) == -1) {
		observe("shutdown() of a bound socket", "%s", error_name(errno));
		return;
	}
	observe("listen() on a socket that was shut down", "%s",
		listen(fd, 1) == 0 ? "success" : error_name(errno));
}
