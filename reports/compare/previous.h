/* What targets said before, by their labels. */
#ifndef IPCTS_COMPARE_PREVIOUS_H
#define IPCTS_COMPARE_PREVIOUS_H

#include "group.h"
#include "input.h"

struct previous {
	struct previous_run {
		const char *label;
		const struct said_all *all;
	} * run; /* sorted by label once previous_sort() was called */
	size_t count, room;
};

/*
 * Adds the previous runs of "[LABEL=]DIR", see inputs_add(), or of a comparison in
 * JSON, which has labels of its own. What cannot be read is a problem of the inputs.
 */
void previous_add(struct previous *previous, struct groups *groups, struct inputs *inputs,
		  const char *argument);

void previous_sort(struct previous *previous);

/* What the target said; NULL: nothing. Any label will do if only is true and one run is known. */
const struct said_all *previous_find(const struct previous *previous, const char *label, bool only);

void previous_free(struct previous *previous);

#endif
