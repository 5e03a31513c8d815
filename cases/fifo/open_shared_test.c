/* Who meets whom in a FIFO: by any of its names, from anywhere, in any number. */
#include "fifo.h"

#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

CASE(fifo_open_multiple_openers)
{
	enum { OPENERS = 3 };
	const char *path = make_fifo(0600);
	int readers[OPENERS];
	int writers[OPENERS];
	int i;

	for (i = 0; i < OPENERS; i++)
		readers[i] = open_fifo(path, O_RDONLY | O_NONBLOCK);
	for (i = 0; i < OPENERS; i++)
		writers[i] = open_fifo(path, O_WRONLY);
	for (i = 0; i < OPENERS; i++) {
		write_bytes(writers[i], "x", 1);
		expect_bytes(readers[OPENERS - 1 - i], "x", 1);
	}
	/* All but one of each may go. */
	for (i = 1; i < OPENERS; i++) {
		close_end(readers[i]);
		close_end(writers[i]);
	}
	write_bytes(writers[0], "y", 1);
	expect_bytes(readers[0], "y", 1);
}

CASE(fifo_open_via_hard_link)
{
	const char *path = make_fifo(0600);
	const char *another = scratch_path();
	const char *renamed = scratch_path();
	int reader = open_fifo(path, O_RDONLY | O_NONBLOCK);
	int writer;

	SETUP(link(path, another));
	writer = open_fifo(another, O_WRONLY | O_NONBLOCK);
	write_bytes(writer, "a", 1);
	expect_bytes(reader, "a", 1);
	SETUP(rename(path, renamed));
	writer = open_fifo(renamed, O_WRONLY | O_NONBLOCK);
	write_bytes(writer, "b", 1);
	expect_bytes(reader, "b", 1);
}

/* Runs the body in a session of its own, in a process whose parent is gone. */
static void start_orphan(void (*body)(const char *), const char *path)
{
	struct actor *parent = ACTOR("parent")
	{
		pid_t pid = getpid();

		if (SETUP(fork()) != 0)
			_exit(EXIT_SUCCESS);
		while (getppid() == pid)
			sched_yield();
		SETUP(setsid());
		body(path);
		_exit(EXIT_SUCCESS);
	}

	expect_exit(parent, EXIT_SUCCESS);
}

static struct gate *was_heard;

static void say_hello(const char *path)
{
	write_bytes(open_fifo(path, O_WRONLY), "hello", 5);
}

static void hear_hello(const char *path)
{
	expect_bytes(open_fifo(path, O_RDONLY), "hello", 5);
	open_gate(was_heard);
}

CASE(fifo_open_unrelated_processes)
{
	const char *path = scratch_path();
	struct actor *maker = ACTOR("maker")
	{
		EXPECT_EQ(0, mkfifo(path, 0600));
	}

	was_heard = new_gate();
	expect_finished(maker);
	start_orphan(say_hello, path);
	start_orphan(hear_hello, path);
	pass_gate(was_heard);
}
