/*
 * What the user sets for a run, by kyua's `-v test_suites.ipcts.NAME=VALUE`
 * (or `-v NAME=VALUE` to a program run by hand).
 */
#ifndef IPCTS_SETTINGS_H
#define IPCTS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

struct atf_tc;

/* How an actor is seen to be blocked (blocked.h). */
enum observe {
	OBSERVE_SYSCALL, /* asleep, in the expected system call */
	OBSERVE_STATE,	 /* asleep */
	OBSERVE_GRACE,	 /* not finished after a grace time */
	OBSERVE_BEST,	 /* the first of these that works here */
};

struct settings {
	double time_scale;    /* time_scale: every limit is multiplied by it; default 1 */
	double deadline;      /* deadline: seconds a case may take; default 30 */
	enum observe observe; /* observe: syscall, state or grace; default: the best that works */
	double grace;	      /* grace: seconds of OBSERVE_GRACE; default 0.2 */
	const char *user;     /* unprivileged-user: whom root becomes; default nobody */
	const char *baseline; /* baseline: file of the known deviations; NULL: none */
};

/*
 * Reads the settings from a case's configuration. Of an invalid one it takes
 * the default instead, stores one line that says so in error, which has room
 * for size bytes, and returns false.
 */
bool settings_read(struct settings *settings, const struct atf_tc *tc, char *error, size_t size);

#endif
