/* The preload library, which is beside this program or where it is installed. */
#ifndef IPCTS_EXPLORE_LIBRARY_H
#define IPCTS_EXPLORE_LIBRARY_H

/* Its path, or NULL if there is none. What was found holds: later, a mount may hide it. */
const char *library_path(void);

#endif
