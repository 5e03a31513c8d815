/*
 * Descriptors in flight, sockets among them: what nobody can receive any more
 * is closed, and what somebody can is not. Each leaves a pipe's write end
 * behind: its read end sees the end of the file once that is closed.
 */
#include "rights.h"

#include <signal.h>
#include <unistd.h>

/* Leaves the write end in the queue of a socket of the type, which nobody can receive from. */
typedef void leaving(int type, int write_end);

static void close_receiver(int type, int write_end)
{
	struct socket_ends ends = open_socketpair(type);

	pass_descriptor(ends.one, write_end);
	close_end(ends.other);
}

static void close_receiver_last(int type, int write_end)
{
	struct socket_ends ends = open_connection(type);

	pass_descriptor(ends.one, write_end);
	close_end(ends.one);
	close_end(ends.other);
}

static void close_listener(int type, int write_end)
{
	const char *path = scratch_path();
	int listener = listening_socket(type, path, 1);

	pass_descriptor(connected_socket(type, path), write_end);
	close_end(listener);
}

/* Both ends have gone with the one process that had them. */
static void kill_owner(int type, int write_end)
{
	struct gate *is_passed = new_gate();
	struct actor *owner = ACTOR("owner")
	{
		struct socket_ends ends = open_socketpair(type);

		pass_descriptor(ends.one, write_end);
		open_gate(is_passed);
		pause();
	}

	pass_gate(is_passed);
	send_signal(owner, SIGKILL);
	expect_killed(owner, SIGKILL);
}

/* The socket that it is in flight to is in flight itself, to a third. */
static void close_outer(int type, int write_end)
{
	struct socket_ends inner = open_socketpair(type);
	struct socket_ends outer = open_socketpair(type);

	pass_descriptor(inner.one, write_end);
	pass_descriptor(outer.one, inner.other);
	close_end(inner.one);
	close_end(inner.other);
	close_end(outer.other);
}

/* The socket is in its own queue. */
static void pass_over_itself(int type, int write_end)
{
	struct socket_ends ends = open_socketpair(type);

	pass_descriptor(ends.one, write_end);
	pass_descriptor(ends.one, ends.other);
	close_end(ends.one);
	close_end(ends.other);
}

/* Each of the two sockets is in the other's queue. */
static void pass_over_each_other(int type, int write_end)
{
	struct socket_ends first = open_socketpair(type);
	struct socket_ends second = open_socketpair(type);

	pass_descriptor(first.one, second.other);
	pass_descriptor(second.one, first.other);
	pass_descriptor(second.one, write_end);
	close_end(first.one);
	close_end(first.other);
	close_end(second.one);
	close_end(second.other);
}

static leaving *const receiver_closed = close_receiver;
static leaving *const receiver_closed_last = close_receiver_last;
static leaving *const listener_closed = close_listener;
static leaving *const owner_killed = kill_owner;
static leaving *const outer_closed = close_outer;
static leaving *const over_itself = pass_over_itself;
static leaving *const over_each_other = pass_over_each_other;

static const struct variant endings[] = {
	{"stream_closed", SOCK_STREAM, &receiver_closed},
	{"dgram_closed", SOCK_DGRAM, &receiver_closed},
	{"seqpacket_closed", SOCK_SEQPACKET, &receiver_closed},
	{"stream_both_closed", SOCK_STREAM, &receiver_closed_last},
	{"dgram_both_closed", SOCK_DGRAM, &receiver_closed_last},
	{"seqpacket_both_closed", SOCK_SEQPACKET, &receiver_closed_last},
	{"stream_never_accepted", SOCK_STREAM, &listener_closed},
	{"seqpacket_never_accepted", SOCK_SEQPACKET, &listener_closed},
	{"stream_owner_killed", SOCK_STREAM, &owner_killed},
	{"dgram_owner_killed", SOCK_DGRAM, &owner_killed},
	{"seqpacket_owner_killed", SOCK_SEQPACKET, &owner_killed},
	{"stream_in_flight", SOCK_STREAM, &outer_closed},
	{"dgram_in_flight", SOCK_DGRAM, &outer_closed},
	{"seqpacket_in_flight", SOCK_SEQPACKET, &outer_closed},
	{"stream_over_itself", SOCK_STREAM, &over_itself},
	{"dgram_over_itself", SOCK_DGRAM, &over_itself},
	{"seqpacket_over_itself", SOCK_SEQPACKET, &over_itself},
	{"stream_over_each_other", SOCK_STREAM, &over_each_other},
	{"dgram_over_each_other", SOCK_DGRAM, &over_each_other},
	{"seqpacket_over_each_other", SOCK_SEQPACKET, &over_each_other}};

CASE_VARIANTS(endings, unix_rights_close_unreceived)
{
	leaving *leave = *(leaving *const *)variant()->data;
	struct pipe_ends p = open_pipe();

	leave((int)variant()->value, p.write_end);
	write_bytes(p.write_end, "x", 1);
	close_end(p.write_end);
	expect_bytes(p.read_end, "x", 1);
	expect_released(p.read_end);
}

/* A socket that can be had only by way of another is not forgotten, nor is its queue. */
CASE_VARIANTS(socket_types, unix_rights_passes_description)
{
	struct socket_ends inner = open_socketpair((int)variant()->value);
	struct socket_ends outer = open_socketpair((int)variant()->value);
	struct pipe_ends p = open_pipe();
	int i;

	pass_descriptor(inner.one, p.write_end);
	pass_descriptor(inner.one, inner.other);
	pass_descriptor(outer.one, inner.other);
	close_end(inner.one);
	close_end(inner.other);
	close_end(p.write_end);
	for (i = 0; i < 3; i++)
		let_collect();
	inner.other = expect_descriptor(outer.other);
	p.write_end = expect_descriptor(inner.other);
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
	close_end(expect_descriptor(inner.other));
}
