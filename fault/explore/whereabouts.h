/* What /proc tells about a process of a run. */
#ifndef IPCTS_EXPLORE_WHEREABOUTS_H
#define IPCTS_EXPLORE_WHEREABOUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "observed.h"

/* "(name) is asleep in read": what the process does. */
void whereabouts_now(pid_t pid, char *text, size_t size);

/* Whether the id is that of a thread other than a process's first. */
bool whereabouts_is_thread(pid_t pid);

/*
 * What the process has open, besides its standard descriptors, which it began with, and
 * the log in the folder private. What else is in there is named as the command knows it.
 */
void whereabouts_open(pid_t pid, const char *private, struct leaving *leaving);

#endif
