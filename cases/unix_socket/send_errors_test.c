/*
 * The errors of send(), sendto(), sendmsg(), and of write() on a socket; those
 * of the address and of the message header are in send_argument_errors_test.c.
 */
#include "sending.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* Two sockets of the variant's type, with one byte sent: the function works. */
static struct socket_ends working_two(sending *function)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);

	EXPECT_EQ(1, function(ends.one, "w", 1, 0));
	expect_received(ends.other, "w", 1);
	return ends;
}

static void full(sending *function)
{
	struct socket_ends ends = working_two(function);
	size_t filled;

	shrink_buffers(ends);
	set_nonblocking(ends.one, true);
	filled = fill(ends.one);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, function(ends.one, "x", 1, 0));
	EXPECT_EQ(filled, drain(ends.other));
	EXPECT_EQ(1, function(ends.one, "x", 1, 0));
	expect_received(ends.other, "x", 1);
}

TRY_VARIANTS(socket_types, full, with_send, send_eagain, send_ewouldblock)
TRY_VARIANTS(socket_types, full, with_sendto, sendto_eagain, sendto_ewouldblock)
TRY_VARIANTS(socket_types, full, with_sendmsg, sendmsg_eagain, sendmsg_ewouldblock)
TRY_VARIANTS(socket_types, full, with_write, socket_write_eagain, socket_write_ewouldblock)

static void interrupted(sending *function)
{
	struct socket_ends ends = working_two(function);
	struct actor *sender;
	size_t filled;

	shrink_buffers(ends);
	filled = fill(ends.one);
	sender = ACTOR("sender")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, function(ends.one, "x", 1, 0));
	}
	expect_blocked_in(sender, CALL_SEND);
	send_signal(sender, SIGUSR1);
	expect_finished(sender);
	EXPECT_EQ(1, times_caught(SIGUSR1));
	EXPECT_EQ(filled, drain(ends.other));
}

TRY_VARIANTS(connection_types, interrupted, with_send, send_eintr)
TRY_VARIANTS(connection_types, interrupted, with_sendto, sendto_eintr)
TRY_VARIANTS(connection_types, interrupted, with_sendmsg, sendmsg_eintr)

static void too_large(sending *function)
{
	static const char message[SOCKET_FLOOD];
	struct socket_ends ends = working_two(function);

	shrink_buffers(ends);
	EXPECT_ERROR(EMSGSIZE, function(ends.one, message, sizeof(message), 0));
	expect_nothing_to_receive(ends.other);
}

TRY_VARIANTS(message_types, too_large, with_send, send_emsgsize)
TRY_VARIANTS(message_types, too_large, with_sendto, sendto_emsgsize)
TRY_VARIANTS(message_types, too_large, with_sendmsg, sendmsg_emsgsize_message)

static void unconnected(sending *function)
{
	working_two(function);
	EXPECT_ERROR(ENOTCONN, function(new_socket((int)variant()->value), "x", 1, 0));
}

TRY_VARIANTS(connection_types, unconnected, with_send, send_enotconn)
TRY_VARIANTS(connection_types, unconnected, with_sendto, sendto_enotconn)
TRY_VARIANTS(connection_types, unconnected, with_sendmsg, sendmsg_enotconn)

static void peer_gone(sending *function)
{
	struct socket_ends ends = working_two(function);

	catch_signal(SIGPIPE, 0);
	close_end(ends.other);
	EXPECT_ERROR(EPIPE, function(ends.one, "x", 1, 0));
	if (variant()->value == SOCK_STREAM)
		EXPECT_EQ(1, times_caught(SIGPIPE));
	ends = open_socketpair((int)variant()->value);
	SETUP(shutdown(ends.one, SHUT_WR));
	EXPECT_ERROR(EPIPE, function(ends.one, "x", 1, 0));
}

TRY_VARIANTS(connection_types, peer_gone, with_send, send_epipe)
TRY_VARIANTS(connection_types, peer_gone, with_sendto, sendto_epipe)
TRY_VARIANTS(connection_types, peer_gone, with_sendmsg, sendmsg_epipe)
TRY_VARIANTS(connection_types, peer_gone, with_write, socket_write_epipe)
