/*
 * A copy of the working folder, for runs without namespaces: what a run changes there
 * is seen, and made as it was.
 */
#ifndef IPCTS_EXPLORE_SCRATCH_H
#define IPCTS_EXPLORE_SCRATCH_H

#include "observed.h"

/*
 * Copies the folder from to the new folder to, without what is in the folder private.
 * Both paths must live as long as the program. Returns 0, or -1 with errno: EFBIG if
 * there is too much in it.
 */
int scratch_make(const char *from, const char *to, const char *private);

/* Fills in files and changed. */
void scratch_note(struct observed *observed);

/* Makes it as it was if the last scratch_note() found a change. Returns 0, or -1 with errno. */
int scratch_renew(void);

#endif
