/* The object of the pipe cases. */
#ifndef IPCTS_PIPE_H
#define IPCTS_PIPE_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <limits.h>

/* <limits.h> may leave it out; then this is what every pipe has. */
#ifndef PIPE_BUF
#define PIPE_BUF _POSIX_PIPE_BUF
#endif

struct pipe_ends {
	int read_end;
	int write_end;
};

/* A new pipe whose ends the case owns. */
struct pipe_ends open_pipe(void);

/* Likewise, of a FIFO: while a pipe may be two-way, each of them has one access mode. */
struct pipe_ends open_one_way(void);

/* For rules on both that a system may keep for one of them: value is "has a name". */
static const struct variant named_and_not[] = {{"pipe", false, NULL}, {"fifo", true, NULL}};

/* Becomes the command of a shell, as a shell's child does. For use in an actor. */
void become_shell(const char *command) __attribute__((noreturn));

/* More than any pipe takes. */
enum { PIPE_FLOOD = 1 << 20 };

/*
 * Writes size bytes of the test pattern (descriptor.h), up to PIPE_FLOOD of
 * them, from a position on, in one call. Returns what write() does.
 */
ssize_t write_pattern(int write_end, size_t position, size_t size);

/* The first size bytes of the pattern are there, and nothing else; not any more afterwards. */
#define expect_contents(read_end, size) AT(pipe_expect_contents(read_end, size))
void pipe_expect_contents(int read_end, size_t size);

/* How many bytes an empty pipe takes. */
size_t capacity_of(struct pipe_ends p);

#endif
