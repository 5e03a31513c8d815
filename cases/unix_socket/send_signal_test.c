/* Sending where nobody receives any more: EPIPE, and SIGPIPE with it or not. */
#include "sending.h"

#include <signal.h>
#include <unistd.h>

static sending *const functions[] = {with_send, with_sendto, with_sendmsg};
enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

CASE_VARIANTS(connection_ways, unix_send_epipe_peer_closed)
{
	struct socket_ends ends = connected_two();

	ignore_signal(SIGPIPE);
	send_bytes(ends.one, "x", 1);
	expect_received(ends.other, "x", 1);
	close_end(ends.other);
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, 0));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_DONTWAIT));
	EXPECT_ERROR(EPIPE, send_pattern(ends.one, SOCKET_FLOOD, 0));
	EXPECT(is_open(ends.one));
}

static void send_to_nobody(void *fd)
{
	EXPECT_ERROR(EPIPE, send(*(int *)fd, "x", 1, 0));
	EXPECT(is_pending(SIGPIPE));
}

CASE_VARIANTS(stream_ways, unix_send_sigpipe_stream)
{
	struct socket_ends ends = connected_two();
	struct actor *sender;
	int i;

	close_end(ends.other);
	sender = ACTOR("sender")
	{
		send(ends.one, "x", 1, 0);
	}
	expect_killed(sender, SIGPIPE);
	catch_signal(SIGPIPE, 0);
	for (i = 0; i < FUNCTIONS; i++) {
		EXPECT_ERROR(EPIPE, functions[i](ends.one, "x", 1, 0));
		EXPECT_EQ(i + 1, times_caught(SIGPIPE));
	}
	/* What is pending for the process is pending for every thread of it. */
	block_signal(SIGPIPE);
	expect_finished(start_thread("sending thread", send_to_nobody, &ends.one));
	EXPECT(!is_pending(SIGPIPE));
}

CASE_VARIANTS(seqpacket_ways, unix_send_sigpipe_seqpacket)
{
	struct socket_ends ends = connected_two();

	catch_signal(SIGPIPE, 0);
	close_end(ends.other);
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, 0));
	EXPECT_EQ(1, times_caught(SIGPIPE));
}

CASE_VARIANTS(connection_ways, unix_send_msg_nosignal)
{
	struct socket_ends ends = connected_two();
	int i;

	catch_signal(SIGPIPE, 0);
	EXPECT_EQ(1, send(ends.one, "x", 1, MSG_NOSIGNAL));
	expect_received(ends.other, "x", 1);
	close_end(ends.other);
	for (i = 0; i < FUNCTIONS; i++)
		EXPECT_ERROR(EPIPE, functions[i](ends.one, "x", 1, MSG_NOSIGNAL));
	EXPECT_EQ(0, times_caught(SIGPIPE));
}

CASE_VARIANTS(all_ways, unix_send_epipe_after_shut_wr)
{
	struct socket_ends ends = connected_two();
	char byte;

	catch_signal(SIGPIPE, 0);
	send_bytes(ends.one, "abc", 3);
	SETUP(shutdown(ends.one, SHUT_WR));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	EXPECT_EQ(0, times_caught(SIGPIPE));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, 0));
	observe("SIGPIPE after one's own SHUT_WR", "%s",
		times_caught(SIGPIPE) ? "raised" : "not raised");
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_DONTWAIT));
	expect_received(ends.other, "abc", 3);
	/* Nothing else: the end, or nothing for now. */
	EXPECT(recv(ends.other, &byte, 1, MSG_DONTWAIT) < 1);
}
