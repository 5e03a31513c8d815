/*
 * A world for one run: private process ids, IPC objects and mounts. It ends with its
 * first process.
 */
#ifndef IPCTS_PROGRAMS_WORLD_H
#define IPCTS_PROGRAMS_WORLD_H

#include <stddef.h>

/* Empty at first, and in memory: where shared memory objects are, and TMPDIR. */
#define WORLD_FOLDER "/dev/shm"

/* What world_look() does not count. */
#define WORLD_LOG WORLD_FOLDER "/log"

/*
 * Enters a new world; the next child is its first process. An ordinary user does so by
 * a user namespace. Returns 0, or -1 with one line in message where it is not permitted.
 */
int world_enter(char *message, size_t size);

/* In that process: mounts what the world needs. The same. */
int world_furnish(char *message, size_t size);

/* Writes a line for each file, queue, or System V id in the world into text. */
void world_look(char *text, size_t size);

#endif
