/*
 * What a case notes on its standard output for the report:
 *
 *	observation: <requirement id>: <key> = <value>
 *	fact: <key> = <value>
 */
#ifndef IPCTS_NOTE_H
#define IPCTS_NOTE_H

#include "pool.h"

struct note {
	const char *requirement; /* NULL: a fact of the environment */
	const char *key;
	const char *value;
	const struct note *next;
};

/* The notes among the lines of an output, in their order, the first 1000; NULL if there are none.
 */
const struct note *note_parse(struct pool *pool, const char *bytes, size_t size);

#endif
