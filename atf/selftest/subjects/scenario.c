/* A case in the middle of things, to be interfered with from outside. */
#include "subject.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static pid_t parent_of(pid_t pid)
{
	char path[60];
	long parent;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	file = fopen(path, "re");
	SETUP_THAT(file && fscanf(file, "%*d %*s %*c %ld", &parent) == 1, "%s", path);
	fclose(file);
	return (pid_t)parent;
}

SUBJECT(waits, "failed", "")
{
	struct gate *gate = new_gate();
	struct actor *actor = ACTOR("actor")
	{
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
	announce("program %ld", (long)parent_of(getppid()));
	announce("ready");
	expect_exit(actor, 0);
}
