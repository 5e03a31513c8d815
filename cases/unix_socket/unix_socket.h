/* Sockets of the local family, AF_UNIX: the objects of the unix_socket cases. */
#ifndef IPCTS_UNIX_SOCKET_H
#define IPCTS_UNIX_SOCKET_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <sys/socket.h>
#include <sys/un.h>

/* The types of socket; value is the type. POSIX leaves SOCK_SEQPACKET of AF_UNIX to the system. */
static const struct variant socket_types[] = {{"stream", SOCK_STREAM, NULL},
					      {"dgram", SOCK_DGRAM, NULL},
					      {"seqpacket", SOCK_SEQPACKET, NULL}};

/* Those that are connected before they transfer anything, and those that keep messages apart. */
static const struct variant connection_types[] = {{"stream", SOCK_STREAM, NULL},
						  {"seqpacket", SOCK_SEQPACKET, NULL}};
static const struct variant message_types[] = {{"dgram", SOCK_DGRAM, NULL},
					       {"seqpacket", SOCK_SEQPACKET, NULL}};

/* A new, unbound socket of the case, type with or without SOCK_CLOEXEC and the like. */
#define new_socket(type) AT(unix_socket_new(type))

/*
 * The descriptor has FD_CLOEXEC, O_NONBLOCK and FD_CLOFORK if flags have
 * SOCK_CLOEXEC, SOCK_NONBLOCK and SOCK_CLOFORK, and else has not.
 */
#define expect_made_with(flags, fd) AT(unix_socket_expect_flags(flags, fd))

/*
 * An address, of a path or an abstract name; its length as bind() and the like
 * take it. The path may be of any length: what does not fit is cut off.
 */
struct unix_address {
	struct sockaddr_un name;
	socklen_t length;
};

struct unix_address address_of_path(const char *path);

/* Linux: an abstract name that nothing else on the host has. */
struct unix_address unique_abstract_address(void);

/* The address as the functions take it: bind(fd, AS_ADDRESS(&address)). */
#define AS_ADDRESS(address) (const struct sockaddr *)&(address)->name, (address)->length

/* A new socket that is bound to a path, or listens there. The file is removed with the case. */
#define bound_socket(type, path) AT(unix_socket_bound(type, path))
#define listening_socket(type, path, backlog) AT(unix_socket_listening(type, path, backlog))

/* A new socket that is connected to the path; for SOCK_DGRAM, that has it as its peer. */
#define connected_socket(type, path) AT(unix_socket_connected(type, path))

/* The next connection of the listener, as a new socket of the case. */
#define accepted_socket(listener) AT(unix_socket_accepted(listener))

/*
 * Connects sockets of the case to the listener's path until its queue is full,
 * and a connect() that may wait has to. Returns how many wait to be accepted.
 */
#define fill_queue(type, path) AT(unix_socket_fill_queue(type, path))

/* Two sockets that are connected to each other. */
struct socket_ends {
	int one;
	int other;
};

#define open_socketpair(type) AT(unix_socket_pair(type))

/* Likewise, by bind(), listen(), connect() and accept(); of SOCK_DGRAM by two of bind() and
 * connect(). */
#define open_connection(type) AT(unix_socket_connection(type))

/*
 * The ways to two connected sockets: cases on what happens between them run
 * over both, WAYS_TO("stream", SOCK_STREAM), and call connected_two().
 */
typedef struct socket_ends connect_two(int type);
extern connect_two *const by_socketpair, *const by_address;
#define WAYS_TO(label, type)                     \
	{label "_pair", type, &by_socketpair},   \
	{                                        \
		label "_path", type, &by_address \
	}
#define connected_two() AT((*(connect_two *const *)variant()->data)((int)variant()->value))

/* Makes the buffers small (SO_SNDBUF of both): cases that fill them need not write much. */
void shrink_buffers(struct socket_ends ends);

/* send() or recv() of exactly these bytes, in one call. */
#define send_bytes(fd, bytes, size) AT(unix_socket_send(fd, bytes, size))
#define expect_received(fd, bytes, size) AT(unix_socket_expect_received(fd, bytes, size))

/* There is nothing to be received, for now. */
#define expect_nothing_to_receive(fd) AT(unix_socket_expect_nothing(fd))

/* What each of the two sends is received by the other. */
#define expect_conversation(one, other) AT(unix_socket_expect_conversation(one, other))

/* The socket's option of level SOL_SOCKET, an int. */
#define socket_option(fd, option) AT(unix_socket_option(fd, option))

int unix_socket_new(int type);
void unix_socket_expect_flags(int flags, int fd);
int unix_socket_bound(int type, const char *path);
int unix_socket_listening(int type, const char *path, int backlog);
int unix_socket_connected(int type, const char *path);
int unix_socket_accepted(int listener);
int unix_socket_fill_queue(int type, const char *path);
struct socket_ends unix_socket_pair(int type);
struct socket_ends unix_socket_connection(int type);
void unix_socket_send(int fd, const void *bytes, size_t size);
void unix_socket_expect_received(int fd, const void *bytes, size_t size);
void unix_socket_expect_nothing(int fd);
void unix_socket_expect_conversation(int one, int other);
int unix_socket_option(int fd, int option);

#endif
