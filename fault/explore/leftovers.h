/* What a run leaves behind, and what it makes of the working folder. */
#ifndef IPCTS_EXPLORE_LEFTOVERS_H
#define IPCTS_EXPLORE_LEFTOVERS_H

#include "isolation.h"

/*
 * Fills in the members files, changed and left of *observed; removes names of shared
 * memory and what is in TMPDIR. used_ids: System V IPC was used. Returns whether something
 * is there that only a new IPC namespace removes.
 */
bool leftovers_note(const struct isolation *isolation, struct observed *observed, bool used_ids);

#endif
