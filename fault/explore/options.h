/* The options of fault-explore. */
#ifndef IPCTS_EXPLORE_OPTIONS_H
#define IPCTS_EXPLORE_OPTIONS_H

#include <stdbool.h>

#include "explore.h"

struct options {
	struct settings settings;
	const char *format; /* of the report */
	const char *output; /* where it goes; NULL: standard output */
	const char *baseline;
	const char *journal;
	bool resume;
	const char *replay; /* an id, or NULL */
	bool wants_help;
};

/*
 * Reads the command line. Returns 0, or -1 with one line on standard error. The
 * options live as long as the program.
 */
int options_read(struct options *options, int count, char *arguments[]);

/* What --help prints. */
extern const char options_help[];

#endif
