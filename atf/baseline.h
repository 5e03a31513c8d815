/*
 * A baseline: the known deviations of one target, so that a run fails only
 * for what is new. A text file, one deviation per line,
 *
 *	id | reason | link
 *
 * id is that of a requirement (pipe.read.fifo_order) or of a case
 * (pipe.read.fifo_order@fifo), reason is mandatory, "| link" may be left out.
 * A reason that begins with "sometimes " is that of a deviation which not every
 * run shows.
 * Empty lines and lines that begin with # say nothing.
 */
#ifndef IPCTS_BASELINE_H
#define IPCTS_BASELINE_H

#include <stddef.h>

struct baseline_entry {
	const char *id;
	const char *reason;
	const char *link; /* "" if there is none */
};

struct baseline;

/*
 * Reads the file at path. Returns NULL if it cannot be read or a line is
 * wrong, and stores one line that says so ("FILE:LINE: ...") in error, which
 * has room for size bytes.
 */
struct baseline *baseline_read(const char *path, char *error, size_t size);

/* The entry of that very id, NULL if there is none or baseline is NULL. */
const struct baseline_entry *baseline_find(const struct baseline *baseline, const char *id);

/* All entries in the order of the file; *count of them, 0 if baseline is NULL. */
const struct baseline_entry *baseline_entries(const struct baseline *baseline, size_t *count);

/* Frees the baseline and its entries; NULL is allowed. */
void baseline_free(struct baseline *baseline);

#endif
