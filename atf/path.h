/* Paths, and the files that a scenario needs for its errors of pathname resolution. */
#ifndef IPCTS_PATH_H
#define IPCTS_PATH_H

#include "check.h"

/* The path of an entry of a directory; valid until the next call. */
const char *inside(const char *directory, const char *name);

/* The path of a new regular file. */
const char *make_file(void);

/* The path of a new symbolic link that leads to itself by way of another one. */
const char *make_loop(void);

/*
 * Makes count symbolic links in the directory, of which each leads to the next
 * one, and the last to the directory. Returns the path of the first.
 */
const char *make_chain(const char *directory, int count);

/* The path names nothing, not even a symbolic link. */
#define expect_absent(path) AT(path_expect_absent(path))

/* The directory, of any mode, has no entries. */
#define expect_empty_directory(directory) AT(path_expect_empty(directory))

void path_expect_absent(const char *path);
void path_expect_empty(const char *directory);

#endif
