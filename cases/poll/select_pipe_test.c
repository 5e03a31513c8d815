/* What select() and pselect() find ready of pipes and FIFOs. */
#include "../pipe/pipe.h"
#include "select.h"

#include <signal.h>
#include <unistd.h>

static const struct variant pipes[] = {WITH_BOTH("pipe", false), WITH_BOTH("fifo", true)};

static struct pipe_ends open_ends(void)
{
	return variant()->value ? open_one_way() : open_pipe();
}

CASE_VARIANTS(pipes, select_read_ready_pipe_data)
{
	struct pipe_ends p = open_ends();

	EXPECT_EQ(0, sets_with(p.read_end, READABLE));
	write_bytes(p.write_end, "xy", 2);
	EXPECT_EQ(READABLE, sets_with(p.read_end, READABLE));
	expect_bytes(p.read_end, "x", 1);
	EXPECT_EQ(READABLE, sets_with(p.read_end, READABLE));
	expect_bytes(p.read_end, "y", 1);
	EXPECT_EQ(0, sets_with(p.read_end, READABLE));
}

CASE_VARIANTS(pipes, select_read_ready_on_eof)
{
	struct pipe_ends p = open_ends();

	write_bytes(p.write_end, "x", 1);
	close_end(p.write_end);
	EXPECT_EQ(READABLE, sets_with(p.read_end, READABLE));
	expect_bytes(p.read_end, "x", 1);
	EXPECT_EQ(READABLE, sets_with(p.read_end, READABLE));
	expect_end_of_file(p.read_end);
	EXPECT_EQ(READABLE, sets_with(p.read_end, READABLE));
}

CASE_VARIANTS(pipes, select_write_ready_pipe)
{
	struct pipe_ends p = open_ends();

	EXPECT_EQ(WRITABLE, sets_with(p.write_end, WRITABLE));
	write_bytes(p.write_end, "x", 1);
	EXPECT_EQ(WRITABLE, sets_with(p.write_end, WRITABLE));
	fill(p.write_end);
	EXPECT_EQ(0, sets_with(p.write_end, WRITABLE));
	drain(p.read_end);
	EXPECT_EQ(WRITABLE, sets_with(p.write_end, WRITABLE));
}

/* Full or not: write() does not wait. */
CASE_VARIANTS(pipes, select_write_ready_epipe)
{
	struct pipe_ends p = open_ends();

	ignore_signal(SIGPIPE);
	fill(p.write_end);
	close_end(p.read_end);
	EXPECT_EQ(WRITABLE, sets_with(p.write_end, WRITABLE));
	EXPECT_ERROR(EPIPE, write(p.write_end, "x", 1));
	EXPECT_EQ(WRITABLE, sets_with(p.write_end, WRITABLE));
}
