/* The command line of fault-syscall. */
#ifndef IPCTS_FAULT_OPTIONS_H
#define IPCTS_FAULT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "../plan/plan.h"
#include "condition.h"
#include "filter.h"

enum { MOST_CALLS = 512 };

/* Exit statuses, besides the command's own. */
enum {
	EXIT_DRIFT = 122,	  /* --strict, and another call failed than planned */
	EXIT_NO_SUPERVISOR = 123, /* this kernel or sandbox does not let it supervise */
	EXIT_OWN_FAILURE = 125,	  /* wrong options, no memory ... */
	EXIT_NOT_EXECUTED = 126,
	EXIT_NOT_FOUND = 127
};

struct options {
	struct plan *plan;
	struct conditions *conditions;
	int watched[MOST_CALLS]; /* numbers of system calls */
	size_t watched_count;
	struct static_failure failing[MOST_CALLS]; /* --static */
	size_t failing_count;
	const char *log;     /* a path, or NULL */
	const char *control; /* for fiu-ctrl: the beginning of its FIFO's name, or NULL */
	bool is_strict, counts_loader, lists;
	char **command;
};

/*
 * Reads the command line, and tells libfiu about --enable. Ends the program where
 * that says so (--help), or with EXIT_OWN_FAILURE and one line if it is wrong.
 */
void options_read(struct options *options, int argc, char *argv[]);

/* One line "fault-syscall: ...", and the end of the program. */
void die(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));

#endif
