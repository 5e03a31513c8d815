/* The processes that a case and its actors leave, wherever they went. */
#ifndef IPCTS_DESCENDANTS_H
#define IPCTS_DESCENDANTS_H

/*
 * Ends and reaps every descendant of the calling process, which has one thread
 * and is the reaper of its orphans (PR_SET_CHILD_SUBREAPER): whoever calls
 * setsid() or loses its parent is a child of it in the end. A process that
 * does not go away by itself after a complete case is recorded as left behind.
 */
void descendants_end(void);

#endif
