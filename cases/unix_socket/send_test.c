/*
 * What send() and its kin transfer, and what they refuse. How they wait is in
 * send_blocked_test.c, the connection that is no more in send_signal_test.c.
 */
#include "sending.h"

#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

CASE_VARIANTS(stream_ways, unix_send_stream_returns_count)
{
	struct socket_ends ends = connected_two();
	struct actor *sender;

	EXPECT_EQ(3, send(ends.one, "abc", 3, 0));
	expect_received(ends.other, "abc", 3);
	shrink_buffers(ends);
	sender = ACTOR("sender")
	{
		EXPECT_EQ(SOCKET_FLOOD, send_pattern(ends.one, SOCKET_FLOOD, 0));
	}
	expect_stream(ends.other, 0, SOCKET_FLOOD);
	expect_finished(sender);
	expect_nothing_to_receive(ends.other);
}

/* Sends more than there is room for, with O_NONBLOCK or MSG_DONTWAIT. */
static void send_in_part(struct socket_ends ends, int flags)
{
	ssize_t count = EXPECT_OK(send_pattern(ends.one, SOCKET_FLOOD, flags));

	EXPECT_THAT(count > 0 && count <= SOCKET_FLOOD,
		    "send() of %d bytes: expected a part of them, observed %zd", SOCKET_FLOOD,
		    count);
	expect_stream(ends.other, 0, (size_t)count);
	expect_nothing_to_receive(ends.other);
}

CASE_VARIANTS(stream_ways, unix_send_nonblock_partial_stream)
{
	struct socket_ends ends = connected_two();

	shrink_buffers(ends);
	send_in_part(ends, MSG_DONTWAIT);
	set_nonblocking(ends.one, true);
	send_in_part(ends, 0);
}

/* Without a peer, write() fails as send() does, and raises as many signals. */
static void expect_equal_refusals(int fd)
{
	unsigned signals;
	int error;

	EXPECT_EQ(-1, send(fd, "x", 1, 0));
	error = errno;
	signals = times_caught(SIGPIPE);
	EXPECT_ERROR(error, write(fd, "x", 1));
	EXPECT_EQ(2 * signals, times_caught(SIGPIPE));
}

CASE_VARIANTS(all_ways, unix_send_write_equivalent)
{
	struct socket_ends ends = connected_two();

	catch_signal(SIGPIPE, 0);
	EXPECT_EQ(3, write(ends.one, "abc", 3));
	EXPECT_EQ(2, write(ends.one, "de", 2));
	if (variant()->value == SOCK_STREAM) {
		expect_received(ends.other, "abcde", 5);
	} else {
		expect_received(ends.other, "abc", 3);
		expect_received(ends.other, "de", 2);
	}
	/* The end of a datagram's peer may be told once, so that the second call differs. */
	if (variant()->value != SOCK_DGRAM) {
		close_end(ends.other);
		expect_equal_refusals(ends.one);
	}
}

CASE_VARIANTS(message_ways, unix_send_seqpacket_record)
{
	static sending *const functions[] = {with_send, with_sendto, with_sendmsg};
	struct socket_ends ends = connected_two();
	size_t i;

	for (i = 0; i < COUNT_OF(functions); i++) {
		EXPECT_EQ(3, functions[i](ends.one, "abc", 3, 0));
		EXPECT_EQ(1, functions[i](ends.one, "d", 1, 0));
		EXPECT_EQ(2, functions[i](ends.one, "ef", 2, 0));
		expect_received(ends.other, "abc", 3);
		expect_received(ends.other, "d", 1);
		expect_received(ends.other, "ef", 2);
		expect_nothing_to_receive(ends.other);
	}
}

CASE_VARIANTS(message_ways, unix_send_dgram_too_big_emsgsize)
{
	struct socket_ends ends = connected_two();
	size_t too_large;

	shrink_buffers(ends);
	too_large = (size_t)socket_option(ends.one, SO_SNDBUF) + 1;
	SETUP_THAT(too_large <= SOCKET_FLOOD, "the smallest SO_SNDBUF is %zu", too_large - 1);
	EXPECT_ERROR(EMSGSIZE, send_pattern(ends.one, too_large, 0));
	EXPECT_ERROR(EMSGSIZE, send_pattern(ends.one, SOCKET_FLOOD, 0));
	expect_nothing_to_receive(ends.other);
	send_bytes(ends.one, "abc", 3);
	expect_received(ends.other, "abc", 3);
}

CASE_VARIANTS(dgram_ways, unix_send_dgram_zero_length)
{
	struct socket_ends ends = connected_two();

	EXPECT_EQ(0, send(ends.one, "", 0, 0));
	EXPECT_EQ(0, with_sendto(ends.one, "", 0, 0));
	EXPECT_EQ(0, with_sendmsg(ends.one, "", 0, 0));
	send_bytes(ends.one, "x", 1);
	expect_received(ends.other, "", 0);
	expect_received(ends.other, "", 0);
	expect_received(ends.other, "", 0);
	expect_received(ends.other, "x", 1);
}

