/*
 * What a receive finds: the bytes of a stream, the end, and what was only
 * looked at. Messages are in recv_message_test.c, waiting in
 * recv_blocked_test.c.
 */
#include "receiving.h"

#include <unistd.h>

enum { BLOCK = 4096 };

/* Receives exactly size bytes of the pattern, in as many calls as it takes. */
static void receive_stream(int fd, size_t position, size_t size)
{
	unsigned char bytes[BLOCK];
	size_t done = 0;

	while (done < size) {
		size_t part = size - done < BLOCK ? size - done : BLOCK;
		ssize_t count = recv(fd, bytes, part, 0);

		EXPECT_THAT(count > 0, "recv() of %zu bytes more: expected some, observed %zd (%s)",
			    size - done, count, error_name(errno));
		expect_pattern(bytes, position + done, (size_t)count);
		done += (size_t)count;
	}
}

static void send_part(int fd, size_t position, size_t size)
{
	unsigned char bytes[BLOCK];

	pattern_make(bytes, position, size);
	send_bytes(fd, bytes, size);
}

/* First so little that all of it waits in between, then so much that it cannot. */
CASE_VARIANTS(stream_ways, unix_recv_stream_bytes_in_order)
{
	enum { MESSAGES = 40, LARGE = 3001, LARGES = 200 };
	struct socket_ends ends = connected_two();
	struct actor *sender;
	unsigned char bytes[BLOCK];
	size_t done = 0;
	size_t size;
	int i;

	for (size = 1; size <= MESSAGES; done += size++)
		send_part(ends.other, done, size);
	for (done = 0; size-- > 1; done += size) {
		EXPECT_EQ(size, recv(ends.one, bytes, size, 0));
		expect_pattern(bytes, done, size);
	}
	expect_nothing_to_receive(ends.one);

	sender = ACTOR("sender")
	{
		for (i = 0; i < LARGES; i++)
			send_part(ends.other, (size_t)i * LARGE, LARGE);
	}
	receive_stream(ends.one, 0, (size_t)LARGE * LARGES);
	expect_finished(sender);
	expect_nothing_to_receive(ends.one);
}

CASE_VARIANTS(stream_ways, unix_recv_stream_returns_available)
{
	struct socket_ends ends = connected_two();
	struct actor *receiver;

	send_bytes(ends.other, "abc", 3);
	receiver = ACTOR("receiver")
	{
		expect_received(ends.one, "abc", 3);
		expect_received(ends.one, "d", 1);
	}
	expect_blocked_in(receiver, CALL_RECEIVE);
	send_bytes(ends.other, "d", 1);
	expect_finished(receiver);
}

/* How a peer ends what it sends. */
static void end_by_shutdown(int fd)
{
	EXPECT_OK(shutdown(fd, SHUT_WR));
}

static void end_by_close(int fd)
{
	close_end(fd);
}

/* The end is there for whoever comes, and for one that has been waiting. */
static void end_of(struct socket_ends ends, void (*end)(int fd))
{
	struct actor *receiver;
	int i;

	send_bytes(ends.other, "x", 1);
	receiver = ACTOR("receiver")
	{
		close_end(ends.other);
		expect_received(ends.one, "x", 1);
		expect_zero_received(with_recv, ends.one);
	}
	expect_blocked_in(receiver, CALL_RECEIVE);
	end(ends.other);
	expect_finished(receiver);
	for (i = 0; i < RECEIVERS; i++)
		expect_zero_received(receivers[i], ends.one);
	set_nonblocking(ends.one, true);
	expect_zero_received(with_recv, ends.one);
}

CASE_VARIANTS(connection_ways, unix_recv_zero_on_orderly_close)
{
	end_of(connected_two(), end_by_shutdown);
	end_of(connected_two(), end_by_close);
}

static void data_before(struct socket_ends ends, void (*end)(int fd))
{
	/* A message at a time, or as much of a stream as there is. */
	size_t size = fill(ends.other);
	unsigned char bytes[BLOCK];
	ssize_t count;
	size_t done;

	end(ends.other);
	for (done = 0; (count = recv(ends.one, bytes, sizeof(bytes), 0)) > 0; done += (size_t)count)
		expect_pattern(bytes, done, (size_t)count);
	EXPECT_THAT(count == 0, "recv() at the end: expected 0, observed %s", error_name(errno));
	EXPECT_EQ(size, done);
}

CASE_VARIANTS(connection_ways, unix_recv_data_before_eof)
{
	data_before(connected_two(), end_by_shutdown);
	data_before(connected_two(), end_by_close);
}

CASE_VARIANTS(all_ways, unix_recv_msg_peek_keeps_data)
{
	struct socket_ends ends = connected_two();
	int i;

	for (i = 0; i < RECEIVERS; i++) {
		send_bytes(ends.other, "abc", 3);
		expect_received_with(receivers[i], ends.one, MSG_PEEK, "abc", 3);
		expect_received_with(receivers[i], ends.one, MSG_PEEK, "abc", 3);
		expect_received(ends.one, "abc", 3);
		expect_nothing_to_receive(ends.one);
	}
}

/* A message has its excess dropped, a stream keeps it. */
CASE_VARIANTS(all_ways, unix_recv_read_equivalent)
{
	struct socket_ends ends = connected_two();
	char bytes[BLOCK];

	send_bytes(ends.other, "abcdef", 6);
	EXPECT_EQ(4, read(ends.one, bytes, 4));
	EXPECT_BYTES("abcd", bytes, 4);
	if (variant()->value == SOCK_STREAM)
		expect_received_by(with_read, ends.one, "ef", 2);
	send_bytes(ends.other, "ghi", 3);
	expect_received_by(with_read, ends.one, "ghi", 3);
	set_nonblocking(ends.one, true);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, read(ends.one, bytes, 1));
	if (variant()->value != SOCK_DGRAM) {
		close_end(ends.other);
		expect_zero_received(with_read, ends.one);
	}
}
