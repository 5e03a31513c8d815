/*
 * epoll in use: what is reported, how often, and for how long. The states, one by
 * one, are in the linux_ready tests.
 */
#include "../pipe/pipe.h"
#include "race.h"
#include "watch.h"

#include <string.h>
#include <unistd.h>

CASE(poll_epoll_level_triggered)
{
	struct pipe_ends p = open_pipe();
	int watch = watch_for(p.read_end, EPOLLIN);

	EXPECT_EQ(0, reported(watch));
	write_bytes(p.write_end, "xy", 2);
	EXPECT_EQ(EPOLLIN, reported(watch));
	EXPECT_EQ(EPOLLIN, reported(watch));
	expect_bytes(p.read_end, "x", 1);
	EXPECT_EQ(EPOLLIN, reported(watch));
	expect_bytes(p.read_end, "y", 1);
	EXPECT_EQ(0, reported(watch));
	close_end(p.write_end);
	EXPECT_EQ(EPOLLHUP, reported(watch));
	EXPECT_EQ(EPOLLHUP, reported(watch));
}

CASE(poll_epoll_edge_triggered)
{
	struct pipe_ends p = open_pipe();
	int watch = watch_for(p.read_end, EPOLLIN | EPOLLET);

	write_bytes(p.write_end, "xy", 2);
	EXPECT_EQ(EPOLLIN, reported(watch));
	EXPECT_EQ(0, reported(watch));
	expect_bytes(p.read_end, "x", 1);
	EXPECT_EQ(0, reported(watch));
	write_bytes(p.write_end, "z", 1);
	EXPECT_EQ(EPOLLIN, reported(watch));
	EXPECT_EQ(0, reported(watch));
	control_watch(watch, EPOLL_CTL_MOD, p.read_end, EPOLLIN | EPOLLET);
	EXPECT_EQ(EPOLLIN, reported(watch));
	close_end(p.write_end);
	EXPECT_EQ(EPOLLIN | EPOLLHUP, reported(watch));
	EXPECT_EQ(0, reported(watch));
}

CASE(poll_epoll_oneshot)
{
	struct pipe_ends p = open_pipe();
	int watch = watch_for(p.read_end, EPOLLIN | EPOLLONESHOT);

	EXPECT_EQ(0, reported(watch));
	write_bytes(p.write_end, "x", 1);
	EXPECT_EQ(EPOLLIN, reported(watch));
	write_bytes(p.write_end, "y", 1);
	EXPECT_EQ(0, reported(watch));
	control_watch(watch, EPOLL_CTL_MOD, p.read_end, EPOLLIN | EPOLLONESHOT);
	EXPECT_EQ(EPOLLIN, reported(watch));
	EXPECT_EQ(0, reported(watch));
	close_end(p.write_end);
	EXPECT_EQ(0, reported(watch));
}

CASE(poll_epoll_data_returned)
{
	struct pipe_ends p = open_pipe();
	struct epoll_event event = {.events = EPOLLOUT, .data.u64 = 0xfedcba9876543210};
	int watch = watch_for(p.write_end, EPOLLOUT);

	EXPECT_EQ(1, epoll_wait(watch, &event, 1, 0));
	EXPECT_EQ(p.write_end, event.data.fd);
	event.data.u64 = 0xfedcba9876543210;
	EXPECT_OK(epoll_ctl(watch, EPOLL_CTL_MOD, p.write_end, &event));
	event.data.u64 = 0;
	EXPECT_EQ(1, epoll_wait(watch, &event, 1, 0));
	EXPECT(event.data.u64 == 0xfedcba9876543210);
}

CASE(poll_epoll_round_robin)
{
	enum { PIPES = 5, AT_ONCE = 2 };
	struct epoll_event events[AT_ONCE];
	int watch = new_watch();
	int times[64] = {0};
	int round;
	int i;

	for (i = 0; i < PIPES; i++) {
		int fd = open_pipe().write_end;

		SETUP_THAT(fd < 64, "the descriptors are too high");
		control_watch(watch, EPOLL_CTL_ADD, fd, EPOLLOUT);
	}
	for (round = 0; round < PIPES; round++) {
		EXPECT_EQ(AT_ONCE, epoll_wait(watch, events, AT_ONCE, 0));
		for (i = 0; i < AT_ONCE; i++)
			times[events[i].data.fd]++;
	}
	for (i = 0; i < 64; i++)
		EXPECT(times[i] == 0 || times[i] == AT_ONCE);
}

CASE(poll_epoll_removed)
{
	struct pipe_ends p = open_pipe();
	int copy = own((int)SETUP(dup(p.write_end)));
	int watch = watch_for(p.write_end, EPOLLOUT);

	EXPECT_OK(epoll_ctl(watch, EPOLL_CTL_DEL, p.write_end, NULL));
	EXPECT_EQ(0, reported(watch));
	control_watch(watch, EPOLL_CTL_ADD, p.write_end, EPOLLOUT);
	close_end(p.write_end);
	EXPECT_EQ(EPOLLOUT, reported(watch));
	close_end(copy);
	EXPECT_EQ(0, reported(watch));
}

CASE(poll_epoll_blocked_wakes)
{
	struct pipe_ends p = open_pipe();
	int watch = watch_for(p.read_end, EPOLLIN);
	struct actor *waiter = ACTOR("waiter")
	{
		struct epoll_event event;

		EXPECT_EQ(1, epoll_wait(watch, &event, 1, -1));
		EXPECT_EQ(EPOLLIN, event.events);
		EXPECT_EQ(p.read_end, event.data.fd);
	}

	expect_blocked_in(waiter, CALL_EPOLL_WAIT);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}

CASE(poll_epoll_timeout_not_early)
{
	struct epoll_event event;
	int watch = watch_for(open_pipe().read_end, EPOLLIN);
	int milliseconds;

	for (milliseconds = 0; milliseconds <= 5; milliseconds++) {
		struct timespec time = time_ahead(CLOCK_MONOTONIC, milliseconds);

		EXPECT_EQ(0, epoll_wait(watch, &event, 1, milliseconds));
		expect_reached(CLOCK_MONOTONIC, time);
	}
}

static int empty_watch;

static int wait_in_epoll(const sigset_t *mask)
{
	struct epoll_event event;

	return epoll_pwait(empty_watch, &event, 1, -1, mask);
}

CASE(poll_epoll_sigmask_atomic)
{
	empty_watch = new_watch();
	expect_none_lost(wait_in_epoll);
}
