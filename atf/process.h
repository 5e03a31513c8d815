/*
 * What a process asks of its system for the harness's sake. Where the system
 * does not have it, nothing happens: orphans and late programs then are found
 * by what is left of the means of POSIX, if at all.
 */
#ifndef IPCTS_PROCESS_H
#define IPCTS_PROCESS_H

#include <sys/types.h>

/* Orphans among the descendants become children of the calling process. */
void adopt_orphans(void);

/* The calling process gets the signal when its parent ends. */
void follow_parent(int signal);

/* Short waits of the calling process, and of its children, are not rounded up. */
void sharpen_timers(void);

/* /proc shows the calling process to its own user, whoever it was before. */
void stay_visible(void);

/* The id of the calling thread, of which the first has that of its process. */
pid_t thread_id(void);

#endif
