/* The object of the FIFO cases, and what they ask of a file. */
#ifndef IPCTS_FIFO_H
#define IPCTS_FIFO_H

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "../../atf/path.h"
#include "../pipe/pipe.h"

/* A new FIFO at a scratch path, of that mode past the umask. */
const char *make_fifo(mode_t mode);

/* open(), which must succeed; the case owns the descriptor. */
#define open_fifo(path, flags) AT(fifo_open(path, flags))

/* Both ends of the FIFO at path, as pipe() would give them: blocking. */
#define open_both_ends(path) AT(fifo_open_both_ends(path))

/* Both ends of a new FIFO. */
struct pipe_ends open_fifo_pair(void);

/* stat() and fstat(), which must succeed. */
#define status_of(path) AT(fifo_status_of(path))
#define status_of_open(fd) AT(fifo_status_of_open(fd))

/* The path names a FIFO with exactly these permission bits. */
#define expect_fifo(path, mode) AT(fifo_expect_fifo(path, mode))

/* Nobody has the FIFO at path open for reading. */
#define expect_no_reader(path) AT(fifo_expect_no_reader(path))

/*
 * Timestamps of files come from a clock that moves in ticks. A span is what
 * may be marked on a file by something done while it is open.
 */
struct span {
	struct timespec begin;
	struct timespec end;
};

/* Waits until every timestamp of the file is in the past, then begins a span. */
struct span begin_span(const struct stat *before);
void end_span(struct span *span);
bool is_within(struct timespec t, const struct span *span);

int fifo_open(const char *path, int flags);
struct pipe_ends fifo_open_both_ends(const char *path);
struct stat fifo_status_of(const char *path);
struct stat fifo_status_of_open(int fd);
void fifo_expect_fifo(const char *path, mode_t mode);
void fifo_expect_no_reader(const char *path);

#endif
