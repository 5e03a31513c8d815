/* A world of its own for a sweep, in which whatever is left behind is a leak. */
#ifndef IPCTS_FAULT_WORLD_H
#define IPCTS_FAULT_WORLD_H

#include <stddef.h>

/*
 * Moves the calling process, which is single-threaded, to new namespaces in which
 * /dev/shm and /tmp are empty and nobody else's, and so are the message queues, to
 * be seen in HOLDINGS_QUEUES (holdings.h). An ordinary user
 * becomes root of a user namespace on the way. Returns 0, or -1 with one line in
 * message if that is not permitted.
 */
int world_enter(char *message, size_t size);

/* Empties these places. */
void world_clean(void);

#endif
