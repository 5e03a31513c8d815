/*
 * The functions that take the path of a socket, with one signature, so that a
 * scenario that ends in an error can be tried with each of them.
 */
#ifndef IPCTS_UNIX_SOCKET_PATHS_H
#define IPCTS_UNIX_SOCKET_PATHS_H

#include "../../atf/path.h"
#include "unix_socket.h"

/* bind() and connect() of the socket to a path. */
int bind_to(int fd, const char *path);
int connect_to(int fd, const char *path);

/*
 * Uses the path for a new datagram socket: names it so, makes that its peer, or
 * sends a byte there. Worth what the function returns; a failure has left the
 * socket without the name and without a peer.
 */
typedef int use_path(const char *path);

int by_bind(const char *path);
int by_connect(const char *path);
int by_sendto(const char *path);
int by_sendmsg(const char *path);

/* The function does its work where nothing is in its way. */
#define expect_works(function) AT(use_path_expect_works(function))

/* Whether the path names a socket. */
bool is_socket_file(const char *path);

/* The name of the socket, and its length as getsockname() tells it. */
#define name_of(fd) AT(unix_socket_name(fd))

void use_path_expect_works(use_path *function);
struct unix_address unix_socket_name(int fd);

#endif
