/* Byte streams over the loopback interface. */
#include "inet_socket.h"

#include <string.h>
#include <unistd.h>

enum { LINE = 80 };

/* What an echo server does for one client after the other, until one says no word. */
static void serve_echo(int listener)
{
	char buffer[LINE];
	size_t total;
	ssize_t count;

	do {
		int client = accepted_socket(listener);

		total = 0;
		while ((count = EXPECT_OK(read(client, buffer, sizeof(buffer)))) > 0) {
			EXPECT_EQ(count, write(client, buffer, (size_t)count));
			total += (size_t)count;
		}
		close_end(client);
	} while (total > 0);
}

CASE_VARIANTS(loopbacks, inet_loopback_stream_echo)
{
	static const char *const lines[] = {"one line\n", "another, longer one\n", "\n"};
	int listener = listening_inet_socket((int)variant()->value, 2);
	struct actor *server = ACTOR("server")
	{
		serve_echo(listener);
	}
	char answer[LINE];
	int client;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		client = connected_inet_socket(SOCK_STREAM, listener);
		send_bytes(client, lines[i], strlen(lines[i]));
		read_fully(client, answer, strlen(lines[i]));
		EXPECT_BYTES(lines[i], answer, strlen(lines[i]));
		EXPECT_OK(shutdown(client, SHUT_WR));
		expect_end_of_file(client);
		close_end(client);
	}
	close_end(connected_inet_socket(SOCK_STREAM, listener));
	expect_finished(server);
}

CASE_VARIANTS(loopbacks, inet_accept_peer_address)
{
	int listener = listening_inet_socket((int)variant()->value, 1);
	int client = connected_inet_socket(SOCK_STREAM, listener);
	struct inet_address peer = {.length = sizeof(peer.name)};

	own((int)EXPECT_OK(accept(listener, &peer.name.any, &peer.length)));
	expect_same_address(name_of(client), peer);
}

CASE_VARIANTS(loopbacks, inet_stream_close_gives_eof)
{
	struct socket_ends ends = open_inet_connection((int)variant()->value);
	char byte;

	send_bytes(ends.one, "last", 4);
	close_end(ends.one);
	expect_received(ends.other, "last", 4);
	EXPECT_EQ(0, recv(ends.other, &byte, 1, 0));
}

CASE_VARIANTS(loopbacks, inet_stream_reset_econnreset)
{
	struct socket_ends ends = open_inet_connection((int)variant()->value);
	char byte;

	reset_connection(ends.one);
	EXPECT_ERROR(ECONNRESET, recv(ends.other, &byte, 1, 0));
	EXPECT_EQ(0, recv(ends.other, &byte, 1, 0));
}

/* A system may give such a listener a port, or may not. */
CASE(inet_stream_listen_unbound)
{
	int fd = new_inet_socket(AF_INET, SOCK_STREAM);
	int result = listen(fd, 1);
	struct inet_address address;

	observe("listen() without bind()", "%s", result == 0 ? "succeeds" : error_name(errno));
	if (result == 0) {
		address = name_of(fd);
		observe("its port", "%s", port_of(&address) ? "an ephemeral one" : "0");
	}
}

/* Bound to the address, and willing to share it, as servers are: they say so before bind(). */
static int reusing_socket(struct inet_address address)
{
	int fd = new_inet_socket(address.name.any.sa_family, SOCK_STREAM);
	int on = 1;

	EXPECT_OK(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)));
	EXPECT_OK(bind(fd, AS_ADDRESS(&address)));
	return fd;
}

/* The server ends and is started again, while a connection of its first life goes on. */
CASE_VARIANTS(loopbacks, inet_stream_reuseaddr)
{
	int family = (int)variant()->value;
	int listener, client, server, again;
	struct inet_address address;

	close_end(bound_inet_socket(family, SOCK_STREAM)); /* or there is no such address */
	listener = reusing_socket(loopback_address(family, 0));
	EXPECT_OK(listen(listener, 1));
	address = name_of(listener);
	client = connected_inet_socket(SOCK_STREAM, listener);
	server = accepted_socket(listener);
	close_end(listener);
	again = reusing_socket(address);
	EXPECT_OK(listen(again, 1));
	close_end(connected_inet_socket(SOCK_STREAM, again));
	send_bytes(client, "x", 1);
	expect_received(server, "x", 1);
}
