/*
 * The sweep: for every system call that a function of the C library makes, and
 * every error that call may have, lets it fail once, and judges what the function
 * makes of it.
 */
#ifndef IPCTS_FAULT_SWEEP_H
#define IPCTS_FAULT_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "judge.h"
#include "subject.h"

enum { SWEEP_ERRORS = 256 };

struct sweep_result {
	char libc[32];		 /* which one: "glibc-2.36" */
	unsigned int calls;	 /* that the function makes when all goes well */
	unsigned int runs;	 /* with one of them failing */
	unsigned int deviations; /* without observations */
	unsigned int
		drifted; /* runs in which the call to fail was not made, not even the third time */
	bool failed_with[SWEEP_ERRORS]; /* by error number: the function did, in a run */
};

struct sweep;

/*
 * For one libc: program is what subject_main.c was made with it. After world_enter().
 * NULL with one line in message.
 */
struct sweep *sweep_new(const char *program, char *message, size_t size);
void sweep_free(struct sweep *sweep);

/*
 * Sweeps one function, and tells of deviations and observations; plan, if it is not NULL, is the
 * only run, "CALL=ERRNO". Returns 0, or -1 with one line in message if the function fails by
 * itself, or something else does.
 */
int sweep_subject(struct sweep *sweep, const struct subject *subject, const char *plan,
		  void (*found)(const struct deviation *deviation, void *argument), void *argument,
		  struct sweep_result *result, char *message, size_t size);

#endif
