/* Sockets of the internet families, on the loopback interface only: the objects of the cases. */
#ifndef IPCTS_INET_SOCKET_H
#define IPCTS_INET_SOCKET_H

#include <netinet/in.h>

#include "../unix_socket/unix_socket.h"

/* 127.0.0.1 and ::1; value is the family. */
static const struct variant loopbacks[] = {{"ipv4", AF_INET, NULL}, {"ipv6", AF_INET6, NULL}};

/* An address of either family, and its length as bind() and the like take it. */
struct inet_address {
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} name;
	socklen_t length;
};

/* The loopback address of the family; port 0: any that is free. */
struct inet_address loopback_address(int family, in_port_t port);

/* The port, in host byte order. */
in_port_t port_of(const struct inet_address *address);

/* Both are the same address and port. */
#define expect_same_address(expected, observed) AT(inet_socket_expect_same(expected, observed))

/* getsockname(). */
#define name_of(fd) AT(inet_socket_name(fd))

/*
 * A new socket of the case: not bound, or bound to a free port of the loopback
 * interface. Skips the case where there is no such family or address.
 */
int new_inet_socket(int family, int type);
int bound_inet_socket(int family, int type);

/* Likewise, one that listens; and one that is connected to it, or to a socket of datagrams. */
int listening_inet_socket(int family, int backlog);
#define connected_inet_socket(type, peer) AT(inet_socket_connected(type, peer))

/* Two sockets of a stream: one connected, the other accepted. */
struct socket_ends open_inet_connection(int family);

/* Two sockets of datagrams, each of which has the other as its peer. */
struct socket_ends open_inet_datagrams(int family);

/* Closes the socket in such a way that its peer's connection is reset. */
#define reset_connection(fd) AT(inet_socket_reset(fd))

void inet_socket_expect_same(struct inet_address expected, struct inet_address observed);
struct inet_address inet_socket_name(int fd);
int inet_socket_connected(int type, int peer);
void inet_socket_reset(int fd);

#endif
