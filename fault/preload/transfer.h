/* Short transfers, and the signal that comes with EPIPE. */
#ifndef IPCTS_FAULT_TRANSFER_H
#define IPCTS_FAULT_TRANSFER_H

#include "../points/points.h"

/*
 * Whether a transfer of size bytes over fd may end early in a conforming system:
 * not one of a byte, of a datagram or message, or a write() that a pipe or FIFO
 * has to make atomic.
 */
bool transfer_can_be_short(int fd, size_t size, bool is_output);

/* How much of size bytes a short transfer moves: half, at least one. */
size_t short_size(size_t size);

/*
 * The number of bytes of count parts; 0 if they are not in readable memory, which is
 * for the function to report.
 */
size_t vector_size(const struct iovec *parts, size_t count);

/* Copies a message; if it is not in readable memory, the copy is empty. */
void copy_message(const struct msghdr *message, struct msghdr *copy);

/* Copies those parts that hold the first size bytes; returns how many there are. */
size_t cut_vector(const struct iovec *parts, size_t count, size_t size, struct iovec *cut);

/*
 * EPIPE of fd: sends the calling thread SIGPIPE, unless flags have MSG_NOSIGNAL or
 * fd is a socket that keeps messages apart and has no connection.
 */
void signal_broken_pipe(int fd, int flags);

#endif
