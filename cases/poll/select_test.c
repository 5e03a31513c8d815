/* The sets that select() and pselect() take: what is asked for, and what is answered. */
#include "../pipe/pipe.h"
#include "endpoints.h"
#include "ready.h"
#include "select.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Adds a descriptor that is not ready to a set. */
static void add_idle(fd_set *set)
{
	FD_SET(open_pipe().read_end, set);
}

CASE_VARIANTS(both_functions, select_not_ready_removed)
{
	int ready = enter_state(&states[STATE_stream_data]);
	int full = enter_state(&states[STATE_pipe_full]);
	fd_set readable = set_of(ready);
	fd_set writable = set_of(ready);
	fd_set exceptional = set_of(full);

	FD_SET(full, &writable);
	add_idle(&readable);
	add_idle(&exceptional);
	add_idle(&readable);
	EXPECT_EQ(2, select_or_pselect(FD_SETSIZE, &readable, &writable, &exceptional, NULL));
	expect_only(ready, &readable);
	expect_only(ready, &writable);
	expect_empty(&exceptional);
}

/* What is not examined may be ready, or not be open. */
CASE_VARIANTS(both_functions, select_only_below_nfds)
{
	int ready = enter_state(&states[STATE_stream_data]);
	fd_set readable = set_of(ready);
	fd_set writable = set_of(ready);

	EXPECT_EQ(0, select_or_pselect(0, &readable, &writable, NULL, &no_time));
	readable = writable = set_of(ready);
	EXPECT_EQ(0, select_or_pselect(ready, &readable, &writable, NULL, &no_time));
	readable = writable = set_of(ready);
	FD_SET(closed_descriptor(ready + 1), &readable);
	EXPECT_EQ(2, select_or_pselect(ready + 1, &readable, &writable, NULL, &no_time));
	EXPECT(FD_ISSET(ready, &readable) && FD_ISSET(ready, &writable));
}

CASE_VARIANTS(both_functions, select_return_total_bits)
{
	int one = enter_state(&states[STATE_stream_data]);
	int other = enter_state(&states[STATE_tcp_data_urgent]);
	fd_set both = set_of(one);
	fd_set exceptional = set_of(other);
	fd_set readable;
	fd_set writable;

	FD_SET(other, &both);
	add_idle(&both);
	readable = writable = both;
	EXPECT_EQ(2, select_or_pselect(FD_SETSIZE, &readable, NULL, NULL, NULL));
	readable = both;
	EXPECT_EQ(4, select_or_pselect(FD_SETSIZE, &readable, &writable, NULL, NULL));
	readable = writable = both;
	EXPECT_EQ(5, select_or_pselect(FD_SETSIZE, &readable, &writable, &exceptional, NULL));
}

static const struct variant told_states[] = {
	{"pipe_empty", 0, &states[STATE_pipe_empty]},
	{"pipe_data", 0, &states[STATE_pipe_data]},
	{"pipe_room", 0, &states[STATE_pipe_room]},
	{"pipe_full", 0, &states[STATE_pipe_full]},
	{"stream_empty", 0, &states[STATE_stream_empty]},
	{"stream_full_data", 0, &states[STATE_stream_full_data]},
	{"dgram_full", 0, &states[STATE_dgram_full]},
	{"tcp_listening", 0, &states[STATE_tcp_listening]},
	{"tcp_urgent", 0, &states[STATE_tcp_urgent]},
};

CASE_VARIANTS(told_states, select_not_affected_by_nonblock)
{
	const struct state *state = variant()->data;
	int fd = enter_state(state);

	set_nonblocking(fd, false);
	expect_selected(state, fd);
	set_nonblocking(fd, true);
	expect_selected(state, fd);
}

static const struct variant sets[] = {WITH_BOTH("readable", READABLE),
				      WITH_BOTH("writable", WRITABLE),
				      WITH_BOTH("exceptional", EXCEPTIONAL)};

CASE_VARIANTS(sets, select_regular_file_ready)
{
	unsigned set = (unsigned)variant()->value;
	int fd = enter_state(&states[STATE_file_empty]);

	EXPECT_EQ(set, sets_with(fd, set));
	write_bytes(fd, "x", 1);
	EXPECT_EQ(set, sets_with(fd, set));
	SETUP(lseek(fd, 0, SEEK_SET));
	EXPECT_EQ(set, sets_with(fd, set));
}

static void expect_members(const bool members[FD_SETSIZE], const fd_set *set)
{
	int fd;

	for (fd = 0; fd < FD_SETSIZE; fd++)
		EXPECT_THAT(!FD_ISSET(fd, set) == !members[fd],
			    "FD_ISSET(%d): expected %s, observed the contrary", fd,
			    members[fd] ? "not to be 0" : "to be 0");
}

/* Adds and removes what comes by chance. */
static void expect_set_operations(void)
{
	enum { ROUNDS = 100, OPERATIONS = 40 };
	bool members[FD_SETSIZE] = {false};
	unsigned seed = 1;
	fd_set set;
	fd_set copy;
	int i;

	memset(&set, ~0, sizeof(set));
	FD_ZERO(&set);
	for (i = 0; i < ROUNDS * OPERATIONS; i++) {
		int fd = rand_r(&seed) % FD_SETSIZE;

		members[fd] = rand_r(&seed) & 1;
		if (members[fd])
			FD_SET(fd, &set);
		else
			FD_CLR(fd, &set);
		if (i % OPERATIONS == 0)
			expect_members(members, &set);
	}
	copy = set;
	FD_ZERO(&set);
	expect_members(members, &copy);
	expect_empty(&set);
}

/* As many descriptors as a set can hold, if that is permitted. */
static int highest_descriptor(void)
{
	struct rlimit limit;

	SETUP(getrlimit(RLIMIT_NOFILE, &limit));
	if (limit.rlim_cur < FD_SETSIZE) {
		limit.rlim_cur = limit.rlim_max < FD_SETSIZE ? limit.rlim_max : FD_SETSIZE;
		SETUP(setrlimit(RLIMIT_NOFILE, &limit));
	}
	return limit.rlim_cur < FD_SETSIZE ? (int)limit.rlim_cur - 1 : FD_SETSIZE - 1;
}

/* What a program adds to a set is what the function finds there, and the other way round. */
CASE_VARIANTS(both_functions, select_fdset_macros)
{
	static const int numbers[] = {7, 8, 31, 32, 63, 64};
	int ready = enter_state(&states[STATE_pipe_data]);
	int highest = highest_descriptor();
	size_t i;

	expect_set_operations();
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]) && numbers[i] < highest; i++)
		if (!is_open(numbers[i]))
			EXPECT_EQ(READABLE,
				  sets_with(own((int)SETUP(dup2(ready, numbers[i]))), READABLE));
	EXPECT_EQ(READABLE, sets_with(own((int)SETUP(dup2(ready, highest))), READABLE));
}

#if FD_SETSIZE > 0
enum { SIZE_IN_IF = FD_SETSIZE };
#else
enum { SIZE_IN_IF = 0 };
#endif

CASE(select_header_fd_setsize)
{
	EXPECT(SIZE_IN_IF > 0);
	EXPECT_EQ(SIZE_IN_IF, FD_SETSIZE);
	EXPECT(sizeof(fd_set) * CHAR_BIT >= FD_SETSIZE);
}
