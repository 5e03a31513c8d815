/* What Linux tells those whose peer has ended; peer_death_test.c has what every system does. */
#include "peer.h"

static const struct variant endings[] = {ENDINGS("stream", SOCK_STREAM),
					 ENDINGS("seqpacket", SOCK_SEQPACKET)};
static const struct variant dgram_endings[] = {ENDINGS("dgram", SOCK_DGRAM)};

CASE_VARIANTS(endings, unix_recv_linux_econnreset_unread)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct peer peer;
	char byte;

	send_bytes(ends.one, "unread", 6);
	peer = start_peer(ends, NULL);
	end_peer(peer);
	EXPECT_ERROR(ECONNRESET, recv(ends.one, &byte, 1, 0));
	expect_end_of_file(ends.one);
	expect_end_of_file(ends.one);
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
}

/* Datagrams have no end; what was not received before the first refusal is thrown away. */
CASE_VARIANTS(dgram_endings, unix_send_linux_dgram_peer_closed_econnrefused)
{
	struct socket_ends ends = open_socketpair(SOCK_DGRAM);

	end_peer(start_peer(ends, "last words"));
	expect_received(ends.one, "last words", 10);
	expect_nothing_to_receive(ends.one);
	EXPECT_ERROR(ECONNREFUSED, send(ends.one, "x", 1, 0));
	EXPECT_ERROR(ENOTCONN, send(ends.one, "x", 1, 0));
	expect_nothing_to_receive(ends.one);
}
