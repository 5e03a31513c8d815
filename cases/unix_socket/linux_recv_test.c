/* What Linux adds to receiving: flags, a peer that leaves data unread, bad pointers. */
#include "receiving.h"

#include <sys/mman.h>

/* The one that left data unread, and closed. */
static void left_unread(receiving *function, struct socket_ends ends)
{
	char byte = '?';

	send_bytes(ends.one, "abc", 3);
	close_end(ends.other);
	EXPECT_ERROR(ECONNRESET, function(ends.one, &byte, 1, 0));
	EXPECT_EQ('?', byte);
	expect_zero_received(function, ends.one);
	expect_zero_received(function, ends.one);
}

CASE_VARIANTS(connection_ways, unix_recv_linux_econnreset_unread)
{
	int i;

	for (i = 0; i < RECEIVERS; i++)
		left_unread(receivers[i], connected_two());
	left_unread(with_read, connected_two());
}

CASE_VARIANTS(message_ways, unix_recv_linux_msg_trunc_real_length)
{
	struct socket_ends ends = connected_two();
	int i;

	for (i = 0; i < RECEIVERS; i++) {
		char bytes[] = "......";

		send_bytes(ends.other, "abcdef", 6);
		EXPECT_EQ(6, receivers[i](ends.one, bytes, 2, MSG_TRUNC | MSG_PEEK));
		EXPECT_STRING("ab....", bytes);
		EXPECT_EQ(6, receivers[i](ends.one, bytes, 3, MSG_TRUNC));
		EXPECT_STRING("abc...", bytes);
		expect_nothing_to_receive(ends.one);
	}
}

/* For the one call: the next waits. */
CASE_VARIANTS(all_ways, unix_recv_linux_msg_dontwait)
{
	struct socket_ends ends = connected_two();
	struct actor *receiver = ACTOR("receiver")
	{
		int i;

		for (i = 0; i < RECEIVERS; i++) {
			char byte = '?';

			EXPECT_ERROR(EAGAIN, receivers[i](ends.one, &byte, 1, MSG_DONTWAIT));
			EXPECT_EQ('?', byte);
		}
		expect_received(ends.one, "x", 1);
	}

	expect_blocked_in(receiver, CALL_RECEIVE);
	send_bytes(ends.other, "x", 1);
	expect_finished(receiver);
}

/* A stream, unlike a message, is there for another try. */
CASE(recv_efault)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	void *forbidden = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *constant = mmap(NULL, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct actor *caller;

	SETUP_THAT(forbidden != MAP_FAILED && constant != MAP_FAILED, "no memory");
	send_bytes(ends.other, "x", 1);
	caller = ACTOR("caller")
	{
		EXPECT_ERROR(EFAULT, recv(ends.one, forbidden, 1, 0));
		EXPECT_ERROR(EFAULT, recv(ends.one, constant, 1, 0));
	}
	expect_finished(caller);
	expect_received(ends.one, "x", 1);
}
