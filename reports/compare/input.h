/* The folders to compare, and their labels. */
#ifndef IPCTS_COMPARE_INPUT_H
#define IPCTS_COMPARE_INPUT_H

#include <stddef.h>

#include "../lines.h"
#include "../pool.h"

struct input {
	const char *label; /* harmless to print */
	const char *path;
};

struct inputs {
	struct pool *pool; /* of all strings and lines */
	struct lines *problems, *notes;
	struct input *input;
	size_t count, room;
};

/*
 * Adds the folder named by "[LABEL=]DIR": the output of a run, the folder with its
 * databases, or a folder of such folders, which stands for all of them. A problem if
 * it is none of these.
 */
void inputs_add(struct inputs *inputs, const char *argument);

/*
 * Makes the labels unique: the second folder of a label gets "label-2"; a folder that
 * is there twice with one label counts once. A note says so.
 */
void inputs_label(struct inputs *inputs);

void inputs_free(struct inputs *inputs);

#endif
