/*
 * Makes text from a result file harmless. A test may print anything; whatever
 * leaves these functions is valid UTF-8 that no terminal obeys and no reader
 * is misled by: control characters, invalid UTF-8, surrogates,
 * non-characters and characters that are invisible or turn the direction of
 * writing are spelt out, as in \x1b or \u202e.
 */
#ifndef IPCTS_CLEAN_H
#define IPCTS_CLEAN_H

#include "pool.h"

/* One line: newlines and tabs are spelt out as well. Cut after limit bytes. */
const char *clean_line(struct pool *pool, const void *bytes, size_t size, size_t limit);

/*
 * A block of lines, newlines and tabs kept. Of more than limit bytes, the
 * first and the last limit / 2 are kept, and a line between them says so.
 */
const char *clean_block(struct pool *pool, const void *bytes, size_t size, size_t limit);

#endif
