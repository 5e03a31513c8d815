/*
 * What poll() shows of pipes and FIFOs while they are used. Their states, one by
 * one, are in ready_pipe_test.c.
 */
#include "../pipe/pipe.h"
#include "ready.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The pipe or the FIFO of the variant. */
static struct pipe_ends open_ends(void)
{
	return variant()->value ? open_one_way() : open_pipe();
}

CASE_VARIANTS(named_and_not, poll_pipe_in_when_data)
{
	struct pipe_ends p = open_ends();

	write_bytes(p.write_end, "xy", 2);
	expect_shown(p.read_end, NORMAL_INPUT, NORMAL_INPUT, 0);
	expect_bytes(p.read_end, "x", 1);
	expect_shown(p.read_end, NORMAL_INPUT, NORMAL_INPUT, 0);
	fill(p.write_end);
	expect_shown(p.read_end, NORMAL_INPUT, NORMAL_INPUT, 0);
}

CASE_VARIANTS(named_and_not, poll_pipe_not_in_when_empty)
{
	struct pipe_ends p = open_ends();

	expect_shown(p.read_end, NORMAL_INPUT, 0, 0);
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
	expect_shown(p.read_end, NORMAL_INPUT, 0, 0);
}

CASE_VARIANTS(named_and_not, poll_pipe_hup_when_writers_gone)
{
	struct pipe_ends p = open_ends();
	int another = own((int)SETUP(dup(p.write_end)));
	struct gate *gate = new_gate();
	struct actor *writer = ACTOR("last writer")
	{
		pass_gate(gate);
		close_end(another);
		close_end(p.write_end);
	}

	close_end(p.write_end);
	expect_shown(p.read_end, 0, 0, 0);
	close_end(another);
	expect_shown(p.read_end, 0, 0, 0);
	open_gate(gate);
	expect_finished(writer);
	expect_shown(p.read_end, 0, POLLHUP, 0);
}

CASE_VARIANTS(named_and_not, poll_pipe_hup_with_data_keeps_in)
{
	struct pipe_ends p = open_ends();

	write_bytes(p.write_end, "xy", 2);
	close_end(p.write_end);
	expect_shown(p.read_end, NORMAL_INPUT, NORMAL_INPUT | POLLHUP, 0);
	expect_bytes(p.read_end, "x", 1);
	expect_shown(p.read_end, NORMAL_INPUT, NORMAL_INPUT | POLLHUP, 0);
	expect_bytes(p.read_end, "y", 1);
	expect_shown(p.read_end, NORMAL_INPUT, POLLHUP, NORMAL_INPUT);
}

CASE_VARIANTS(named_and_not, poll_pipe_out_when_room)
{
	struct pipe_ends p = open_ends();

	expect_shown(p.write_end, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
	write_bytes(p.write_end, "x", 1);
	expect_shown(p.write_end, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
	fill(p.write_end);
	drain(p.read_end);
	expect_shown(p.write_end, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
}

CASE_VARIANTS(named_and_not, poll_pipe_not_out_when_full)
{
	struct pipe_ends p = open_ends();

	fill(p.write_end);
	expect_shown(p.write_end, NORMAL_OUTPUT, 0, 0);
}

/* By kind: in every state that the table has of it. */
static const struct variant kinds[] = {
	{"pipe", PIPE, NULL},	  {"fifo", FIFO, NULL},		  {"popen", POPEN, NULL},
	{"stream", STREAM, NULL}, {"seqpacket", SEQPACKET, NULL}, {"dgram", DGRAM, NULL},
	{"tcp", TCP, NULL},	  {"terminal", TERMINAL, NULL}};

CASE_VARIANTS(kinds, poll_pipe_hup_out_exclusive)
{
	const struct state *state;

	for (state = states; state < states + STATES; state++) {
		short shown;

		if ((long)state->kind != variant()->value)
			continue;
		shown = polled(enter_state(state), NORMAL_OUTPUT);
		EXPECT_THAT(!(shown & POLLHUP) || !(shown & NORMAL_OUTPUT),
			    "poll() in the state %s: expected POLLHUP or POLLOUT, observed both",
			    state->name);
	}
}

/* From full to empty: wherever POLLOUT is shown, a byte is taken at once. */
CASE_VARIANTS(named_and_not, poll_pipe_pollout_write_not_block)
{
	enum { PART = 1000 };
	struct pipe_ends p = open_ends();
	struct actor *writer = ACTOR("writer")
	{
		unsigned char bytes[PART];
		size_t filled = fill(p.write_end);

		for (; filled >= PART; filled -= PART) {
			if (polled(p.write_end, POLLOUT) & POLLOUT) {
				write_bytes(p.write_end, "x", 1);
				filled++;
			}
			read_fully(p.read_end, bytes, PART);
		}
	}

	expect_finished(writer);
}

CASE_VARIANTS(named_and_not, poll_pipe_pollin_eof_read_not_block)
{
	struct pipe_ends p = open_ends();
	struct gate *gate = new_gate();
	struct actor *reader = ACTOR("reader")
	{
		char bytes[3];

		pass_gate(gate);
		if (polled(p.read_end, POLLIN))
			EXPECT_OK(read(p.read_end, bytes, 1));
		write_bytes(p.write_end, "xyz", 3);
		while (polled(p.read_end, POLLIN))
			EXPECT_EQ(1, read(p.read_end, bytes, 1));
		close_end(p.write_end);
		EXPECT(polled(p.read_end, POLLIN) & (POLLIN | POLLHUP));
		EXPECT_EQ(0, read(p.read_end, bytes, 1));
	}

	/* So that the reader has the only write end. */
	close_end(p.write_end);
	open_gate(gate);
	expect_finished(reader);
}

/* A reader of a FIFO that a writer had open and has closed; path is its name. */
static int open_abandoned(const char *path)
{
	int reader;

	SETUP(mkfifo(path, 0600));
	reader = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	close_end((int)SETUP(open(path, O_WRONLY)));
	return reader;
}

CASE(poll_fifo_hup_persists_until_writer)
{
	const char *path = scratch_path();
	int reader = open_abandoned(path);
	int another;
	int writer;

	expect_shown(reader, NORMAL_INPUT, POLLHUP, NORMAL_INPUT);
	expect_end_of_file(reader);
	expect_shown(reader, NORMAL_INPUT, POLLHUP, NORMAL_INPUT);
	another = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	expect_shown(reader, NORMAL_INPUT, POLLHUP, NORMAL_INPUT);
	close_end(another);
	expect_shown(reader, NORMAL_INPUT, POLLHUP, NORMAL_INPUT);
	writer = own((int)SETUP(open(path, O_WRONLY)));
	expect_shown(reader, NORMAL_INPUT, 0, 0);
	close_end(writer);
	expect_shown(reader, NORMAL_INPUT, POLLHUP, NORMAL_INPUT);
}

CASE(poll_fifo_hup_clears_on_new_writer)
{
	const char *path = scratch_path();
	int reader = open_abandoned(path);
	int writer = own((int)SETUP(open(path, O_WRONLY)));

	expect_shown(reader, NORMAL_INPUT, 0, 0);
	write_bytes(writer, "x", 1);
	expect_shown(reader, NORMAL_INPUT, NORMAL_INPUT, 0);
	expect_bytes(reader, "x", 1);
	expect_shown(reader, NORMAL_INPUT, 0, 0);
}
