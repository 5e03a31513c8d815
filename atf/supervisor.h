/*
 * The supervisor of a case: a process in a session of its own that outlives
 * whatever happens to the case, and to the process that kyua started.
 *
 *	kyua -> program -> supervisor -> case -> actors
 *
 * Whichever of these is killed, the supervisor or else the program cleans up.
 * Only if both are killed at once, nobody is left to: the case dies with them,
 * but its other processes, its objects ("/ipcts.SUPERVISOR'S PID....") and its
 * directory remain. They are not swept up later by their names, for the pid
 * that is dead here may be alive in another container that shares /dev/shm.
 */
#ifndef IPCTS_SUPERVISOR_H
#define IPCTS_SUPERVISOR_H

#include "case.h"
#include "settings.h"

/*
 * Runs the case to its end and cleans up after it. Afterwards the arena holds
 * what happened. Prints the observations, and an explanation of every record;
 * name is the whole name of the case, variant included.
 */
void supervise(const struct test_case *test, const struct variant *variant,
	       const struct settings *settings, const char *name);

#endif
