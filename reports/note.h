/*
 * What a case notes on its standard output for the report:
 *
 *	observation: <requirement id>: <key> = <value>
 *	fact: <key> = <value>
 *	error path: <function>: <way> = <error> ...
 *
 * The last, of cases with fault injection, says which errors they made a function
 * fail with; way is "call" or "libc", see paths.h.
 */
#ifndef IPCTS_NOTE_H
#define IPCTS_NOTE_H

#include "pool.h"

struct note {
	const char *function;	 /* not NULL: an error path; key is the way, value the errors */
	const char *requirement; /* not NULL: an observation; NULL as well: a fact */
	const char *key;
	const char *value;
	const struct note *next;
};

/* The notes among the lines of an output, in their order, the first 1000; NULL if there are none.
 */
const struct note *note_parse(struct pool *pool, const char *bytes, size_t size);

#endif
