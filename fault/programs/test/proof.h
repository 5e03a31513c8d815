/* What the test programs have in common: where the programs are, and runs of them. */
#ifndef IPCTS_PROGRAMS_PROOF_H
#define IPCTS_PROGRAMS_PROOF_H

#include <atf-c.h>

#include "run.h"

/* Seconds: what ends at all has ended by then, and what hangs is not waited for longer. */
enum { PATIENCE = 60, HANG_PATIENCE = 2 };

/* Which of the two backends makes the calls fail. */
enum way { IN_PROGRAM, BELOW_LIBC };

/*
 * Runs the program of that name with that plan. The case is skipped where there are
 * no private namespaces. run_free() frees what it returns.
 */
struct run *run_named(const atf_tc_t *tc, enum way way, const char *program, const char *plan,
		      int seconds);

/* The same without failure: exit status 0, some output, no message, nothing left. */
struct run *run_reference(const atf_tc_t *tc, enum way way, const char *program);

/* What a run was, in words, for the messages of checks. */
const char *describe(enum outcome outcome, const struct run *run);

#endif
