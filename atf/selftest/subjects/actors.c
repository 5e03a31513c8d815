/* What actors may do to a case. */
#include "subject.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACE "^atf/selftest/subjects/actors.c:[0-9]+: "

static void wait_for_ever(void *unused)
{
	(void)unused;
	for (;;)
		pause();
}

static void do_nothing(void *unused)
{
	(void)unused;
}

static void fail(void *unused)
{
	(void)unused;
	EXPECT_EQ(0, close(-1));
}

SUBJECT(process_fails, "failed", PLACE "in reader: expected 1 byte, observed 2$")
{
	struct actor *actor = ACTOR("reader")
	{
		EXPECT_THAT(getppid() == 0, "expected 1 byte, observed 2");
	}

	expect_finished(actor);
}

SUBJECT(thread_fails, "failed", PLACE "in thread: close\\(-1\\): expected 0, observed -1 .EBADF.$")
{
	expect_finished(start_thread("thread", fail, NULL));
}

SUBJECT(nobody_waits, "failed", PLACE "in process: close\\(-1\\): expected 0, observed -1")
{
	start_process("process", fail, NULL);
}

static void start_failing(void *unused)
{
	start_process("grandchild", fail, unused);
}

SUBJECT(nested_fails, "failed", PLACE "in grandchild: close\\(-1\\): expected 0, observed -1")
{
	expect_finished(start_process("child", start_failing, NULL));
}

static void start_failing_thread(void *unused)
{
	start_thread("thread", fail, unused);
}

SUBJECT(nested_thread_fails, "failed", PLACE "in thread: close\\(-1\\): expected 0, observed -1")
{
	expect_finished(start_process("child", start_failing_thread, NULL));
}

SUBJECT(actor_breaks, "broken", PLACE "in actor: cannot set up: close\\(-1\\): EBADF$")
{
	struct actor *actor = ACTOR("actor")
	{
		SETUP(close(-1));
	}

	expect_finished(actor);
}

SUBJECT(actor_skips, "skipped", "^not permitted: in an actor$")
{
	struct actor *actor = ACTOR("actor")
	{
		skip_unpermitted("in an actor");
	}

	expect_finished(actor);
}

/* What fails because an actor has skipped is a consequence. */
SUBJECT(actor_skips_first, "skipped", "^not supported: in an actor$")
{
	struct actor *actor = ACTOR("actor")
	{
		skip_unsupported("in an actor");
	}

	while (is_running(actor))
		continue;
	EXPECT(getppid() == 0);
}

SUBJECT(crashes, "failed", PLACE "actor crasher: expected to finish, observed killed by SIGSEGV$")
{
	struct actor *actor = ACTOR("crasher")
	{
		raise(SIGSEGV);
	}

	expect_finished(actor);
}

SUBJECT(crashes_unwatched, "failed",
	PLACE "actor crasher: expected to finish, observed killed by SIG")
{
	struct actor *actor = ACTOR("crasher")
	{
		abort();
	}

	(void)actor;
}

SUBJECT(exits, "failed", PLACE "actor quitter: expected to finish, observed exit status 0$")
{
	struct actor *actor = ACTOR("quitter")
	{
		exit(EXIT_SUCCESS);
	}

	expect_finished(actor);
}

SUBJECT(exit_expected, "passed", "")
{
	struct actor *actor = ACTOR("quitter")
	{
		_exit(3);
	}

	expect_exit(actor, 3);
}

SUBJECT(exit_other, "failed",
	PLACE "actor quitter: expected exit status 3, observed exit status 4$")
{
	struct actor *actor = ACTOR("quitter")
	{
		_exit(4);
	}

	expect_exit(actor, 3);
}

SUBJECT(signal_expected, "passed", "")
{
	struct actor *actor = start_process("sleeper", wait_for_ever, NULL);

	send_signal(actor, SIGTERM);
	expect_killed(actor, SIGTERM);
}

SUBJECT(signal_other, "failed",
	PLACE ".*: expected to be killed by SIGHUP, observed killed by SIGTERM$")
{
	struct actor *actor = start_process("sleeper", wait_for_ever, NULL);

	send_signal(actor, SIGTERM);
	expect_killed(actor, SIGHUP);
}

