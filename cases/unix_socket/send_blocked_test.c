/*
 * What send() does where there is no room: it waits, and is woken, interrupted
 * or cancelled; or it does not wait.
 */
#include "sending.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

/* Fills what the first socket sends to; returns the count of bytes. */
static size_t fill_first(struct socket_ends ends)
{
	shrink_buffers(ends);
	return fill(ends.one);
}

/* There is no room, and send() does not wait for it. */
static void expect_refused(struct socket_ends ends)
{
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, send(ends.one, "x", 1, MSG_DONTWAIT));
	set_nonblocking(ends.one, true);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, send(ends.one, "x", 1, 0));
	set_nonblocking(ends.one, false);
}

CASE_VARIANTS(all_ways, unix_send_blocks_when_full)
{
	struct socket_ends ends = connected_two();
	size_t filled = fill_first(ends);
	struct actor *senders[2];
	int i;

	expect_refused(ends);
	for (i = 0; i < 2; i++) {
		senders[i] = ACTOR("sender") send_bytes(ends.one, "x", 1);
	}
	for (i = 0; i < 2; i++)
		expect_blocked_in(senders[i], CALL_SEND);
	expect_stream(ends.other, 0, filled);
	for (i = 0; i < 2; i++)
		expect_finished(senders[i]);
	EXPECT_EQ(2, drain(ends.other));
}

CASE_VARIANTS(all_ways, unix_send_eintr_before_data)
{
	struct socket_ends ends = connected_two();
	size_t filled = fill_first(ends);
	struct actor *sender = ACTOR("sender")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, send(ends.one, "x", 1, 0));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(sender, CALL_SEND);
	send_signal(sender, SIGUSR1);
	expect_finished(sender);
	EXPECT_EQ(filled, drain(ends.other));
	send_bytes(ends.one, "x", 1);
	expect_received(ends.other, "x", 1);
}

/* The other half of that: what was moved before a signal is counted. */
CASE_VARIANTS(stream_ways, unix_send_stream_returns_count)
{
	struct socket_ends ends = connected_two();
	ssize_t *sent = share(sizeof(*sent));
	struct actor *sender;

	shrink_buffers(ends);
	sender = ACTOR("sender")
	{
		catch_signal(SIGUSR1, 0);
		*sent = EXPECT_OK(send_pattern(ends.one, SOCKET_FLOOD, 0));
	}
	expect_blocked_in(sender, CALL_SEND);
	send_signal(sender, SIGUSR1);
	expect_finished(sender);
	EXPECT_THAT(*sent > 0 && *sent < SOCKET_FLOOD,
		    "interrupted send() of %d bytes: expected some of them, observed %zd",
		    SOCKET_FLOOD, *sent);
	expect_stream(ends.other, 0, (size_t)*sent);
	expect_nothing_to_receive(ends.other);
}

/* The peer may have closed with bytes unread: its end may be told as a reset, once. */
CASE_VARIANTS(connection_ways, unix_send_epipe_peer_closed)
{
	struct socket_ends ends = connected_two();
	struct actor *sender;

	fill_first(ends);
	sender = ACTOR("sender")
	{
		close_end(ends.other);
		ignore_signal(SIGPIPE);
		EXPECT_ERROR_OF(EPIPE, ECONNRESET, send(ends.one, "x", 1, 0));
		EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, 0));
	}
	expect_blocked_in(sender, CALL_SEND);
	close_end(ends.other);
	expect_finished(sender);
}

static sending *const send_way = with_send, *const sendto_way = with_sendto,
		      *const sendmsg_way = with_sendmsg;
static const struct variant functions[] = {
	{"send", 0, &send_way}, {"sendto", 0, &sendto_way}, {"sendmsg", 0, &sendmsg_way}};

static void send_one(void *fd)
{
	sending *function = *(sending *const *)variant()->data;

	EXPECT_EQ(1, function(*(int *)fd, "x", 1, 0));
}

CASE_VARIANTS(functions, unix_send_cancellation_point)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	size_t filled = fill_first(ends);
	struct actor *sender = start_thread("sender", send_one, &ends.one);

	expect_blocked_in(sender, CALL_SEND);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(sender)));
	expect_cancelled(sender);
	EXPECT_EQ(filled, drain(ends.other));
}
