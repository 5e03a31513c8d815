/*
 * Whether a write comes out in one piece while others write, too: the whole
 * history of a pipe that runs full again and again is taken down and checked
 * record by record. cases/fifo/atomicity_as_pipe_test.c includes this file:
 * what is here holds for FIFOs, too.
 */
#include "pipe.h"

#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* STEPS: enough for every writer to have its turn, too few for any to finish. */
enum { WRITERS = 3, ROUNDS = 40, STEPS = 4, ROUNDS_OF_ONE = 1500, LARGE = 3 * PIPE_BUF + 1 };

/*
 * How much each of the writers writes at a time. With records of one size only
 * they would begin where the system's own blocks do, and hide where it divides.
 */
static const size_t ones[WRITERS] = {1, 1, 1};
static const size_t almost[WRITERS] = {PIPE_BUF - 1, PIPE_BUF - 1, PIPE_BUF / 2 + 1};
static const size_t most[WRITERS] = {PIPE_BUF, PIPE_BUF, PIPE_BUF / 2 + 1};
static const size_t mixed[WRITERS] = {PIPE_BUF, PIPE_BUF / 2 + 1, PIPE_BUF / 3};

static const struct variant sizes[] = {{"1", ROUNDS_OF_ONE, ones},
				       {"PIPE_BUF-1", ROUNDS, almost},
				       {"PIPE_BUF", ROUNDS, most},
				       {"mixed", ROUNDS, mixed}};

/* Odd ones, so that no read ends where a record does. */
static const size_t read_sizes[] = {1, 511, 4097, 7, 8191, 129};

static unsigned char history[PIPE_FLOOD];

/* One way to write a record; all of it is to be written, in one call. */
typedef void write_record(int fd, unsigned char *record, size_t size);

static void write_blocking(int fd, unsigned char *record, size_t size)
{
	write_bytes(fd, record, size);
}

/* How often a writer was told that there is no room. */
static atomic_uint *refusals;

static void write_nonblocking(int fd, unsigned char *record, size_t size)
{
	ssize_t count;

	while ((count = write(fd, record, size)) == -1 && errno == EAGAIN) {
		++*refusals;
		sched_yield();
	}
	EXPECT_EQ(size, count);
}

static void write_gathered(int fd, unsigned char *record, size_t size)
{
	size_t third = size / 3;
	struct iovec parts[] = {
		{record, third}, {record + third, third}, {record + 2 * third, size - 2 * third}};

	EXPECT_EQ(size, writev(fd, parts, 3));
}

/* The first byte tells the writer and the round, the others follow from both. */
static void make_record(unsigned char *record, size_t size, unsigned writer, unsigned round)
{
	record[0] = (unsigned char)(writer << 6 | (round & 63));
	pattern_make(record + 1, WRITERS * round + writer, size - 1);
}

static struct actor *start_writer(struct pipe_ends p, unsigned writer, write_record *how)
{
	size_t size = ((const size_t *)variant()->data)[writer];

	struct actor *actor = ACTOR("writer")
	{
		unsigned char record[PIPE_BUF];
		long round;

		close_end(p.read_end);
		for (round = 0; round < variant()->value; round++) {
			make_record(record, size, writer, round);
			how(p.write_end, record, size);
		}
	}

	return actor;
}

/*
 * The history's beginning, step by step: each time all writers wait, and there
 * is room for one of them. Whoever writes in pieces is seen to.
 */
static size_t take_steps(int read_end, struct actor *writers[WRITERS])
{
	size_t taken = 0;
	unsigned i, step;

	for (step = 0; step < STEPS; step++) {
		for (i = 0; i < WRITERS; i++)
			expect_blocked_in(writers[i], CALL_WRITE);
		taken += (size_t)EXPECT_OK(read(read_end, history + taken, PIPE_BUF));
	}
	return taken;
}

/* The rest of it, until end-of-file. Worth the size of the history. */
static size_t take_rest(int read_end, size_t taken)
{
	ssize_t count;
	size_t i;

	for (i = 0;; i++) {
		size_t size = read_sizes[i % (sizeof(read_sizes) / sizeof(read_sizes[0]))];

		EXPECT(taken + size <= sizeof(history));
		count = EXPECT_OK(read(read_end, history + taken, size));
		if (count == 0)
			return taken;
		taken += (size_t)count;
	}
}

/* Every record is there, once, in one piece, in the order its writer wrote it. */
static void check_history(size_t start, size_t end)
{
	const size_t *size = variant()->data;
	unsigned rounds[WRITERS] = {0};
	unsigned char record[PIPE_BUF];
	unsigned writer;
	size_t at;

	for (at = start; at < end; at += size[writer]) {
		writer = history[at] >> 6;
		EXPECT_THAT(writer < WRITERS && at + size[writer] <= end,
			    "byte %zu of the history: expected the start of a record", at);
		make_record(record, size[writer], writer, rounds[writer]);
		EXPECT_THAT(memcmp(record, history + at, size[writer]) == 0,
			    "byte %zu of the history: expected record %u of writer %u in one piece",
			    at, rounds[writer], writer);
		rounds[writer]++;
	}
	for (writer = 0; writer < WRITERS; writer++)
		EXPECT_EQ(variant()->value, rounds[writer]);
}

static bool is_every_writer_refused(void *unused)
{
	(void)unused;
	return *refusals >= WRITERS;
}

/* The pipe is full when the writers begin. */
static void run_history(write_record *how)
{
	struct pipe_ends p = open_pipe();
	size_t filled = fill(p.write_end);
	struct actor *writers[WRITERS];
	size_t taken = 0;
	unsigned i;

	refusals = share(sizeof(*refusals));
	set_nonblocking(p.write_end, how == write_nonblocking);
	for (i = 0; i < WRITERS; i++)
		writers[i] = start_writer(p, i, how);
	close_end(p.write_end);
	if (how == write_nonblocking)
		EXPECT(wait_until(is_every_writer_refused, NULL, STEP_LIMIT));
	else if (variant()->value == ROUNDS)
		taken = take_steps(p.read_end, writers);
	check_history(filled, take_rest(p.read_end, taken));
	expect_pattern(history, 0, filled);
	for (i = 0; i < WRITERS; i++)
		expect_finished(writers[i]);
}

CASE_VARIANTS(sizes, pipe_write_atomic_le_pipe_buf)
{
	run_history(write_blocking);
}

CASE_VARIANTS(sizes, pipe_write_atomic_le_pipe_buf_nonblock)
{
	run_history(write_nonblocking);
}

CASE_VARIANTS(sizes, pipe_write_writev_total_atomic)
{
	run_history(write_gathered);
}

/* How many pieces of large writes are no whole ones. */
static size_t count_pieces(size_t end)
{
	size_t pieces = 0;
	size_t at, length;

	for (at = 0; at < end; at += length) {
		for (length = 1; at + length < end && history[at + length] == history[at];)
			length++;
		pieces += length % LARGE != 0;
	}
	return pieces;
}

CASE(pipe_write_over_pipe_buf_may_interleave)
{
	struct pipe_ends p = open_pipe();
	int writer;

	for (writer = 0; writer < WRITERS; writer++) {
		ACTOR("writer") {
			unsigned char large[LARGE];
			int i;

			memset(large, writer, sizeof(large));
			for (i = 0; i < ROUNDS / 4; i++)
				write_bytes(p.write_end, large, sizeof(large));
		}
	}
	close_end(p.write_end);
	observe("writes of 3 * PIPE_BUF + 1 bytes by 3 writers", "%s",
		count_pieces(take_rest(p.read_end, 0)) ? "interleaved" : "in one piece");
}
