/* A process at the other end of a connection, and the ways in which it ends. */
#ifndef IPCTS_UNIX_SOCKET_PEER_H
#define IPCTS_UNIX_SOCKET_PEER_H

#include "transfer.h"

/* Variants by type of socket and by ending, for end_peer(). */
extern const bool peer_exits, peer_is_killed;
#define ENDINGS(label, type)                                \
	{label "_peer_exits", type, &peer_exits},           \
	{                                                   \
		label "_peer_killed", type, &peer_is_killed \
	}

struct peer {
	struct actor *process;
	struct gate *has_spoken;
	struct gate *may_exit;
};

/*
 * Starts the peer: it alone has ends.other from now on, has sent the last words
 * on it, if they are not NULL, and reads nothing.
 */
#define start_peer(ends, last_words) AT(unix_socket_start_peer(ends, last_words))

/* Ends the peer, which did not close its socket, in the variant's way. */
#define end_peer(peer) AT(unix_socket_end_peer(peer))

struct peer unix_socket_start_peer(struct socket_ends ends, const char *last_words);
void unix_socket_end_peer(struct peer peer);

#endif
