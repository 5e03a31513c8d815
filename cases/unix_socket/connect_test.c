/*
 * connect() of a socket that makes connections: to whom it leads, and what it
 * leaves as it is. connect_dgram_test.c is about datagrams, and
 * connect_errors_test.c about what is refused.
 */
#include "paths.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void expect_none_waiting(int listener)
{
	set_nonblocking(listener, true);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, accept(listener, NULL, NULL));
}

CASE_VARIANTS(connection_types, unix_connect_to_listener)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int listener = listening_socket(type, path, 1);
	int client = new_socket(type);

	EXPECT_EQ(0, connect_to(client, path));
	expect_conversation(client, accepted_socket(listener));
	expect_none_waiting(listener);
}

/* A link that leads to the path. */
static const char *make_link(const char *path)
{
	const char *link = scratch_path();

	SETUP(symlink(path, link));
	return link;
}

CASE_VARIANTS(connection_types, unix_connect_follows_symlink)
{
	const char *path = scratch_path();
	const char *link = make_link(path);
	int type = (int)variant()->value;
	int listener = listening_socket(type, path, 2);
	int client = new_socket(type);
	int other = new_socket(type);

	EXPECT_EQ(0, connect_to(client, link));
	expect_conversation(client, accepted_socket(listener));
	EXPECT_EQ(0, connect_to(other, make_link(link)));
	expect_conversation(other, accepted_socket(listener));
}

CASE_VARIANTS(connection_types, unix_connect_path_unlinked_enoent)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int listener = listening_socket(type, path, 2);
	int client = connected_socket(type, path);
	int server = accepted_socket(listener);
	int waiting = connected_socket(type, path);

	SETUP(unlink(path));
	EXPECT_ERROR(ENOENT, connect_to(new_socket(type), path));
	expect_conversation(client, server);
	expect_conversation(waiting, accepted_socket(listener));
	expect_none_waiting(listener);
}

/* What getsockname() says of a socket without a name is the system's choice; it stays. */
CASE_VARIANTS(socket_types, unix_connect_client_stays_unnamed)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int client = new_socket(type);
	struct unix_address before = name_of(client);
	struct unix_address after;

	if (type == SOCK_DGRAM)
		bound_socket(type, path);
	else
		listening_socket(type, path, 1);
	EXPECT_EQ(0, connect_to(client, path));
	after = name_of(client);
	EXPECT_THAT(after.length == before.length,
		    "expected getsockname() to store %u bytes as before connect(), observed %u",
		    (unsigned)before.length, (unsigned)after.length);
	EXPECT_BYTES(&before.name, &after.name, before.length);
}

CASE_VARIANTS(connection_types, unix_connect_twice_eisconn, connect_eisconn)
{
	const char *path = scratch_path();
	const char *other_path = scratch_path();
	int type = (int)variant()->value;
	int listener = listening_socket(type, path, 2);
	int other_listener = listening_socket(type, other_path, 2);
	int client = connected_socket(type, path);
	int server = accepted_socket(listener);

	EXPECT_ERROR(EISCONN, connect_to(client, path));
	EXPECT_ERROR(EISCONN, connect_to(client, other_path));
	EXPECT_ERROR(EISCONN, connect_to(server, other_path));
	EXPECT_ERROR(EISCONN, connect_to(open_socketpair(type).one, path));
	expect_none_waiting(listener);
	expect_none_waiting(other_listener);
	expect_conversation(client, server);
}

CASE(connect_eintr, unix_connect_eintr_continues)
{
	const char *path = scratch_path();
	struct actor *client;

	listening_socket(SOCK_STREAM, path, 0);
	fill_queue(SOCK_STREAM, path);
	client = ACTOR("client")
	{
		int fd = new_socket(SOCK_STREAM);

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, connect_to(fd, path));
	}
	expect_blocked_in(client, CALL_CONNECT);
	send_signal(client, SIGUSR1);
	expect_finished(client);
}

/* A connection that is still being made is there once the socket can be written to. */
static void expect_completed(int fd)
{
	struct pollfd poll_fd = {fd, POLLOUT, 0};

	EXPECT_EQ(1, poll(&poll_fd, 1, (int)(STEP_LIMIT * 1000)));
	EXPECT_EQ(0, socket_option(fd, SO_ERROR));
	EXPECT_EQ(0, getpeername(fd, (struct sockaddr *)&(struct sockaddr_un){0},
				 &(socklen_t){sizeof(struct sockaddr_un)}));
}

static const struct variant completions[] = {
	{"completed_later_stream", SOCK_STREAM, NULL},
	{"completed_later_seqpacket", SOCK_SEQPACKET, NULL},
};

CASE_VARIANTS(completions, unix_connect_eintr_continues)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int listener = listening_socket(type, path, 0);
	int waiting = fill_queue(type, path);
	struct gate *has_room = new_gate();
	struct actor *client = ACTOR("client")
	{
		int fd = new_socket(type);

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, connect_to(fd, path));
		pass_gate(has_room);
		expect_completed(fd);
	}

	expect_blocked_in(client, CALL_CONNECT);
	send_signal(client, SIGUSR1);
	await_caught(SIGUSR1);
	for (; waiting > 0; waiting--)
		accepted_socket(listener);
	open_gate(has_room);
	expect_finished(client);
}

CASE_VARIANTS(socket_types, unix_connect_write_permission)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int server = bound_socket(type, path);
	struct actor *client;

	if (type != SOCK_DGRAM)
		SETUP(listen(server, 1));
	SETUP(chmod(path, 0444));
	client = ACTOR("client")
	{
		int fd = new_socket(type);

		become_unprivileged();
		observe("connect() to a socket file that may not be written to", "%s",
			connect_to(fd, path) == 0 ? "success" : error_name(errno));
	}
	expect_finished(client);
}
