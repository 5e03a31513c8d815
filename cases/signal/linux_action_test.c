/* What only Linux tells of a process: the signals that are pending for a program. */
#include "delivery.h"
#include "program.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The sets of that name in /proc/PID/status. */
static sigset_t set_of_process(pid_t pid, const char *name)
{
	sigset_t set = no_signals();
	unsigned long long bits;
	bool is_found = false;
	char path[40];
	char line[200];
	FILE *status;
	int number;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	status = fopen(path, "re");
	SETUP_THAT(status, "%s: %s", path, error_name(errno));
	while (!is_found && fgets(line, sizeof(line), status))
		is_found = strncmp(line, name, strlen(name)) == 0 &&
			   sscanf(line + strlen(name), ": %llx", &bits) == 1;
	fclose(status);
	if (!is_found)
		skip_unsupported("there is no %s in /proc/PID/status", name);
	for (number = 1; number <= 64; number++)
		if (bits >> (number - 1) & 1)
			sigaddset(&set, number);
	return set;
}

static void block_pending(void)
{
	set_mask(set_of(SIGUSR1, SIGUSR2, SIGRTMIN, SIGHUP));
	SETUP(kill(getpid(), SIGUSR1));
	SETUP(kill(getpid(), SIGRTMIN));
	SETUP_RETURNS_0(pthread_kill(pthread_self(), SIGUSR2));
}

static const struct variant kept[] = {{"pending", 0, NULL}};

CASE_VARIANTS(kept, signal_exec_mask_pending_kept)
{
	struct program program = start_program(block_pending);
	pid_t pid = actor_pid(program.actor);

	expect_same_set(set_of(SIGUSR1, SIGUSR2, SIGRTMIN, SIGHUP), set_of_process(pid, "SigBlk"));
	expect_same_set(set_of(SIGUSR1, SIGRTMIN), set_of_process(pid, "ShdPnd"));
	expect_same_set(set_of(SIGUSR2), set_of_process(pid, "SigPnd"));
	end_program(program);
}
