/*
 * Runs a program with a planned failure in a world of its own, and tells what came of
 * it. The world has its own process ids, IPC objects and /dev/shm, which is TMPDIR as
 * well; nothing in it outlives the run.
 */
#ifndef IPCTS_PROGRAMS_RUN_H
#define IPCTS_PROGRAMS_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "../../explore/finding.h"

enum { RUN_TEXT_SIZE = 4096, RUN_LOG_SIZE = 1 << 17 };

/* What a run left. Texts are cut to fit. */
struct run {
	char broken[256]; /* why it could not be run; empty if it was */
	bool is_isolated; /* false: no world of its own is permitted here (see broken) */
	bool has_ended;	  /* in time */
	int status;	  /* as of waitpid(); 0 if it has not ended */
	char output[RUN_TEXT_SIZE];
	char errors[RUN_TEXT_SIZE];
	char left[RUN_TEXT_SIZE];  /* one line for each thing, or empty */
	char drift[RUN_TEXT_SIZE]; /* one line for each difference to the plan, or empty */
	char log[RUN_LOG_SIZE];	   /* as of plan/log.h */
};

/* Paths of what makes calls fail, in the program or below it; one of them is NULL. */
struct backend {
	const char *library;	/* the preload library */
	const char *supervisor; /* fault-syscall */
};

/*
 * Runs the program at path, without arguments, with the plan (empty: without a
 * failure), for at most as many seconds. Returns what it left, which run_free() frees,
 * or NULL if there is no memory. On another error of its own, broken says what it was.
 */
struct run *run_program(const char *path, const struct backend *backend, const char *plan,
			double seconds);
void run_free(struct run *run);

/* What the run was, compared with one without failure. */
enum outcome run_outcome(const struct run *run, const struct run *reference);

#endif
