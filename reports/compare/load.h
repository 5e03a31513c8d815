/* The summary of a run, from its file or from its databases. */
#ifndef IPCTS_COMPARE_LOAD_H
#define IPCTS_COMPARE_LOAD_H

#include <stddef.h>

#include "../summary.h"
#include "input.h"

struct loaded {
	struct summary_text text; /* points into bytes */
	char *bytes;		  /* to be freed */
};

/*
 * Loads what the folder's run says: its summary.tsv if it is of the databases that are
 * there, or if none are; else it reads these. False if nothing of it can be used; each
 * file that cannot adds a line to the problems.
 */
bool load_run(struct loaded *loaded, const struct inputs *inputs, const struct input *input);

#endif
