/*
 * What the close of a socket means to its peer, and that it takes the last
 * descriptor. peer_death_test.c is about those who cannot close any more.
 */
#include "transfer.h"

#include <unistd.h>

CASE_VARIANTS(connection_ways, unix_close_peer_sees_eof)
{
	struct socket_ends ends = connected_two();
	int copy = own((int)SETUP(dup(ends.one)));
	struct actor *reader = ACTOR("reader")
	{
		close_end(ends.one);
		close_end(copy);
		expect_bytes(ends.other, "last words", 10);
		expect_end_of_file(ends.other);
		expect_end_of_file(ends.other);
	}

	send_bytes(ends.one, "last words", 10);
	close_end(ends.one);
	expect_blocked_in(reader, CALL_READ);
	close_end(copy);
	expect_finished(reader);
	expect_end_of_file(ends.other);
}

CASE_VARIANTS(connection_ways, unix_close_other_dup_keeps_connection)
{
	struct socket_ends ends = connected_two();
	struct gate *is_closed = new_gate();
	struct gate *is_over = new_gate();
	int copy = own((int)SETUP(dup(ends.one)));
	struct actor *holder = ACTOR("holder")
	{
		close_end(copy);
		pass_gate(is_closed);
		expect_conversation(ends.one, ends.other);
		pass_gate(is_over);
	}

	close_end(ends.one);
	expect_nothing_to_receive(ends.other);
	expect_conversation(copy, ends.other);
	close_end(copy);
	expect_nothing_to_receive(ends.other);
	open_gate(is_closed);
	open_gate(is_over);
	expect_finished(holder);
	expect_end_of_file(ends.other);
}