SUBJECT(signal_too_late, "broken", PLACE "actor a: a signal, but it is gone$")
{
	struct actor *actor = start_process("a", do_nothing, NULL);

	expect_finished(actor);
	send_signal(actor, SIGKILL);
}

SUBJECT(cancelled, "passed", "")
{
	struct actor *actor = start_thread("thread", wait_for_ever, NULL);

	SETUP_THAT(pthread_cancel(actor_thread(actor)) == 0, "pthread_cancel()");
	expect_cancelled(actor);
}

SUBJECT(cancelled_unexpectedly, "failed", PLACE "actor t: expected to finish, observed cancelled$")
{
	struct actor *actor = start_thread("t", wait_for_ever, NULL);

	SETUP_THAT(pthread_cancel(actor_thread(actor)) == 0, "pthread_cancel()");
	expect_finished(actor);
}

SUBJECT(not_cancelled, "failed", PLACE "actor t: expected to be cancelled, observed finished$")
{
	expect_cancelled(start_thread("t", do_nothing, NULL));
}

SUBJECT(dismissed, "passed", "")
{
	dismiss(start_process("process", wait_for_ever, NULL));
	dismiss(start_thread("thread", wait_for_ever, NULL));
}

SUBJECT(sibling_is_watched, "passed", "")
{
	struct gate *gate = new_gate();
	struct actor *sleeper = ACTOR("sleeper")
	{
		pass_gate(gate);
	}
	struct actor *watcher = ACTOR("watcher")
	{
		expect_blocked_in(sleeper, CALL_POLL);
		open_gate(gate);
		expect_finished(sleeper);
	}

	expect_finished(watcher);
	expect_finished(sleeper);
}

SUBJECT(sibling_crashes, "failed", "actor crasher: expected to finish, observed ")
{
	struct actor *crasher = ACTOR("crasher")
	{
		abort();
	}
	struct actor *watcher = ACTOR("watcher")
	{
		expect_finished(crasher);
	}

	expect_finished(watcher);
}

SUBJECT(sibling_is_dismissed, "broken",
	"in killer: actor sleeper: only the process that started it")
{
	struct actor *sleeper = start_process("sleeper", wait_for_ever, NULL);
	struct actor *killer = ACTOR("killer")
	{
		dismiss(sleeper);
	}

	expect_finished(killer);
}

SUBJECT(status_is_stolen, "failed",
	".*: expected exit status 0, observed its status taken by another")
{
	struct actor *actor = start_process("actor", do_nothing, NULL);

	SETUP(waitpid(-1, NULL, 0));
	expect_exit(actor, 0);
}

/* The case may reap an actor: it has said itself that it finished. */
SUBJECT(finish_is_stolen, "passed", "")
{
	struct actor *actor = start_process("actor", do_nothing, NULL);

	SETUP(waitpid(-1, NULL, 0));
	expect_finished(actor);
}

SUBJECT(child_of_actor_runs_on, "failed",
	"in actor: a child of the actor came to the end of its block$")
{
	struct actor *actor = ACTOR("actor")
	{
		if (fork() != 0)
			pause();
	}

	expect_finished(actor);
}

static void start_one(void *label)
{
	struct actor *actor = start_process(label, do_nothing, NULL);

	expect_finished(actor);
}

/* Each of the new processes runs its own block, and no other. */
SUBJECT(threads_start_actors, "passed", "")
{
	int i;

	for (i = 0; i < 30; i++)
		start_thread("thread", start_one, "process");
}

SUBJECT(many_actors, "broken", PLACE "more than [0-9]+ actors in a case$|: more than [0-9]+ actors")
{
	for (;;)
		expect_finished(start_process("one more", do_nothing, NULL));
}

/* More than there is room for, and the first one decides. */
SUBJECT(many_records, "failed", PLACE "close\\(-1\\): expected 0, observed -1 \\(EBADF\\)$")
{
	int i;

	for (i = 0; i < 100; i++) {
		pid_t child = (pid_t)SETUP(fork());

		if (child == 0 && i == 0)
			EXPECT_EQ(0, close(-1));
		if (child == 0)
			SETUP(close(-1));
		SETUP(waitpid(child, NULL, 0));
	}
}
