#include "descendants.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "clock.h"
#include "leaks.h"
#include "raw.h"

/* How long a process that is about to exit by itself may take, in seconds. */
#define EXIT_GRACE 0.5

/* Only a process that is still there, as a child of ours, may be killed by its number. */
static void kill_child(pid_t pid, bool is_leak)
{
	char path[60];
	char command[120] = "";
	char description[140];
	siginfo_t info;

	if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == -1)
		return;
	snprintf(path, sizeof(path), "/proc/%ld/comm", (long)pid);
	if (is_leak && raw_read_file(path, command, sizeof(command)) >= 0) {
		command[strcspn(command, "\n")] = '\0';
		snprintf(description, sizeof(description), "%ld %s", (long)pid, command);
		leaked("process", description);
	}
	kill(pid, SIGKILL);
}

/* Where the kernel lists the children of a process. */
static bool kill_listed(bool is_leak)
{
	char path[60];
	char text[4096];
	char *rest = NULL;
	char *pid;

	snprintf(path, sizeof(path), "/proc/self/task/%ld/children", (long)getpid());
	if (raw_read_file(path, text, sizeof(text)) < 0)
		return false;
	for (pid = strtok_r(text, " ", &rest); pid; pid = strtok_r(NULL, " ", &rest))
		kill_child((pid_t)strtol(pid, NULL, 10), is_leak);
	return true;
}

/* Where it does not: every process is asked, by means of kill_child(). */
static void kill_found(bool is_leak)
{
	DIR *directory = opendir("/proc");
	struct dirent *entry;

	if (!directory)
		return;
	while ((entry = readdir(directory)))
		if (atoi(entry->d_name) > 0)
			kill_child(atoi(entry->d_name), is_leak);
	closedir(directory);
}

/* Without /proc the actors at least are known. */
static void kill_actors(void)
{
	unsigned i;

	for (i = 0; i < arena->actor_count && i < MAX_ACTORS; i++)
		if (!arena->actors[i].is_thread && arena->actors[i].pid > 0)
			kill_child(arena->actors[i].pid, false);
}

static void kill_children(bool is_leak)
{
	if (!kill_listed(is_leak))
		kill_found(is_leak);
	kill_actors();
}

static bool no_child_left(void *unused)
{
	pid_t pid;

	(void)unused;
	do
		pid = waitpid(-1, NULL, WNOHANG);
	while (pid > 0);
	return pid == -1;
}

/* The death of one makes its children ours, as long as there are any. */
static bool no_child_survives(void *unused)
{
	if (no_child_left(unused))
		return true;
	kill_children(false);
	return false;
}

void descendants_end(void)
{
	if (no_child_left(NULL))
		return;
	if (arena->is_complete && wait_anyway(no_child_left, NULL, EXIT_GRACE))
		return;
	kill_children(true);
	if (!wait_anyway(no_child_survives, NULL, STEP_LIMIT))
		arena_record(OUTCOME_BROKEN, NULL, 0, "a process of the case cannot be killed");
}
