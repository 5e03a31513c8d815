/* What changed between two runs of one target, or since a baseline was written. */
#ifndef IPCTS_COMPARE_DIFF_H
#define IPCTS_COMPARE_DIFF_H

#include "compare.h"

enum diff_kind {
	DIFF_NEW,      /* deviates or is broken, and was not, or the baseline does not list it */
	DIFF_FIXED,    /* no longer does */
	DIFF_LOST,     /* is no longer tested */
	DIFF_OBSERVED, /* another value is observed */
	DIFF_KINDS
};

struct diff_item {
	const char *id;
	const char *before; /* what was said of it, or observed */
	const char *now;
	const char *reason; /* of what is said now, or the observation's key; "" if there is none */
};

struct diff {
	struct pool pool;
	struct diff_list {
		struct diff_item *item;
		size_t count, room;
	} lists[DIFF_KINDS];
	struct lines problems, notes;
};

/* "new", "fixed", "lost", "observed". */
const char *diff_name(enum diff_kind kind);

/* "New deviations", ...: a title. */
const char *diff_words(enum diff_kind kind);

/*
 * Reads both; old is a folder (see input.h) or a baseline, new a folder. False, with a
 * line among the problems, if one cannot be read.
 */
bool diff_read(struct diff *diff, const char *old, const char *new);

void diff_free(struct diff *diff);

typedef void diff_function(const struct diff *diff, FILE *file);

diff_function render_diff_text, render_diff_json, render_diff_markdown;

#endif
