/*
 * The functions that receive from a socket, with one signature, so that a
 * scenario can be tried with each of them.
 */
#ifndef IPCTS_UNIX_SOCKET_RECEIVING_H
#define IPCTS_UNIX_SOCKET_RECEIVING_H

#include "transfer.h"

/* As recv(); read() has no flags. */
typedef ssize_t receiving(int fd, void *buffer, size_t size, int flags);

ssize_t with_recv(int fd, void *buffer, size_t size, int flags);
ssize_t with_recvfrom(int fd, void *buffer, size_t size, int flags);
ssize_t with_recvmsg(int fd, void *buffer, size_t size, int flags);
ssize_t with_read(int fd, void *buffer, size_t size, int flags);

/* Those that take flags. */
enum { RECEIVERS = 3 };
extern receiving *const receivers[RECEIVERS];
static const struct variant receiver_names[RECEIVERS] = {
	{"recv", 0, NULL}, {"recvfrom", 1, NULL}, {"recvmsg", 2, NULL}};

/* What an actor blocked in the function is seen in. */
enum call call_of(receiving *function);

/* One call of the function, without flags, receives exactly these bytes. */
#define expect_received_by(function, fd, bytes, size) \
	AT(receiving_expect(function, fd, 0, bytes, size))
#define expect_received_with(function, fd, flags, bytes, size) \
	AT(receiving_expect(function, fd, flags, bytes, size))

/* One call of the function receives 0 bytes: the end, or an empty message. */
#define expect_zero_received(function, fd) AT(receiving_expect_zero(function, fd))

void receiving_expect(receiving *function, int fd, int flags, const void *bytes, size_t size);
void receiving_expect_zero(receiving *function, int fd);

#endif
