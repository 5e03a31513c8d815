/*
 * What never ends by itself. The self-test runs these with a small time_scale,
 * and all of them are to end by a limit.
 */
#include "subject.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#define PLACE "^atf/selftest/subjects/slow.c:[0-9]+: "
#define HANG PLACE "hang: expected to finish, observed after [0-9.]+ s: case: "

static void wait_for_ever(void *unused)
{
	(void)unused;
	for (;;)
		pause();
}

static void spin(void *unused)
{
	static volatile unsigned rounds;

	(void)unused;
	for (;;)
		rounds++;
}

static void read_pipe(void *unused)
{
	int ends[2];
	char byte;

	(void)unused;
	SETUP(pipe(ends));
	SETUP(read(own(ends[0]), &byte, 1));
}

SUBJECT(hangs, "failed", HANG "state S in pause")
{
	litter();
	wait_for_ever(NULL);
}

SUBJECT(hangs_in_read, "failed", HANG "state S in read\\(\\)$")
{
	read_pipe(NULL);
}

SUBJECT(spins, "failed", HANG "state R")
{
	spin(NULL);
}

SUBJECT(stops, "failed", HANG "state T")
{
	raise(SIGSTOP);
}

SUBJECT(ignores_signals, "failed", HANG)
{
	int number;

	litter();
	for (number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
	wait_for_ever(NULL);
}

SUBJECT(hangs_with_actors, "failed",
	HANG ".*; actor reader: state S in read\\(\\); actor t: state S")
{
	struct actor *reader = start_process("reader", read_pipe, NULL);

	(void)reader;
	start_thread("t", wait_for_ever, NULL);
	wait_for_ever(NULL);
}

SUBJECT(actor_hangs, "failed",
	PLACE "actor reader: expected to finish, observed state S in read\\(\\)$")
{
	expect_finished(start_process("reader", read_pipe, NULL));
}

SUBJECT(thread_hangs, "failed",
	PLACE "actor t: expected to finish, observed state S in read\\(\\)$")
{
	start_thread("t", read_pipe, NULL);
}

SUBJECT(actor_spins, "failed", PLACE "actor spinner: expected to finish, observed state R$")
{
	start_process("spinner", spin, NULL);
}

/* The partner of a failed actor is not waited for until the deadline. */
SUBJECT(partner_waits, "failed", PLACE "in actor: expected: getppid\\(\\) == 0$")
{
	struct actor *actor = ACTOR("actor")
	{
		EXPECT(getppid() == 0);
	}

	(void)actor;
	wait_for_ever(NULL);
}

SUBJECT(gate_stays_closed, "failed", PLACE "a gate: expected to be opened, observed closed after")
{
	pass_gate(new_gate());
}

SUBJECT(blocked_elsewhere, "failed",
	PLACE "actor sleeper: expected to be blocked in read\\(\\), observed state S in pause")
{
	struct actor *actor = start_process("sleeper", wait_for_ever, NULL);

	expect_blocked_in(actor, CALL_READ);
}

SUBJECT(blocked_in_another_call, "failed",
	PLACE
	"actor reader: expected to be blocked in write\\(\\), observed state S in read\\(\\)$")
{
	expect_blocked_in(start_process("reader", read_pipe, NULL), CALL_WRITE);
}

SUBJECT(thread_in_another_call, "failed",
	PLACE "actor t: expected to be blocked in write\\(\\), observed state S in read\\(\\)$")
{
	expect_blocked_in(start_thread("t", read_pipe, NULL), CALL_WRITE);
}

SUBJECT(not_blocked, "failed",
	PLACE "actor s: expected to be blocked in read\\(\\), observed state R")
{
	expect_blocked_in(start_process("s", spin, NULL), CALL_READ);
}

SUBJECT(thread_not_blocked, "failed", PLACE "actor t: expected to be blocked in read.*state R$")
{
	expect_blocked_in(start_thread("t", spin, NULL), CALL_READ);
}

SUBJECT(blocked_but_stopped, "failed",
	PLACE ".*: expected to be blocked in read\\(\\), observed state T")
{
	struct actor *actor = ACTOR("reader")
	{
		raise(SIGSTOP);
		read_pipe(NULL);
	}

	expect_blocked_in(actor, CALL_READ);
}
