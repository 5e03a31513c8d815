/* A case in the middle of things, to be interfered with from outside. */
#include "subject.h"

#include <signal.h>
#include <unistd.h>

SUBJECT(waits, "failed", "")
{
	struct gate *gate = new_gate();
	struct actor *actor = ACTOR("actor") {
		announce("process %ld", (long)getpid());
		announce("actor %ld", (long)getpid());
		signal(SIGTERM, SIG_IGN);
		litter();
		open_gate(gate);
		for (;;)
			pause();
	}

	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	litter();
	pass_gate(gate);
	announce("case %ld", (long)getpid());
	announce("supervisor %ld", (long)getppid());
	announce("ready");
	expect_exit(actor, 0);
}
