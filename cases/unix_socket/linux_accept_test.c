/* What Linux adds to listen() and accept(): the full queue, flags, the listener that goes. */
#include "accept.h"

#include <fcntl.h>
#include <sys/mman.h>

/* Each accept() makes room for one that waits, whose connection is then made. */
CASE_VARIANTS(connection_types, unix_listen_linux_full_backlog_blocks)
{
	enum { BACKLOG = 2 };
	struct server server = open_server(variant()->value);
	struct unix_address address = address_of_path(server.path);
	struct gate *gate = new_gate();
	struct actor *client;
	int hasty = new_socket(server.type | SOCK_NONBLOCK);
	int i;

	SETUP(listen(server.listener, BACKLOG));
	EXPECT_EQ(BACKLOG + 1, fill_queue(server.type, server.path));
	client = ACTOR("client")
	{
		send_bytes(new_client(server), "late", 4);
		pass_gate(gate);
	}
	expect_blocked_in(client, CALL_CONNECT);
	EXPECT_ERROR(EAGAIN, connect(hasty, AS_ADDRESS(&address)));
	expect_blocked_in(client, CALL_CONNECT);
	for (i = 0; i < BACKLOG + 1; i++)
		accepted_socket(server.listener);
	expect_received(accepted_socket(server.listener), "late", 4);
	open_gate(gate);
	expect_finished(client);
	EXPECT_OK(connect(hasty, AS_ADDRESS(&address)));
	expect_conversation(hasty, accepted_socket(server.listener));
}

CASE_VARIANTS(connection_types, unix_accept_linux_flags_not_inherited)
{
	struct server server = open_server(variant()->value);
	int client = new_client(server);
	int fd;

	set_nonblocking(server.listener, true);
	SETUP(fcntl(server.listener, F_SETFD, FD_CLOEXEC));
	fd = accepted_socket(server.listener);
	expect_made_with(0, fd);
	expect_conversation(client, fd);
}

/* One client reads already, the other one does so afterwards. */
CASE_VARIANTS(connection_types, unix_close_pending_connections_reset)
{
	struct server server = open_server(variant()->value);
	struct actor *reader = ACTOR("reader")
	{
		int fd = new_client(server);
		char byte;

		close_end(server.listener);
		EXPECT_ERROR(ECONNRESET, recv(fd, &byte, 1, 0));
	}
	int client = new_client(server);
	char byte;

	expect_blocked_in(reader, CALL_RECEIVE);
	expect_nothing_to_receive(client);
	close_end(server.listener);
	EXPECT_ERROR(ECONNRESET, recv(client, &byte, 1, MSG_DONTWAIT));
	expect_finished(reader);
}

CASE(accept_efault)
{
	struct server server = open_server(SOCK_STREAM);
	void *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct actor *caller;

	skip_if_sanitized("it reads the length before accept() does");
	new_client_at(server, scratch_path());
	new_client_at(server, scratch_path());
	new_client_at(server, scratch_path());
	caller = ACTOR("caller")
	{
		struct sockaddr_un name;
		socklen_t length = sizeof(name);
		int fd = (int)EXPECT_OK(
			own(accept(server.listener, (struct sockaddr *)&name, &length)));
		int unused = lowest_free();

		EXPECT(is_open(fd));
		EXPECT_ERROR(EFAULT, own(accept(server.listener, nowhere, &length)));
		EXPECT_ERROR(EFAULT,
			     own(accept(server.listener, (struct sockaddr *)&name, nowhere)));
		EXPECT_EQ(unused, lowest_free());
	}
	expect_finished(caller);
}
