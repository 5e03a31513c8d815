/*
 * What read() does on an empty pipe: it waits, and is woken, interrupted or
 * cancelled. The cases for FIFOs include this file: what is here holds for
 * FIFOs, too.
 */
#include "pipe.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_READERS = 3, BLOCK = 4096 };

/* Signals that must not end a read: they stop the process, or are ignored. */
static const struct variant disturbances[] = {
	{"undisturbed", 0, NULL}, {"stopped", SIGSTOP, NULL}, {"ignored_signal", SIGURG, NULL}};

static void stop_and_continue(struct actor *actor)
{
	int status;

	send_signal(actor, SIGSTOP);
	SETUP(waitpid(actor_pid(actor), &status, WUNTRACED));
	EXPECT(WIFSTOPPED(status));
	send_signal(actor, SIGCONT);
	SETUP(waitpid(actor_pid(actor), &status, WCONTINUED));
	EXPECT(WIFCONTINUED(status));
}

CASE_VARIANTS(disturbances, pipe_read_empty_with_writer_blocks)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader = ACTOR("reader") expect_bytes(p.read_end, "x", 1);

	expect_blocked_in(reader, CALL_READ);
	if (variant()->value == SIGSTOP)
		stop_and_continue(reader);
	else if (variant()->value)
		send_signal(reader, (int)variant()->value);
	expect_blocked_in(reader, CALL_READ);
	write_bytes(p.write_end, "x", 1);
	expect_finished(reader);
}

static const struct variant reader_counts[] = {{"one_reader", 1, NULL},
					       {"three_readers", MAX_READERS, NULL}};

/* A reader that asks for one byte must get this count. */
static struct actor *start_reader(struct pipe_ends p, ssize_t count)
{
	struct actor *reader = ACTOR("reader")
	{
		char byte;

		close_end(p.write_end);
		EXPECT_EQ(count, read(p.read_end, &byte, 1));
	}
	return reader;
}

/* Starts so many of them, and sees them blocked. */
static void block_readers(struct actor **readers, long number, struct pipe_ends p, ssize_t count)
{
	long i;

	for (i = 0; i < number; i++)
		readers[i] = start_reader(p, count);
	for (i = 0; i < number; i++)
		expect_blocked_in(readers[i], CALL_READ);
}

static void expect_all_finished(struct actor **readers, long number)
{
	long i;

	for (i = 0; i < number; i++)
		expect_finished(readers[i]);
}

CASE_VARIANTS(reader_counts, pipe_read_blocked_wakes_on_write)
{
	struct pipe_ends p = open_pipe();
	struct actor *readers[MAX_READERS];
	long number = variant()->value;

	block_readers(readers, number, p, 1);
	write_bytes(p.write_end, "xyz", (size_t)number);
	expect_all_finished(readers, number);
	EXPECT_EQ(0, drain(p.read_end));
}

CASE_VARIANTS(reader_counts, pipe_read_blocked_wakes_on_last_writer_close)
{
	struct pipe_ends p = open_pipe();
	struct gate *gate = new_gate();
	struct actor *readers[MAX_READERS];
	long number = variant()->value;
	long i;

	ACTOR("last writer")
		pass_gate(gate);
	block_readers(readers, number, p, 0);
	close_end(p.write_end);
	for (i = 0; i < number; i++)
		expect_blocked_in(readers[i], CALL_READ);
	open_gate(gate);
	expect_all_finished(readers, number);
}

CASE(pipe_read_eintr_before_data)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader = ACTOR("reader")
	{
		char byte;

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, read(p.read_end, &byte, 1));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(reader, CALL_READ);
	send_signal(reader, SIGUSR1);
	expect_finished(reader);
}

CASE(pipe_read_restarts_with_sa_restart)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader = ACTOR("reader")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		expect_bytes(p.read_end, "x", 1);
	}

	expect_blocked_in(reader, CALL_READ);
	send_signal(reader, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(reader, CALL_READ);
	write_bytes(p.write_end, "x", 1);
	expect_finished(reader);
}

