/* The errors that the internet families have and the local one does not. */
#include <arpa/inet.h>
#include <poll.h>

#include "../unix_socket/sending.h"
#include "inet_socket.h"

/* The reset may take its time. poll() does not take the error away. */
static void expect_reset(sending *function)
{
	struct socket_ends ends = open_inet_connection(AF_INET);
	struct pollfd entry = {.fd = ends.other, .events = POLLIN};

	EXPECT_EQ(1, function(ends.other, "x", 1, 0));
	reset_connection(ends.one);
	EXPECT_EQ(1, poll(&entry, 1, (int)(STEP_LIMIT * 1000)));
	EXPECT_ERROR(ECONNRESET, function(ends.other, "x", 1, 0));
}

TRY(expect_reset, with_send, send_econnreset)
TRY(expect_reset, with_sendto, sendto_econnreset)
TRY(expect_reset, with_sendmsg, sendmsg_econnreset)
TRY(expect_reset, with_write, socket_write_econnreset)

/* An address of the local family, which a socket of the internet has no use for. */
static struct unix_address other_address(void)
{
	return address_of_path("longer than an address of the internet");
}

CASE(sendto_eafnosupport)
{
	struct inet_address here = name_of(bound_inet_socket(AF_INET, SOCK_DGRAM));
	struct unix_address other = other_address();
	int fd = new_inet_socket(AF_INET, SOCK_DGRAM);

	EXPECT_EQ(1, sendto(fd, "x", 1, 0, AS_ADDRESS(&here)));
	EXPECT_ERROR(EAFNOSUPPORT, sendto(fd, "x", 1, 0, AS_ADDRESS(&other)));
}

CASE(sendmsg_eafnosupport)
{
	struct socket_ends ends = open_inet_datagrams(AF_INET);
	struct unix_address other = other_address();
	struct msghdr message = {.msg_iov = &(struct iovec){"x", 1}, .msg_iovlen = 1};

	EXPECT_EQ(1, sendmsg(ends.one, &message, 0));
	message.msg_name = &other.name;
	message.msg_namelen = other.length;
	EXPECT_ERROR(EAFNOSUPPORT, sendmsg(ends.one, &message, 0));
}

CASE(accept_econnaborted)
{
	int listener = listening_inet_socket(AF_INET, 1);

	reset_connection(connected_inet_socket(SOCK_STREAM, listener));
	set_nonblocking(listener, true);
	EXPECT_ERROR(ECONNABORTED, own(accept(listener, NULL, NULL)));
}

static void observe_result(const char *what, int result)
{
	observe(what, "%s", result == -1 ? error_name(errno) : "succeeds");
}

/* To all of the loopback network: no other host is reached. */
CASE(send_eacces)
{
	struct inet_address address = loopback_address(AF_INET, 9);
	int fd = new_inet_socket(AF_INET, SOCK_DGRAM);

	SETUP_THAT(inet_pton(AF_INET, "127.255.255.255", &address.name.in.sin_addr) == 1,
		   "no address");
	observe_result("connect() to a broadcast address", connect(fd, AS_ADDRESS(&address)));
	observe_result("send() to it", (int)send(fd, "x", 1, 0));
}

CASE(socket_eacces)
{
	struct actor *user = ACTOR("user")
	{
		become_unprivileged();
		observe_result("socket(SOCK_RAW)", own(socket(AF_INET, SOCK_RAW, IPPROTO_TCP)));
	}

	expect_finished(user);
}

/* Two connections of the same two addresses and ports. */
CASE(connect_eaddrinuse)
{
	int listener = listening_inet_socket(AF_INET, 2);
	struct inet_address peer = name_of(listener);
	struct inet_address mine = loopback_address(AF_INET, 0);
	int fds[] = {new_inet_socket(AF_INET, SOCK_STREAM), new_inet_socket(AF_INET, SOCK_STREAM)};
	int on = 1;
	int i;

	for (i = 0; i < 2; i++) {
		SETUP(setsockopt(fds[i], SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)));
		SETUP(bind(fds[i], AS_ADDRESS(&mine)));
		mine = name_of(fds[i]);
	}
	SETUP(connect(fds[0], AS_ADDRESS(&peer)));
	observe_result("connect() with both addresses in use", connect(fds[1], AS_ADDRESS(&peer)));
}
