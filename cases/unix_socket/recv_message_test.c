/* Messages: datagrams and records are received whole, one at a time. */
#include "receiving.h"

enum { LARGEST = 30000 };

CASE_VARIANTS(message_ways, unix_recv_message_whole)
{
	static const size_t sizes[] = {1, 3, 4097, LARGEST, 2};
	enum { COUNT = sizeof(sizes) / sizeof(sizes[0]) };
	struct socket_ends ends = connected_two();
	unsigned char bytes[LARGEST + 1];
	int i;
	int j;

	for (i = 0; i < RECEIVERS; i++) {
		for (j = 0; j < COUNT; j++) {
			pattern_make(bytes, (size_t)j, sizes[j]);
			send_bytes(ends.other, bytes, sizes[j]);
		}
		for (j = 0; j < COUNT; j++) {
			/* There may be more room than for it, or just enough. */
			EXPECT_EQ(sizes[j], receivers[i](ends.one, bytes, sizes[j] + (j % 2), 0));
			expect_pattern(bytes, (size_t)j, sizes[j]);
		}
	}
}

CASE_VARIANTS(message_ways, unix_recv_message_excess_discarded)
{
	struct socket_ends ends = connected_two();
	int i;

	for (i = 0; i < RECEIVERS; i++) {
		char bytes[] = "......";

		send_bytes(ends.other, "abcdef", 6);
		send_bytes(ends.other, "xy", 2);
		EXPECT_EQ(3, receivers[i](ends.one, bytes, 3, 0));
		EXPECT_STRING("abc...", bytes);
		expect_received_by(receivers[i], ends.one, "xy", 2);
		expect_nothing_to_receive(ends.one);
	}
}

CASE_VARIANTS(message_ways, unix_recv_peek_does_not_truncate)
{
	struct socket_ends ends = connected_two();
	int i;

	for (i = 0; i < RECEIVERS; i++) {
		char bytes[] = "......";

		send_bytes(ends.other, "abcdef", 6);
		send_bytes(ends.other, "xy", 2);
		EXPECT_EQ(3, receivers[i](ends.one, bytes, 3, MSG_PEEK));
		EXPECT_STRING("abc...", bytes);
		expect_received_by(receivers[i], ends.one, "abcdef", 6);
		expect_received_by(receivers[i], ends.one, "xy", 2);
	}
}

CASE_VARIANTS(dgram_ways, unix_recv_zero_length_dgram)
{
	struct socket_ends ends = connected_two();
	int i;

	for (i = 0; i < RECEIVERS; i++) {
		send_bytes(ends.other, "", 0);
		send_bytes(ends.other, "", 0);
		send_bytes(ends.other, "x", 1);
		expect_zero_received(receivers[i], ends.one);
		expect_zero_received(receivers[i], ends.one);
		expect_received_by(receivers[i], ends.one, "x", 1);
		expect_nothing_to_receive(ends.one);
	}
}
