/*
 * shutdown() of one direction, or both, of what two sockets have: who may
 * still send, and what the other gets. What only Linux says of it, and the
 * complete table, is in linux_shutdown_test.c.
 */
#include "transfer.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* The two as the other one sees them: each may be the one that shuts down. */
static struct socket_ends swapped(struct socket_ends ends)
{
	return (struct socket_ends){ends.other, ends.one};
}

static void expect_half_closed(struct socket_ends ends)
{
	send_bytes(ends.one, "remains", 7);
	EXPECT_EQ(0, shutdown(ends.one, SHUT_WR));
	expect_received(ends.other, "remains", 7);
	expect_end_of_file(ends.other);
	expect_end_of_file(ends.other);
	send_bytes(ends.other, "the other way", 13);
	expect_received(ends.one, "the other way", 13);
	expect_nothing_to_receive(ends.one);
}

CASE_VARIANTS(connection_ways, unix_shutdown_wr_gives_peer_eof)
{
	expect_half_closed(connected_two());
	expect_half_closed(swapped(connected_two()));
}

static void expect_send_disabled(struct socket_ends ends)
{
	send_bytes(ends.one, "x", 1);
	EXPECT_EQ(0, shutdown(ends.one, SHUT_WR));
	EXPECT_ERROR(EPIPE, send(ends.one, "y", 1, MSG_NOSIGNAL));
	EXPECT_ERROR(EPIPE, write(ends.one, "y", 1));
	send_bytes(ends.other, "z", 1);
	EXPECT_ERROR(EPIPE, send(ends.one, "y", 1, MSG_NOSIGNAL));
	expect_received(ends.other, "x", 1);
}

/* SIGPIPE is for those whose connection is lost; this one is there. */
static void expect_no_signal(int type)
{
	struct socket_ends ends = open_socketpair(type);

	catch_signal(SIGPIPE, 0);
	SETUP(shutdown(ends.one, SHUT_WR));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, 0));
	EXPECT_EQ(0, times_caught(SIGPIPE));
	send_bytes(ends.other, "y", 1);
	expect_received(ends.one, "y", 1);
}

static const struct variant senders[] = {WAYS_TO("stream", SOCK_STREAM),
					 WAYS_TO("seqpacket", SOCK_SEQPACKET),
					 WAYS_TO("dgram", SOCK_DGRAM),
					 {"no_signal_stream", SOCK_STREAM, NULL},
					 {"no_signal_seqpacket", SOCK_SEQPACKET, NULL},
					 {"no_signal_dgram", SOCK_DGRAM, NULL}};

CASE_VARIANTS(senders, unix_shutdown_wr_own_send_epipe)
{
	if (!variant()->data) {
		expect_no_signal((int)variant()->value);
		return;
	}
	ignore_signal(SIGPIPE);
	expect_send_disabled(connected_two());
	expect_send_disabled(swapped(connected_two()));
}

/* Nothing that is sent from now on arrives, whether its sender is told or not. */
static void expect_closed_for_good(struct socket_ends ends)
{
	char byte;

	send_bytes(ends.one, "remains", 7);
	EXPECT_EQ(0, shutdown(ends.one, SHUT_RDWR));
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	expect_received(ends.other, "remains", 7);
	expect_end_of_file(ends.other);
	(void)!send(ends.other, "late", 4, MSG_NOSIGNAL | MSG_DONTWAIT);
	EXPECT(recv(ends.one, &byte, 1, MSG_DONTWAIT) <= 0);
}

CASE_VARIANTS(connection_ways, unix_shutdown_rdwr_both)
{
	expect_closed_for_good(connected_two());
	expect_closed_for_good(swapped(connected_two()));
}

CASE_VARIANTS(connection_ways, unix_shutdown_acts_on_all_dups)
{
	struct socket_ends ends = connected_two();
	int copy = own((int)SETUP(dup(ends.one)));
	struct gate *is_shut = new_gate();
	struct actor *holder = ACTOR("holder of a copy")
	{
		pass_gate(is_shut);
		EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
		EXPECT_ERROR(EPIPE, send(copy, "x", 1, MSG_NOSIGNAL));
		send_bytes(ends.other, "still", 5);
	}
	struct actor *closer = ACTOR("one that shuts down")
	{
		close_end(ends.one);
		EXPECT_EQ(0, shutdown(copy, SHUT_WR));
	}

	expect_finished(closer);
	EXPECT_ERROR(EPIPE, send(ends.one, "x", 1, MSG_NOSIGNAL));
	EXPECT_ERROR(EPIPE, send(copy, "x", 1, MSG_NOSIGNAL));
	expect_end_of_file(ends.other);
	open_gate(is_shut);
	expect_finished(holder);
	expect_received(copy, "still", 5);
}

CASE_VARIANTS(all_ways, unix_shutdown_fd_still_open)
{
	struct socket_ends ends = connected_two();
	int type = (int)variant()->value;
	struct stat status;

	EXPECT_EQ(0, shutdown(ends.one, SHUT_RDWR));
	EXPECT_THAT(is_open(ends.one), "expected descriptor %d to be open, observed it closed",
		    ends.one);
	EXPECT_OK(fstat(ends.one, &status));
	EXPECT(S_ISSOCK(status.st_mode));
	EXPECT_EQ(type, socket_option(ends.one, SO_TYPE));
	close_end(ends.one);
	EXPECT(!is_open(ends.one));
}
