/*
 * That an actor is blocked, which the self-test has observed by each of the
 * methods: where no description says otherwise, all of them see the same.
 */
#include "subject.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACE "^atf/selftest/subjects/blocked.c:[0-9]+: "

/* Both ends stay open in the case: nothing comes, and no end-of-file. */
static int ends[2];

static void make_pipe(void)
{
	EXPECT_OK(pipe(ends));
	own(ends[0]);
	own(ends[1]);
}

static void read_byte(void *unused)
{
	(void)unused;
	expect_bytes(ends[0], "x", 1);
}

static void poll_pipe(void *unused)
{
	struct pollfd p = {.fd = ends[0], .events = POLLIN};

	(void)unused;
	EXPECT_EQ(1, poll(&p, 1, -1));
}

static void await_child(void *unused)
{
	pid_t child = (pid_t)SETUP(fork());

	if (child == 0) {
		read_byte(unused);
		_exit(0);
	}
	EXPECT_EQ(child, waitpid(child, NULL, 0));
}

static void watch(struct actor *actor, enum call call)
{
	expect_blocked_in(actor, call);
	write_bytes(ends[1], "x", 1);
	expect_finished(actor);
}

SUBJECT(process_reads, "passed", "")
{
	make_pipe();
	watch(start_process("reader", read_byte, NULL), CALL_READ);
}

SUBJECT(thread_reads, "passed", "")
{
	make_pipe();
	watch(start_thread("reader", read_byte, NULL), CALL_READ);
}

SUBJECT(process_polls, "passed", "")
{
	make_pipe();
	watch(start_process("poller", poll_pipe, NULL), CALL_POLL);
}

SUBJECT(process_waits, "passed", "")
{
	make_pipe();
	watch(start_process("parent", await_child, NULL), CALL_WAIT);
}

SUBJECT(unprivileged_reads, "passed", "")
{
	struct actor *actor;

	make_pipe();
	actor = ACTOR("reader")
	{
		become_unprivileged();
		read_byte(NULL);
	}
	watch(actor, CALL_READ);
}

static void do_nothing(void *unused)
{
	(void)unused;
}

SUBJECT(finishes, "failed", PLACE "actor a: expected to be blocked in read\\(\\), observed gone$")
{
	expect_blocked_in(start_process("a", do_nothing, NULL), CALL_READ);
}

SUBJECT(thread_finishes, "failed",
	PLACE "actor t: expected to be blocked in read\\(\\), observed gone$")
{
	expect_blocked_in(start_thread("t", do_nothing, NULL), CALL_READ);
}

static void fail(void *unused)
{
	(void)unused;
	EXPECT_EQ(0, close(-1));
}

SUBJECT(fails_instead, "failed", PLACE "in a: close\\(-1\\): expected 0, observed -1 \\(EBADF\\)$")
{
	expect_blocked_in(start_process("a", fail, NULL), CALL_READ);
}
