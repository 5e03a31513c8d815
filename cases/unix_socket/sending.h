/*
 * The functions that send on a socket, with one signature, so that a scenario
 * can be tried with each of them.
 */
#ifndef IPCTS_UNIX_SOCKET_SENDING_H
#define IPCTS_UNIX_SOCKET_SENDING_H

#include "transfer.h"

/* Sends on a connected socket. */
typedef ssize_t sending(int fd, const void *bytes, size_t size, int flags);

ssize_t with_send(int fd, const void *bytes, size_t size, int flags);
ssize_t with_sendto(int fd, const void *bytes, size_t size, int flags);
ssize_t with_sendmsg(int fd, const void *bytes, size_t size, int flags);

/* Has no flags: for scenarios that pass 0. */
ssize_t with_write(int fd, const void *bytes, size_t size, int flags);

/*
 * Sends size bytes of the test pattern, up to SOCKET_FLOOD of them, from the
 * beginning, in one call. Returns what send() does.
 */
ssize_t send_pattern(int fd, size_t size, int flags);

/* sendto() or sendmsg() of one byte to the address. */
ssize_t sendto_address(int fd, const struct unix_address *address);
ssize_t sendmsg_address(int fd, const struct unix_address *address);

#endif
