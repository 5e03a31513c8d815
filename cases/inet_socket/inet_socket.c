#include "inet_socket.h"

#include <arpa/inet.h>
#include <string.h>

struct inet_address loopback_address(int family, in_port_t port)
{
	struct inet_address address;

	memset(&address, 0, sizeof(address));
	if (family == AF_INET6) {
		address.name.in6.sin6_family = AF_INET6;
		address.name.in6.sin6_addr = in6addr_loopback;
		address.name.in6.sin6_port = htons(port);
		address.length = sizeof(address.name.in6);
	} else {
		address.name.in.sin_family = AF_INET;
		address.name.in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address.name.in.sin_port = htons(port);
		address.length = sizeof(address.name.in);
	}
	return address;
}

in_port_t port_of(const struct inet_address *address)
{
	return ntohs(address->name.any.sa_family == AF_INET6 ? address->name.in6.sin6_port
							     : address->name.in.sin_port);
}

void inet_socket_expect_same(struct inet_address expected, struct inet_address observed)
{
	check_equal(THERE, "the family", expected.name.any.sa_family, observed.name.any.sa_family);
	check_equal(THERE, "the port", port_of(&expected), port_of(&observed));
	if (expected.name.any.sa_family == AF_INET6)
		check_bytes(THERE, "the address", &expected.name.in6.sin6_addr,
			    &observed.name.in6.sin6_addr, sizeof(struct in6_addr));
	else
		check_bytes(THERE, "the address", &expected.name.in.sin_addr,
			    &observed.name.in.sin_addr, sizeof(struct in_addr));
	check_equal(THERE, "the length of the address", expected.length, observed.length);
}

struct inet_address inet_socket_name(int fd)
{
	struct inet_address address;

	memset(&address, 0, sizeof(address));
	address.length = sizeof(address.name);
	check_success(THERE, "getsockname()", getsockname(fd, &address.name.any, &address.length));
	return address;
}

int new_inet_socket(int family, int type)
{
	int fd = socket(family, type, 0);

	if (fd == -1 && family == AF_INET6 && errno == EAFNOSUPPORT)
		skip_unsupported("no AF_INET6");
	return own((int)check_success(THERE, "socket()", fd));
}

int bound_inet_socket(int family, int type)
{
	struct inet_address address = loopback_address(family, 0);
	int fd = new_inet_socket(family, type);
	int result = bind(fd, AS_ADDRESS(&address));

	if (result == -1 && family == AF_INET6 && errno == EADDRNOTAVAIL)
		skip_unsupported("::1 is no address of this system");
	check_success(THERE, "bind()", result);
	return fd;
}

int listening_inet_socket(int family, int backlog)
{
	int fd = bound_inet_socket(family, SOCK_STREAM);

	check_success(THERE, "listen()", listen(fd, backlog));
	return fd;
}

int inet_socket_connected(int type, int peer)
{
	struct inet_address address = inet_socket_name(peer);
	int fd = new_inet_socket(address.name.any.sa_family, type);

	check_success(THERE, "connect()", connect(fd, AS_ADDRESS(&address)));
	return fd;
}

struct socket_ends open_inet_connection(int family)
{
	int listener = listening_inet_socket(family, 1);
	struct socket_ends ends;

	ends.one = inet_socket_connected(SOCK_STREAM, listener);
	ends.other = unix_socket_accepted(listener);
	descriptor_close(listener);
	return ends;
}

struct socket_ends open_inet_datagrams(int family)
{
	struct socket_ends ends = {.other = bound_inet_socket(family, SOCK_DGRAM)};
	struct inet_address address;

	ends.one = inet_socket_connected(SOCK_DGRAM, ends.other);
	address = inet_socket_name(ends.one);
	check_success(THERE, "connect()", connect(ends.other, AS_ADDRESS(&address)));
	return ends;
}

void inet_socket_reset(int fd)
{
	struct linger linger = {.l_onoff = 1, .l_linger = 0};

	check_success(THERE, "setsockopt()",
		      setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
	descriptor_close(fd);
}
