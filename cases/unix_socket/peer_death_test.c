/*
 * The peer's process ends, by itself or killed, without a word: what was its
 * last descriptor of the socket is closed like any other.
 */
#include "peer.h"

#include <signal.h>

static const struct variant endings[] = {ENDINGS("stream", SOCK_STREAM),
					 ENDINGS("seqpacket", SOCK_SEQPACKET)};
static const struct variant stream_endings[] = {ENDINGS("stream", SOCK_STREAM)};

CASE_VARIANTS(endings, unix_close_peer_sees_eof)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct peer peer = start_peer(ends, "last words");
	struct actor *reader = ACTOR("reader")
	{
		expect_bytes(ends.one, "last words", 10);
		expect_end_of_file(ends.one);
		expect_end_of_file(ends.one);
	}

	expect_blocked_in(reader, CALL_READ);
	end_peer(peer);
	expect_finished(reader);
}

CASE_VARIANTS(endings, unix_recv_data_before_eof, unix_send_epipe_peer_closed)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);

	end_peer(start_peer(ends, "last words"));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	expect_received(ends.one, "last words", 10);
	expect_end_of_file(ends.one);
}

/* What it waits to be read never is: the standard has two words for that. */
CASE_VARIANTS(endings, send_epipe)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct actor *sender;
	struct peer peer;

	shrink_buffers(ends);
	fill(ends.one);
	peer = start_peer(ends, NULL);
	sender = ACTOR("sender")
	{
		EXPECT_ERROR_OF(EPIPE, ECONNRESET, send(ends.one, "x", 1, MSG_NOSIGNAL));
		EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	}
	expect_blocked_in(sender, CALL_SEND);
	end_peer(peer);
	expect_finished(sender);
}

CASE_VARIANTS(stream_endings, unix_send_sigpipe_stream)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);

	catch_signal(SIGPIPE, 0);
	end_peer(start_peer(ends, NULL));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	EXPECT_EQ(0, times_caught(SIGPIPE));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, 0));
	EXPECT_EQ(1, times_caught(SIGPIPE));
}
