/*
 * What Linux makes of SHUT_RD, of which the standard says no more than that
 * receiving is disabled; and with it, of all combinations.
 */
#include "transfer.h"

/* What may have been done to an end, as shutdown() takes it. */
enum { NOTHING = -1 };
static const int hows[] = {NOTHING, SHUT_RD, SHUT_WR, SHUT_RDWR};

static const char *text_of(int how)
{
	switch (how) {
	case SHUT_RD:
		return "SHUT_RD";
	case SHUT_WR:
		return "SHUT_WR";
	case SHUT_RDWR:
		return "SHUT_RDWR";
	default:
		return "nothing";
	}
}

/* Whether that shuts down SHUT_RD, or SHUT_WR. */
static bool shuts_down(int how, int direction)
{
	return how == direction || how == SHUT_RDWR;
}

/*
 * A direction is closed if either of its ends was shut down for it: then
 * nothing can be sent, and the receiver of a connection is at its end.
 */
static void expect_direction(int from, int from_how, int to, int to_how)
{
	bool is_closed = shuts_down(from_how, SHUT_WR) || shuts_down(to_how, SHUT_RD);
	int end = variant()->value == SOCK_DGRAM ? -1 : 0;
	ssize_t sent = send(from, "x", 1, MSG_NOSIGNAL);
	int error = sent == -1 ? errno : 0;
	ssize_t received;
	char byte;

	EXPECT_THAT(error == (is_closed ? EPIPE : 0),
		    "send() after %s here and %s there: expected %s, observed %s",
		    text_of(from_how), text_of(to_how), is_closed ? "EPIPE" : "success",
		    error ? error_name(error) : "success");
	received = recv(to, &byte, 1, MSG_DONTWAIT);
	EXPECT_THAT(received == (is_closed ? end : 1),
		    "recv() after %s here and %s there: expected %d, observed %zd", text_of(to_how),
		    text_of(from_how), is_closed ? end : 1, received);
}

static void expect_combination(int how, int other_how)
{
	struct socket_ends ends = connected_two();

	if (how != NOTHING)
		EXPECT_EQ(0, shutdown(ends.one, how));
	if (other_how != NOTHING)
		EXPECT_EQ(0, shutdown(ends.other, other_how));
	expect_direction(ends.one, how, ends.other, other_how);
	expect_direction(ends.other, other_how, ends.one, how);
	close_end(ends.one);
	close_end(ends.other);
}

CASE_VARIANTS(all_ways, unix_shutdown_rd_peer_send, unix_shutdown_rdwr_both)
{
	size_t count = sizeof(hows) / sizeof(hows[0]);
	size_t i;

	for (i = 0; i < count * count; i++)
		expect_combination(hows[i / count], hows[i % count]);
}

CASE_VARIANTS(all_ways, unix_shutdown_rd_own_recv_zero)
{
	struct socket_ends ends = connected_two();
	struct actor *reader;

	send_bytes(ends.other, "remains", 7);
	EXPECT_EQ(0, shutdown(ends.one, SHUT_RD));
	reader = ACTOR("reader")
	{
		expect_received(ends.one, "remains", 7);
		expect_end_of_file(ends.one);
		expect_end_of_file(ends.one);
	}
	expect_finished(reader);
	send_bytes(ends.one, "the other way", 13);
	expect_received(ends.other, "the other way", 13);
}

/* Reads the end of what a socket, of which it gets the descriptor, receives. */
static void receive_end(void *fd)
{
	char byte;

	EXPECT_EQ(0, recv(*(int *)fd, &byte, 1, 0));
}

CASE_VARIANTS(all_ways, unix_shutdown_wakes_blocked_reader)
{
	struct socket_ends ends = connected_two();
	struct actor *reader = start_thread("reader", receive_end, &ends.one);

	expect_blocked_in(reader, CALL_RECEIVE);
	EXPECT_EQ(0, shutdown(ends.one, SHUT_RD));
	expect_finished(reader);
}