/* A read that moved bytes and then failed with EINTR would have lost them. */
CASE(pipe_read_partial_on_signal)
{
	enum { PARTS = 100, LARGE = 3 * BLOCK };
	struct pipe_ends p = open_pipe();
	struct actor *reader;
	unsigned char bytes[LARGE];
	size_t done = 0;
	int i;

	catch_signal(SIGUSR1, 0);
	reader = ACTOR("reader")
	{
		close_end(p.write_end);
		while (done < PARTS * BLOCK) {
			ssize_t count = read(p.read_end, bytes, LARGE);

			if (count == -1 && errno == EINTR)
				continue;
			EXPECT(count > 0);
			expect_pattern(bytes, done, (size_t)count);
			done += (size_t)count;
		}
	}
	for (i = 0; i < PARTS; i++) {
		pattern_make(bytes, (size_t)i * BLOCK, BLOCK);
		write_bytes(p.write_end, bytes, BLOCK);
		send_signal(reader, SIGUSR1);
	}
	close_end(p.write_end);
	expect_finished(reader);
}

static void read_one_byte(void *fd)
{
	char byte;

	SETUP(read(*(int *)fd, &byte, 1));
}

CASE(pipe_read_cancellation_point)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader = start_thread("reader", read_one_byte, &p.read_end);

	expect_blocked_in(reader, CALL_READ);
	SETUP_THAT(pthread_cancel(actor_thread(reader)) == 0, "cannot cancel the reader");
	expect_cancelled(reader);
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

CASE(pipe_read_concurrent_readers_unspecified)
{
	struct pipe_ends p = open_pipe();
	atomic_int *lucky = share(sizeof(*lucky));
	struct actor *readers[MAX_READERS];
	char bytes[MAX_READERS];
	int i;

	for (i = 0; i < MAX_READERS; i++) {
		readers[i] = ACTOR("reader")
		{
			close_end(p.write_end);
			*lucky += read(p.read_end, bytes, sizeof(bytes)) > 0;
		}
	}
	for (i = 0; i < MAX_READERS; i++)
		expect_blocked_in(readers[i], CALL_READ);
	write_bytes(p.write_end, "xyz", sizeof(bytes));
	close_end(p.write_end);
	expect_all_finished(readers, MAX_READERS);
	observe("blocked readers, each asking for all, that share one write", "%d of %d", *lucky,
		MAX_READERS);
}

/* A byte value is written equally often as any other; whoever reads it counts it. */
CASE(pipe_read_each_byte_to_one_reader)
{
	enum { VALUES = 256, ROUNDS = 100 };
	struct pipe_ends p = open_pipe();
	atomic_int *counts = share(VALUES * sizeof(*counts));
	struct actor *readers[MAX_READERS];
	unsigned char bytes[VALUES];
	int missing = 0;
	int surplus = 0;
	int i;

	for (i = 0; i < MAX_READERS; i++) {
		readers[i] = ACTOR("reader")
		{
			ssize_t count;

			close_end(p.write_end);
			while ((count = read(p.read_end, bytes, 7)) > 0)
				while (count > 0)
					counts[bytes[--count]]++;
		}
	}
	for (i = 0; i < VALUES; i++)
		bytes[i] = (unsigned char)i;
	for (i = 0; i < ROUNDS; i++)
		write_bytes(p.write_end, bytes, VALUES);
	close_end(p.write_end);
	expect_all_finished(readers, MAX_READERS);
	for (i = 0; i < VALUES; i++) {
		missing += counts[i] < ROUNDS ? ROUNDS - counts[i] : 0;
		surplus += counts[i] > ROUNDS ? counts[i] - ROUNDS : 0;
	}
	observe("bytes that no reader got", "%d of %d", missing, VALUES * ROUNDS);
	observe("bytes that a second reader got", "%d of %d", surplus, VALUES * ROUNDS);
}
