/*
 * What poll() shows of sockets while they are used. Their states, one by one, are
 * in ready_socket_test.c and ready_tcp_test.c.
 */
#include "endpoints.h"
#include "ready.h"

#include <unistd.h>

static const struct variant connected_kinds[] = {
	{"stream", STREAM, NULL}, {"seqpacket", SEQPACKET, NULL}, {"tcp", TCP, NULL}};

static const struct variant local_kinds[] = {
	{"stream", STREAM, NULL}, {"seqpacket", SEQPACKET, NULL}, {"dgram", DGRAM, NULL}};

CASE_VARIANTS(connected_kinds, poll_socket_listener_in)
{
	enum kind kind = (enum kind)variant()->value;
	int listener = listening_endpoint(kind, 2);
	int round;

	expect_not_shown(listener, NORMAL_INPUT);
	for (round = 0; round < 2; round++) {
		SETUP(connect_endpoint(new_endpoint(kind), listener));
		await_shown(listener, POLLIN);
		expect_shown(listener, NORMAL_INPUT, NORMAL_INPUT, 0);
		accepted_socket(listener);
		expect_not_shown(listener, NORMAL_INPUT);
	}
}

/* A socket of AF_UNIX may be connected at once; what is shown then is the same. */
CASE_VARIANTS(connected_kinds, poll_socket_connect_out)
{
	enum kind kind = (enum kind)variant()->value;
	int listener = listening_endpoint(kind, 1);
	int fd = new_endpoint(kind);
	struct pollfd entry = {fd, NORMAL_OUTPUT, 0};
	struct actor *caller;

	set_nonblocking(fd, true);
	SETUP_THAT(connect_endpoint(fd, listener) == 0 || errno == EINPROGRESS, "connect(): %s",
		   error_name(errno));
	caller = ACTOR("caller")
	{
		EXPECT_EQ(1, poll(&entry, 1, -1));
		expect_shown(fd, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
		EXPECT_EQ(0, socket_option(fd, SO_ERROR));
		send_bytes(fd, "x", 1);
	}
	expect_finished(caller);
	expect_received(accepted_socket(listener), "x", 1);
}

CASE_VARIANTS(connected_kinds, poll_socket_in_on_data_or_eof)
{
	struct socket_ends ends = open_endpoints((enum kind)variant()->value);

	expect_shown(ends.one, NORMAL_INPUT, 0, 0);
	deliver_bytes(ends.other, ends.one, "x");
	expect_shown(ends.one, NORMAL_INPUT, NORMAL_INPUT, 0);
	expect_received(ends.one, "x", 1);
	expect_shown(ends.one, NORMAL_INPUT, 0, 0);
	SETUP(shutdown(ends.other, SHUT_WR));
	expect_received(ends.one, "", 0);
	expect_shown(ends.one, NORMAL_INPUT, NORMAL_INPUT, POLLHUP);
}

CASE_VARIANTS(local_kinds, poll_socket_not_out_when_full)
{
	struct socket_ends ends = open_endpoints((enum kind)variant()->value);

	expect_shown(ends.one, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
	shrink_buffers(ends);
	fill(ends.one);
	expect_shown(ends.one, NORMAL_OUTPUT, 0, 0);
	expect_shown(ends.other, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
	drain(ends.other);
	expect_shown(ends.one, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
}

CASE(poll_socket_dgram_in)
{
	struct socket_ends ends = open_endpoints(DGRAM);

	expect_shown(ends.one, NORMAL_INPUT, 0, 0);
	send_bytes(ends.other, "", 0);
	expect_shown(ends.one, NORMAL_INPUT, NORMAL_INPUT, 0);
	send_bytes(ends.other, "x", 1);
	expect_received(ends.one, "", 0);
	expect_shown(ends.one, NORMAL_INPUT, NORMAL_INPUT, 0);
	expect_received(ends.one, "x", 1);
	expect_shown(ends.one, NORMAL_INPUT, 0, 0);
}
