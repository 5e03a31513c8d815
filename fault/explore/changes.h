/* What a run has changed in the file system, as the upper folders of the areas show. */
#ifndef IPCTS_EXPLORE_CHANGES_H
#define IPCTS_EXPLORE_CHANGES_H

#include <sys/stat.h>

#include "isolation.h"

/*
 * Fills in files and changed, from the working folder, and adds to left what was
 * changed elsewhere.
 */
void changes_note(const struct isolation *isolation, struct observed *observed);

/*
 * Adds an entry of the working folder to files and changed: path is its own, name its
 * path below the folder. status is NULL for one that was removed.
 */
void changes_add(struct observed *observed, const char *path, const char *name,
		 const struct stat *status);

/* Adds to left what is in TMPDIR. Returns whether there is anything. */
bool changes_note_temporary(const struct isolation *isolation, struct observed *observed);

#endif
