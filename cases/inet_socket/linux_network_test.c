/* Errors of networks in a bad state: each case has a network of its own. */
#include <arpa/inet.h>
#include <netinet/tcp.h>

#include "../unix_socket/receiving.h"
#include "../unix_socket/sending.h"
#include "network.h"

/* An address of the documentation (RFC 5737), to which a private network has no route. */
static struct inet_address address_of(const char *text)
{
	struct inet_address address = loopback_address(AF_INET, 9);

	SETUP_THAT(inet_pton(AF_INET, text, &address.name.in.sin_addr) == 1, "no address: %s",
		   text);
	return address;
}

CASE(connect_enetunreach)
{
	struct inet_address address = address_of("192.0.2.1");

	close_end(connected_inet_socket(SOCK_STREAM, listening_inet_socket(AF_INET, 1)));
	enter_network_without_routes();
	EXPECT_ERROR(ENETUNREACH,
		     connect(new_inet_socket(AF_INET, SOCK_STREAM), AS_ADDRESS(&address)));
}

CASE(connect_eaddrnotavail)
{
	struct inet_address address;
	int port;

	enter_network();
	address = name_of(listening_inet_socket(AF_INET, 2));
	port = port_of(&address) ^ 1;
	set_parameter("net/ipv4/ip_local_port_range", "%d %d", port, port);
	EXPECT_OK(connect(new_inet_socket(AF_INET, SOCK_STREAM), AS_ADDRESS(&address)));
	EXPECT_ERROR(EADDRNOTAVAIL,
		     connect(new_inet_socket(AF_INET, SOCK_STREAM), AS_ADDRESS(&address)));
}

/* Gives up at the first time that nobody has answered, as early as there may be one. */
static void be_impatient(int fd)
{
	unsigned milliseconds = 1;

	SETUP(setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof(milliseconds)));
}

CASE(recv_etimedout, recvfrom_etimedout, recvmsg_etimedout, socket_read_etimedout)
{
	static receiving *const functions[] = {with_recv, with_recvfrom, with_recvmsg, with_read};
	enum { COUNT = sizeof(functions) / sizeof(functions[0]) };
	struct socket_ends ends[COUNT];
	char byte;
	int i;

	enter_network();
	for (i = 0; i < COUNT; i++) {
		ends[i] = open_inet_connection(AF_INET);
		be_impatient(ends[i].one);
		send_bytes(ends[i].other, "x", 1);
		EXPECT_EQ(1, functions[i](ends[i].one, &byte, 1, 0));
	}
	set_loopback(false);
	for (i = 0; i < COUNT; i++)
		send(ends[i].one, "x", 1, 0);
	for (i = 0; i < COUNT; i++)
		EXPECT_ERROR(ETIMEDOUT, functions[i](ends[i].one, &byte, 1, 0));
}

static void observe_result(const char *what, long result)
{
	observe(what, "%s", result == -1 ? error_name(errno) : "succeeds");
}

CASE(connect_ehostunreach)
{
	struct inet_address address = address_of("127.0.0.9");

	enter_network();
	make_unreachable("127.0.0.9");
	observe_result("connect() without a host",
		       connect(new_inet_socket(AF_INET, SOCK_STREAM), AS_ADDRESS(&address)));
}

CASE(connect_enetdown)
{
	struct inet_address address = loopback_address(AF_INET, 9);

	enter_network_without_routes();
	observe_result("connect() with the interface down",
		       connect(new_inet_socket(AF_INET, SOCK_STREAM), AS_ADDRESS(&address)));
}

/* sendto() and sendmsg() of datagrams to an address; send() and write() to a peer. */
CASE(sendto_ehostunreach, sendmsg_ehostunreach)
{
	struct inet_address address = address_of("127.0.0.9");
	struct msghdr message = {.msg_name = &address.name, .msg_namelen = address.length};
	int fd;

	enter_network();
	make_unreachable("127.0.0.9");
	fd = new_inet_socket(AF_INET, SOCK_DGRAM);
	observe_result("sendto()", sendto(fd, "x", 1, 0, AS_ADDRESS(&address)));
	observe_result("sendmsg()", sendmsg(fd, &message, 0));
}

CASE(sendto_enetunreach, sendmsg_enetunreach)
{
	struct inet_address address = address_of("192.0.2.1");
	struct msghdr message = {.msg_name = &address.name, .msg_namelen = address.length};
	int fd;

	enter_network();
	fd = new_inet_socket(AF_INET, SOCK_DGRAM);
	observe_result("sendto()", sendto(fd, "x", 1, 0, AS_ADDRESS(&address)));
	observe_result("sendmsg()", sendmsg(fd, &message, 0));
}

static const struct variant with_and_without_route[] = {{"down", false, NULL},
							{"unreachable", true, NULL}};

/* The peer was there; then its interface goes down, or a route says that there is no host. */
static int peer_lost(bool is_unreachable)
{
	struct socket_ends ends;

	enter_network();
	ends = open_inet_datagrams(AF_INET);
	if (is_unreachable)
		make_unreachable("127.0.0.1");
	else
		set_loopback(false);
	return ends.one;
}

CASE_VARIANTS(with_and_without_route, send_enetunreach, send_enetdown, socket_write_enetunreach,
	      socket_write_enetdown, sendto_enetdown, sendmsg_enetdown)
{
	int fd = peer_lost(variant()->value);

	observe_result("send()", with_send(fd, "x", 1, 0));
	observe_result("write()", with_write(fd, "x", 1, 0));
	observe_result("sendto()", with_sendto(fd, "x", 1, 0));
	observe_result("sendmsg()", with_sendmsg(fd, "x", 1, 0));
}

/* In a network of the case's own the port is free, and its fixed number nobody else's. */
CASE(bind_eacces_port)
{
	struct inet_address address = loopback_address(AF_INET, 1);
	struct actor *user;

	enter_network();
	user = ACTOR("user")
	{
		drop_capabilities();
		observe_result("bind() to port 1",
			       bind(new_inet_socket(AF_INET, SOCK_STREAM), AS_ADDRESS(&address)));
	}
	expect_finished(user);
}

CASE(listen_eaddrinuse)
{
	struct inet_address address = loopback_address(AF_INET, 0);
	int fds[] = {new_inet_socket(AF_INET, SOCK_STREAM), new_inet_socket(AF_INET, SOCK_STREAM)};
	int on = 1;
	int i;

	for (i = 0; i < 2; i++) {
		EXPECT_OK(setsockopt(fds[i], SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)));
		EXPECT_OK(bind(fds[i], AS_ADDRESS(&address)));
		address = name_of(fds[i]);
	}
	EXPECT_OK(listen(fds[0], 1));
	EXPECT_ERROR(EADDRINUSE, listen(fds[1], 1));
}

/* The refusal comes as an answer to the first datagram. */
CASE_VARIANTS(loopbacks, inet_dgram_no_listener_econnrefused)
{
	struct inet_address address = loopback_address((int)variant()->value, 9);
	char byte;
	int fd;

	enter_network();
	fd = new_inet_socket((int)variant()->value, SOCK_DGRAM);
	EXPECT_OK(connect(fd, AS_ADDRESS(&address)));
	EXPECT_EQ(1, send(fd, "x", 1, 0));
	EXPECT_ERROR(ECONNREFUSED, recv(fd, &byte, 1, 0));
}
