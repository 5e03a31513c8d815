/*
 * Sockets of every kind, by one set of verbs: of AF_UNIX, and of TCP over
 * 127.0.0.1, where things take their time.
 */
#ifndef IPCTS_ENDPOINTS_H
#define IPCTS_ENDPOINTS_H

#include "../unix_socket/unix_socket.h"
#include "states.h"

/* A new socket of the kind, not connected; one that listens. */
int new_endpoint(enum kind kind);
int listening_endpoint(enum kind kind, int backlog);

/* connect() to the address of a listening, or receiving, socket: returns what it does. */
int connect_endpoint(int fd, int listener);

/* Two sockets that are connected to each other. */
struct socket_ends open_endpoints(enum kind kind);

/* Sends the bytes from one end, and waits until the other end has them. */
void deliver_bytes(int from, int to, const char *bytes);

#endif
