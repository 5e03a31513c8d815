/* How long select() and pselect() wait. */
#include "../pipe/pipe.h"
#include "select.h"

enum { A_SECOND = 1000000000, A_MILLISECOND = 1000000 };

CASE_VARIANTS(both_functions, select_timeout_zero_polls)
{
	struct pipe_ends p = open_pipe();
	struct actor *caller = ACTOR("caller")
	{
		EXPECT_EQ(0, sets_with(p.read_end, READABLE));
		EXPECT_EQ(0, select_or_pselect(0, NULL, NULL, NULL, &no_time));
		EXPECT_EQ(WRITABLE, sets_with(p.write_end, WRITABLE));
	}

	expect_finished(caller);
}

CASE_VARIANTS(both_functions, select_timeout_expired_sets_empty)
{
	static const struct timespec interval = {0, 5 * A_MILLISECOND};
	struct pipe_ends full = open_pipe();
	struct pipe_ends empty = open_pipe();
	fd_set readable = set_of(empty.read_end);
	fd_set writable = set_of(full.write_end);
	fd_set exceptional = set_of(empty.read_end);

	FD_SET(open_pipe().read_end, &readable);
	FD_SET(full.write_end, &exceptional);
	fill(full.write_end);
	EXPECT_EQ(0, select_or_pselect(FD_SETSIZE, &readable, &writable, &exceptional, &interval));
	expect_empty(&readable);
	expect_empty(&writable);
	expect_empty(&exceptional);
}

static bool never(void *unused)
{
	(void)unused;
	return false;
}

CASE_VARIANTS(both_functions, select_null_timeout_blocks)
{
	static const double a_while = 0.02;
	struct pipe_ends p = open_pipe();
	fd_set set = set_of(p.read_end);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_EQ(1, select_or_pselect(p.read_end + 1, &set, NULL, NULL, NULL));
		expect_only(p.read_end, &set);
	}

	expect_blocked_in(waiter, CALL_SELECT);
	wait_until(never, NULL, a_while);
	expect_blocked_in(waiter, CALL_SELECT);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}

/* The variant's function waits so long for the set, not less. */
static void expect_waits(int count, fd_set *set, long nanoseconds)
{
	struct timespec interval = {0, nanoseconds};
	struct timespec end;

	SETUP(clock_gettime(CLOCK_MONOTONIC, &end));
	end.tv_nsec += nanoseconds;
	if (end.tv_nsec >= A_SECOND) {
		end.tv_sec++;
		end.tv_nsec -= A_SECOND;
	}
	EXPECT_EQ(0, select_or_pselect(count, set, set, set, &interval));
	expect_reached(CLOCK_MONOTONIC, end);
}

CASE_VARIANTS(both_functions, select_timeout_not_early)
{
	static const long intervals[] = {1, 1000, 999999, 1000000, 1700000, 2000001, 5000000};
	int fd = open_pipe().read_end;
	size_t i;

	for (i = 0; i < sizeof(intervals) / sizeof(intervals[0]); i++) {
		fd_set set = set_of(fd);

		expect_waits(fd + 1, &set, intervals[i]);
	}
}

CASE_VARIANTS(both_functions, select_no_sets_sleeps)
{
	expect_waits(0, NULL, 5 * A_MILLISECOND);
	expect_waits(FD_SETSIZE, NULL, 5 * A_MILLISECOND);
}

/* That the whole time passes nobody waits for. */
CASE_VARIANTS(both_functions, select_max_timeout_31_days)
{
	static const struct timespec interval = {31L * 24 * 60 * 60, 0};
	struct pipe_ends p = open_pipe();
	fd_set set = set_of(p.read_end);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_EQ(1, select_or_pselect(p.read_end + 1, &set, NULL, NULL, &interval));
		expect_only(p.read_end, &set);
	}

	expect_blocked_in(waiter, CALL_SELECT);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}

/* What select() makes of an interval. */
static const char *name_of_left(struct timeval former, struct timeval left)
{
	if (left.tv_sec == former.tv_sec && left.tv_usec == former.tv_usec)
		return "as it was";
	return left.tv_sec <= former.tv_sec ? "the time left" : "something else";
}

CASE(select_timeout_modified_may)
{
	static const struct timeval hour = {3600, 0};
	static const struct timeval moment = {0, 1};
	struct timeval left = hour;
	int ready = open_pipe().write_end;
	fd_set set = set_of(ready);

	EXPECT_EQ(1, select(ready + 1, NULL, &set, NULL, &left));
	observe("the interval after a descriptor was ready", "%s", name_of_left(hour, left));
	left = moment;
	EXPECT_EQ(0, select(0, NULL, NULL, NULL, &left));
	observe("the interval after it was over", "%s", name_of_left(moment, left));
}
