/*
 * Servers that connections are accepted from, and the functions that accept
 * them, with one signature, so that a scenario can be tried with each.
 */
#ifndef IPCTS_UNIX_SOCKET_ACCEPT_H
#define IPCTS_UNIX_SOCKET_ACCEPT_H

#include "unix_socket.h"

/* accept(), and accept4() without flags. */
typedef int acceptor(int listener, struct sockaddr *address, socklen_t *length);

int by_accept(int listener, struct sockaddr *address, socklen_t *length);
int by_accept4(int listener, struct sockaddr *address, socklen_t *length);

/* A case that tries the scenario with a function, and what it proves; with each type. */
#define TRY(scenario, function, ...) \
	CASE(__VA_ARGS__)            \
	{                            \
		scenario(function);  \
	}
#define TRY_TYPES(scenario, function, ...)            \
	CASE_VARIANTS(connection_types, __VA_ARGS__)  \
	{                                             \
		scenario(function, variant()->value); \
	}

/* A socket that listens at a path of its own, with room for some connections. */
struct server {
	int type;
	const char *path;
	int listener;
};

#define open_server(type) AT(unix_server_open((int)(type)))

/* A new socket, connected to the server, that has an address of its own, or none. */
#define new_client(server) connected_socket((server).type, (server).path)
#define new_client_at(server, own_path) AT(unix_server_client(server, own_path))

/* So many connections wait at the listener, no more; they are accepted and closed. */
#define expect_pending(count, listener) AT(unix_server_expect_pending(count, listener))

struct server unix_server_open(int type);
int unix_server_client(struct server server, const char *own_path);
void unix_server_expect_pending(int count, int listener);

#endif
