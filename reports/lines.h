/* A list of lines for the user, such as what is wrong with the input. */
#ifndef IPCTS_LINES_H
#define IPCTS_LINES_H

#include <stddef.h>

#include "pool.h"

struct lines {
	const char **line;
	size_t count;
};

/* Adds a line, kept in the pool and made harmless to print (see clean.h). */
__attribute__((format(printf, 3, 4))) void lines_add(struct lines *lines, struct pool *pool,
						     const char *format, ...);

void lines_free(struct lines *lines);

#endif
