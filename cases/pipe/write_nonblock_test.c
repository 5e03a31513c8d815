/*
 * What write() does on a pipe while O_NONBLOCK is set, whatever is in the pipe
 * already. How much room that leaves is for the system to say: what the cases
 * rely on is what it did in the same state before.
 * cases/fifo/write_nonblock_as_pipe_test.c includes this file: what is here
 * holds for FIFOs, too.
 */
#include "pipe.h"

#include <unistd.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { LEVELS = 8, SIZES = 3 };

/* A pipe with O_NONBLOCK set at both ends, and what is tried on it. */
struct trial {
	int read_end;
	int write_end;
	size_t levels[LEVELS]; /* how many bytes are there already */
	size_t large[SIZES];   /* how many more are written: above PIPE_BUF */
};

/* At most PIPE_BUF. */
static const size_t small[SIZES] = {1, PIPE_BUF - 1, PIPE_BUF};

static const unsigned char bytes[PIPE_FLOOD];

static struct trial open_trial(void)
{
	struct pipe_ends p = open_pipe();
	size_t capacity = capacity_of(p);

	set_nonblocking(p.read_end, true);
	set_nonblocking(p.write_end, true);
	return (struct trial){p.read_end,
			      p.write_end,
			      {0, 1, PIPE_BUF - 1, PIPE_BUF, capacity - PIPE_BUF,
			       capacity - PIPE_BUF + 1, capacity - 1, capacity},
			      {PIPE_BUF + 1, 2 * PIPE_BUF, capacity + 1}};
}

/* Fills an empty pipe with the first bytes of the pattern. */
static void hold(int write_end, size_t level)
{
	size_t done;
	size_t size;

	for (done = 0; done < level; done += size) {
		size = level - done < PIPE_BUF ? level - done : PIPE_BUF;
		EXPECT_EQ(size, write_pattern(write_end, done, size));
	}
}

/* With less and less room, down to none, and with some again. */
CASE(pipe_write_nonblock_never_blocks)
{
	struct actor *writer = ACTOR("writer")
	{
		struct trial p = open_trial();
		size_t i;

		for (i = SIZES; i-- > 0;)
			while (write(p.write_end, bytes, p.large[i]) > 0)
				continue;
		for (i = SIZES; i-- > 0;)
			while (write(p.write_end, bytes, small[i]) > 0)
				continue;
		EXPECT_EQ(1, read(p.read_end, &(char){0}, 1));
		EXPECT(write(p.write_end, bytes, p.large[0]) != 0);
		EXPECT(write(p.write_end, bytes, small[0]) != 0);
	}

	expect_finished(writer);
}

/* Worth the bytes that went in: all or none. */
static size_t write_small(int write_end, size_t level, size_t size)
{
	ssize_t count = write_pattern(write_end, level, size);

	EXPECT_THAT(count == (ssize_t)size || (count == -1 && errno == EAGAIN),
		    "write() of %zu bytes where %zu are: expected %zu or EAGAIN, observed %zd (%s)",
		    size, level, size, count, error_name(errno));
	return count == -1 ? 0 : size;
}

CASE(pipe_write_nonblock_small_all_or_nothing)
{
	struct trial p = open_trial();
	size_t i, k;

	for (i = 0; i < LEVELS; i++) {
		bool is_refused = false;

		for (k = 0; k < SIZES; k++) {
			size_t written;

			hold(p.write_end, p.levels[i]);
			written = write_small(p.write_end, p.levels[i], small[k]);
			expect_contents(p.read_end, p.levels[i] + written);
			EXPECT_THAT(written == 0 || !is_refused,
				    "with %zu bytes there, %zu more fit but fewer do not",
				    p.levels[i], small[k]);
			is_refused = written == 0;
			EXPECT_THAT(p.levels[i] > 0 || !is_refused,
				    "%zu bytes do not fit where nothing is", small[k]);
		}
	}
}

CASE(pipe_write_nonblock_small_eagain_if_no_room)
{
	struct trial p = open_trial();
	size_t filled = fill(p.write_end);
	size_t i;

	for (i = 0; i < SIZES; i++)
		EXPECT_ERROR(EAGAIN, write(p.write_end, bytes, small[i]));
	expect_contents(p.read_end, filled);
}

/* Sizes that do not divide the capacity: the last one comes to too little room. */
CASE(pipe_write_eagain_not_short_for_small)
{
	const size_t sizes[] = {PIPE_BUF / 5, PIPE_BUF / 3 * 2, PIPE_BUF - 1, PIPE_BUF};
	struct trial p = open_trial();
	size_t i;

	for (i = 0; i < COUNT_OF(sizes); i++) {
		size_t written = 0;

		while (write_small(p.write_end, written, sizes[i]) > 0)
			written += sizes[i];
		expect_contents(p.read_end, written);
	}
}

/* What fits into a pipe that holds level bytes; it is empty afterwards. */
static size_t find_room(struct trial p, size_t level)
{
	size_t room = 0;

	hold(p.write_end, level);
	if (write(p.write_end, bytes, PIPE_BUF) == PIPE_BUF)
		room = PIPE_BUF;
	else if (write(p.write_end, bytes, 1) == 1)
		room = 1;
	drain(p.read_end);
	return room;
}

static const struct variant rooms[] = {{"room_for_pipe_buf", PIPE_BUF, NULL},
				       {"room_for_1", 1, NULL}};

/* However little fits, it is written. */
CASE_VARIANTS(rooms, pipe_write_nonblock_large_partial)
{
	struct trial p = open_trial();
	size_t tries = 0;
	size_t i, k;

	for (i = 0; i < LEVELS; i++) {
		size_t level = p.levels[i];

		for (k = 0; k < SIZES && find_room(p, level) == (size_t)variant()->value; k++) {
			ssize_t count;

			tries++;
			hold(p.write_end, level);
			count = write_pattern(p.write_end, level, p.large[k]);
			EXPECT_THAT(count > 0 && count <= (ssize_t)p.large[k],
				    "write() of %zu bytes where %zu are: expected some of them, "
				    "observed %zd (%s)",
				    p.large[k], level, count, error_name(errno));
			expect_contents(p.read_end, level + (size_t)count);
		}
	}
	SETUP_THAT(tries > 0, "no level of the pipe leaves %s", variant()->name);
}

CASE(pipe_write_nonblock_large_eagain_when_full)
{
	struct trial p = open_trial();
	size_t filled = fill(p.write_end);
	size_t i;

	for (i = 0; i < SIZES; i++)
		EXPECT_ERROR(EAGAIN, write(p.write_end, bytes, p.large[i]));
	expect_contents(p.read_end, filled);
}

CASE(pipe_write_nonblock_large_empty_at_least_pipe_buf)
{
	struct trial p = open_trial();
	size_t i;

	for (i = 0; i < SIZES; i++) {
		ssize_t count;

		/* Empty as new, then empty after everything was read. */
		count = write_pattern(p.write_end, 0, p.large[i]);
		EXPECT_THAT(count >= PIPE_BUF && count <= (ssize_t)p.large[i],
			    "write() of %zu bytes: expected at least %d, observed %zd (%s)",
			    p.large[i], PIPE_BUF, count, error_name(errno));
		expect_contents(p.read_end, (size_t)count);
		fill(p.write_end);
		drain(p.read_end);
	}
}
