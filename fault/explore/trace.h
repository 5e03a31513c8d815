/*
 * Follows all processes of one run, as a tracer: how each ended and what it had
 * open then, what outlives the first one, and where they wait if they hang.
 */
#ifndef IPCTS_EXPLORE_TRACE_H
#define IPCTS_EXPLORE_TRACE_H

#include <sys/types.h>

#include "isolation.h"

/* Blocks SIGCHLD, which trace_run() waits for. Once, in the worker. */
void trace_prepare(void);

/* Begins to trace a process that waits to be. Returns 0, or -1 with errno. */
int trace_begin(pid_t pid);

/*
 * Until all children of the caller, to which orphans of the run go, have ended,
 * or were ended because time was up: fills in is_timed_out, status, seconds,
 * last_seconds, children and leaving. begin is when the run did, as from
 * trace_now().
 */
void trace_run(pid_t first, const struct job *job, const struct isolation *isolation, double begin,
	       struct observed *observed);

/* Seconds of the monotonic clock. */
double trace_now(void);

#endif