/* "Not connected", of which send() does not say "connection-mode", is true as well. */
CASE(unix_send_dgram_no_peer)
{
	int fd = new_socket(SOCK_DGRAM);

	EXPECT_ERROR_OF(EDESTADDRREQ, ENOTCONN, send(fd, "x", 1, 0));
	fd = bound_socket(SOCK_DGRAM, scratch_path());
	EXPECT_ERROR_OF(EDESTADDRREQ, ENOTCONN, send(fd, "x", 1, 0));
	expect_nothing_to_receive(fd);
}

CASE_VARIANTS(connection_types, unix_send_stream_unconnected_enotconn)
{
	int type = (int)variant()->value;

	catch_signal(SIGPIPE, 0);
	EXPECT_ERROR(ENOTCONN, send(new_socket(type), "x", 1, 0));
	EXPECT_ERROR(ENOTCONN, send(bound_socket(type, scratch_path()), "x", 1, 0));
	EXPECT_ERROR(ENOTCONN, send(listening_socket(type, scratch_path(), 1), "x", 1, 0));
	EXPECT_EQ(0, times_caught(SIGPIPE));
}

CASE(unix_sendto_unconnected_dgram)
{
	const char *paths[] = {scratch_path(), scratch_path()};
	int receivers[] = {bound_socket(SOCK_DGRAM, paths[0]), bound_socket(SOCK_DGRAM, paths[1])};
	struct unix_address addresses[] = {address_of_path(paths[0]), address_of_path(paths[1])};
	int sender = new_socket(SOCK_DGRAM);

	EXPECT_EQ(2, sendto(sender, "to", 2, 0, AS_ADDRESS(&addresses[0])));
	EXPECT_EQ(3, sendto(sender, "two", 3, 0, AS_ADDRESS(&addresses[1])));
	EXPECT_EQ(4, sendto(sender, "once", 4, 0, AS_ADDRESS(&addresses[0])));
	expect_received(receivers[0], "to", 2);
	expect_received(receivers[0], "once", 4);
	expect_nothing_to_receive(receivers[0]);
	expect_received(receivers[1], "two", 3);
	expect_nothing_to_receive(receivers[1]);
}

/* Whether there is something to be received. */
static bool has_received(int fd)
{
	char byte;

	return recv(fd, &byte, 1, MSG_DONTWAIT) == 1;
}

CASE(unix_sendto_connected_dgram_override_or_eisconn)
{
	struct socket_ends ends = open_connection(SOCK_DGRAM);
	const char *path = scratch_path();
	int another = bound_socket(SOCK_DGRAM, path);
	struct unix_address address = address_of_path(path);
	ssize_t count = sendto_address(ends.one, &address);

	observe("sendto() an address on a connected datagram socket", "%s",
		count == -1		? error_name(errno)
		: has_received(another) ? "the address gets it"
					: "the address does not get it");
	observe("the peer of the socket", "%s",
		has_received(ends.other) ? "gets it" : "does not get it");
}

CASE_VARIANTS(stream_ways, unix_sendto_stream_address_ignored)
{
	struct socket_ends ends = connected_two();
	const char *path = scratch_path();
	int listener = listening_socket(SOCK_STREAM, path, 1);
	struct unix_address address = address_of_path(path);
	ssize_t count;

	errno = 0;
	count = sendto_address(ends.one, &address);
	EXPECT_THAT(count == 1 || (count == -1 && errno == EISCONN),
		    "sendto() of 1 byte: expected 1 or EISCONN, observed %zd (%s)", count,
		    error_name(errno));
	observe("sendto() an address on a connected stream socket", "%s",
		count == -1 ? error_name(errno) : "success");
	if (count == 1)
		expect_received(ends.other, "x", 1);
	expect_nothing_to_receive(ends.other);
	set_nonblocking(listener, true);
	EXPECT_EQ(-1, accept(listener, NULL, NULL));
	send_bytes(ends.one, "y", 1);
	expect_received(ends.other, "y", 1);
}

CASE_VARIANTS(all_ways, unix_sendmsg_gathers_iov)
{
	struct socket_ends ends = connected_two();
	struct iovec parts[] = {{"ab", 2}, {"c", 1}, {"", 0}, {"defg", 4}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = COUNT_OF(parts)};

	EXPECT_EQ(7, sendmsg(ends.one, &message, 0));
	expect_received(ends.other, "abcdefg", 7);
	message.msg_iovlen = 2;
	EXPECT_EQ(3, sendmsg(ends.one, &message, 0));
	expect_received(ends.other, "abc", 3);
	expect_nothing_to_receive(ends.other);
}

CASE_VARIANTS(all_ways, unix_sendmsg_msg_flags_ignored)
{
	static const int flags[] = {-1, MSG_OOB, MSG_TRUNC, MSG_CTRUNC};
	struct socket_ends ends = connected_two();
	struct iovec part = {"abc", 3};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	size_t i;

	for (i = 0; i < COUNT_OF(flags); i++) {
		message.msg_flags = flags[i];
		EXPECT_EQ(3, sendmsg(ends.one, &message, 0));
		expect_received(ends.other, "abc", 3);
	}
}
