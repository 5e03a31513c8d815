/* How poll() waits: until something happens, or until its time is over. */
#include "../pipe/pipe.h"
#include "endpoints.h"
#include "ready.h"

#include <unistd.h>

/* What makes a descriptor ready, and for what. */
struct change {
	enum kind kind;
	short events;
	short shown;
	void (*make)(int other);
};

static void send_byte(int other)
{
	write_bytes(other, "x", 1);
}

static void take_all(int other)
{
	drain(other);
}

static void leave(int other)
{
	close_end(other);
}

static const struct variant changes[] = {
	{"pipe_data", 0, &(const struct change){PIPE, POLLIN, POLLIN, send_byte}},
	{"pipe_closed", 0, &(const struct change){PIPE, 0, POLLHUP, leave}},
	{"pipe_room", 0, &(const struct change){PIPE, POLLOUT, POLLOUT, take_all}},
	{"fifo_data", 0, &(const struct change){FIFO, POLLIN, POLLIN, send_byte}},
	{"fifo_room", 0, &(const struct change){FIFO, POLLOUT, POLLOUT, take_all}},
	{"stream_data", 0, &(const struct change){STREAM, POLLIN, POLLIN, send_byte}},
	{"stream_closed", 0, &(const struct change){STREAM, POLLIN, POLLIN, leave}},
	{"stream_room", 0, &(const struct change){STREAM, POLLOUT, POLLOUT, take_all}},
	{"dgram_data", 0, &(const struct change){DGRAM, POLLRDNORM, POLLRDNORM, send_byte}},
	{"dgram_room", 0, &(const struct change){DGRAM, POLLWRNORM, POLLWRNORM, take_all}},
	{"tcp_data", 0, &(const struct change){TCP, POLLIN, POLLIN, send_byte}},
	{"tcp_closed", 0, &(const struct change){TCP, POLLIN, POLLIN, leave}},
};

/* The end that is waited for, and the end at which the change is made. */
static struct socket_ends ends_of(const struct change *change)
{
	struct socket_ends ends;
	struct pipe_ends p;

	if (change->kind > FIFO) {
		ends = open_endpoints(change->kind);
	} else {
		p = change->kind == PIPE ? open_pipe() : open_one_way();
		ends = change->make == take_all ? (struct socket_ends){p.write_end, p.read_end}
						: (struct socket_ends){p.read_end, p.write_end};
	}
	if (change->make == take_all)
		fill(ends.one);
	return ends;
}

CASE_VARIANTS(changes, poll_blocked_wakes_on_event)
{
	const struct change *change = variant()->data;
	struct socket_ends ends = ends_of(change);
	struct actor *waiter = ACTOR("waiter")
	{
		struct pollfd entries[] = {{open_pipe().read_end, POLLIN, 0},
					   {ends.one, change->events, 0}};

		close_end(ends.other);
		EXPECT_EQ(1, poll(entries, 2, -1));
		ready_check((struct showing){"poll()", change->events, change->shown, POLLHUP},
			    entries[1].revents);
	}

	expect_blocked_in(waiter, CALL_POLL);
	change->make(ends.other);
	expect_finished(waiter);
}

CASE(poll_timeout_zero_immediate)
{
	struct pollfd entry = {open_pipe().read_end, POLLIN, 0};
	struct actor *caller = ACTOR("caller")
	{
		EXPECT_EQ(0, poll(&entry, 1, 0));
		EXPECT_EQ(0, poll(NULL, 0, 0));
	}

	expect_finished(caller);
}

/* poll() waits so many milliseconds for nothing, not less. */
static void expect_waits(struct pollfd *entries, nfds_t count, int milliseconds)
{
	struct timespec time = time_ahead(CLOCK_MONOTONIC, milliseconds);

	EXPECT_EQ(0, poll(entries, count, milliseconds));
	expect_reached(CLOCK_MONOTONIC, time);
}

CASE(poll_timeout_returns_zero)
{
	struct pipe_ends p = open_pipe();
	struct pollfd entries[] = {
		{p.read_end, POLLIN, ~0}, {p.write_end, 0, ~0}, {-1, POLLIN, ~0}};
	struct actor *caller = ACTOR("caller")
	{
		expect_waits(entries, 3, 5);
		EXPECT_EQ(0, entries[0].revents | entries[1].revents | entries[2].revents);
	}

	expect_finished(caller);
}

CASE(poll_timeout_not_early)
{
	struct pollfd entry = {open_pipe().read_end, POLLIN, 0};
	int milliseconds;

	for (milliseconds = 1; milliseconds <= 5; milliseconds++)
		expect_waits(&entry, 1, milliseconds);
}

CASE(poll_nfds_zero_sleeps)
{
	struct pollfd entry = {open_pipe().write_end, POLLOUT, ~0};

	expect_waits(NULL, 0, 5);
	expect_waits(&entry, 0, 5);
	EXPECT_EQ(~0, entry.revents);
}

static bool never(void *unused)
{
	(void)unused;
	return false;
}

CASE(poll_timeout_minus_one_infinite)
{
	enum { A_WHILE = 20 };
	struct pipe_ends p = open_pipe();
	struct actor *waiter = ACTOR("waiter")
	{
		struct pollfd entry = {p.read_end, POLLIN, 0};

		EXPECT_EQ(1, poll(&entry, 1, -1));
		EXPECT_EQ(POLLIN, entry.revents);
	}

	expect_blocked_in(waiter, CALL_POLL);
	wait_until(never, NULL, A_WHILE / 1e3);
	expect_blocked_in(waiter, CALL_POLL);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}
