/*
 * The directory of a case: a new one, its working directory and its TMPDIR.
 * Whatever is in it afterwards is the case's, and nothing else is ever removed.
 */
#ifndef IPCTS_DIRECTORY_H
#define IPCTS_DIRECTORY_H

#include <stdbool.h>

/*
 * In the supervisor: makes the directory below TMPDIR and goes there. Returns
 * false, and records why, if that cannot be done.
 */
bool enter_directory(void);

/*
 * Whether the working directory is the one that was made for the case: while
 * it is not, anybody else's files are in reach of a mistake. Opens it again if
 * the case closed it to an ordinary user.
 */
bool is_in_directory(void);

/* Removes it, once it is empty; the working directory is "/" then. */
void leave_directory(void);

#endif
