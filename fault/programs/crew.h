/*
 * Child processes that work together. Whoever starts them ends them: none is left,
 * and none is waited for that will not end.
 */
#ifndef IPCTS_PROGRAMS_CREW_H
#define IPCTS_PROGRAMS_CREW_H

#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "io.h"

enum { CREW_SIZE = 8 };

struct crew {
	pid_t members[CREW_SIZE];
	int size;
};

/*
 * Starts a child that exits with what work(argument) returns. A child that fails
 * has to say why. Returns 0, or -1, reported.
 */
static inline int crew_start(struct crew *crew, int (*work)(void *), void *argument)
{
	pid_t pid = fork();

	if (pid == -1) {
		report(errno, "fork");
		return -1;
	}
	if (pid == 0)
		_exit(work(argument));
	crew->members[crew->size++] = pid;
	return 0;
}

static inline void crew_remove(struct crew *crew, pid_t pid)
{
	for (int i = 0; i < crew->size; i++)
		if (crew->members[i] == pid)
			crew->members[i--] = crew->members[--crew->size];
}

/*
 * Kills those that are left, and awaits their end. What fails here is tried once
 * more: there is nobody else to do it.
 */
static inline void crew_dismiss(struct crew *crew)
{
	for (int i = 0; i < crew->size; i++)
		if (kill(crew->members[i], SIGKILL) == -1)
			(void)kill(crew->members[i], SIGKILL);
	for (; crew->size > 0; crew->size--) {
		pid_t pid = crew->members[crew->size - 1];
		pid_t ended;

		RETRY(ended, waitpid(pid, NULL, 0));
		if (ended == -1)
			RETRY(ended, waitpid(pid, NULL, 0));
	}
}

/* Whether the child succeeded; only one that was killed did not report it itself. */
static inline bool has_succeeded(int status)
{
	if (WIFSIGNALED(status))
		report(0, "a child was killed by signal %d", WTERMSIG(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/*
 * Awaits the end of all. If one fails, the others are dismissed if they cannot end
 * without it (together), else awaited still. Returns 0, or -1 if one failed, reported.
 */
static inline int crew_await(struct crew *crew, bool together)
{
	int result = 0;

	while (crew->size > 0) {
		int status;
		pid_t pid;

		RETRY(pid, wait(&status));
		if (pid == -1) {
			report(errno, "wait");
			crew_dismiss(crew);
			return -1;
		}
		crew_remove(crew, pid);
		if (has_succeeded(status))
			continue;
		result = -1;
		if (together)
			crew_dismiss(crew);
	}
	return result;
}

#endif
