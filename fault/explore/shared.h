/*
 * Runs where namespaces are not permitted: they share with all others what the
 * system has of IPC, so what a run leaves is told from what was there before by its
 * owner and, where the kernel tells, by the process that made it. One run at a time:
 * a second one might use the same names.
 */
#ifndef IPCTS_EXPLORE_SHARED_H
#define IPCTS_EXPLORE_SHARED_H

#include <sys/types.h>

#include "isolation.h"

/*
 * Makes a folder of one's own in private, with a copy of the working folder.
 * Returns 0, or -1 with one line in message.
 */
int shared_enter(struct isolation *isolation, const char *private, char *message, size_t size);

/* Before a run: notes what is there. */
void shared_begin(void);

/*
 * When a process of the run ends: what it has open or mapped is the run's, and may
 * be removed.
 */
void shared_note_process(pid_t pid);

/*
 * After a run: fills in files, changed and left, and removes what is certain to be the
 * run's. Returns 0, or -1 with errno.
 */
int shared_end(struct isolation *isolation, struct observed *observed);

#endif
