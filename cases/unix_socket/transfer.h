/* What the cases of sending and of receiving have in common. */
#ifndef IPCTS_UNIX_SOCKET_TRANSFER_H
#define IPCTS_UNIX_SOCKET_TRANSFER_H

#include "unix_socket.h"

/* Both ways to two connected sockets of the types that a rule holds for: use connected_two(). */
static const struct variant stream_ways[] = {WAYS_TO("stream", SOCK_STREAM)};
static const struct variant dgram_ways[] = {WAYS_TO("dgram", SOCK_DGRAM)};
static const struct variant seqpacket_ways[] = {WAYS_TO("seqpacket", SOCK_SEQPACKET)};
static const struct variant connection_ways[] = {WAYS_TO("stream", SOCK_STREAM),
						 WAYS_TO("seqpacket", SOCK_SEQPACKET)};
static const struct variant message_ways[] = {WAYS_TO("dgram", SOCK_DGRAM),
					      WAYS_TO("seqpacket", SOCK_SEQPACKET)};
static const struct variant all_ways[] = {WAYS_TO("stream", SOCK_STREAM),
					  WAYS_TO("dgram", SOCK_DGRAM),
					  WAYS_TO("seqpacket", SOCK_SEQPACKET)};

/* More than the buffers of two sockets take, once they are small (shrink_buffers()). */
enum { SOCKET_FLOOD = 1 << 16 };

/*
 * Reads size bytes of the test pattern (descriptor.h), from a position on, in
 * as many calls as it takes.
 */
#define expect_stream(fd, position, size) AT(transfer_expect_stream(fd, position, size))
void transfer_expect_stream(int fd, size_t position, size_t size);

#endif
