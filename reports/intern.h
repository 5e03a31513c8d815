/* Strings kept once: those that are equal are the same pointer. */
#ifndef IPCTS_INTERN_H
#define IPCTS_INTERN_H

#include "pool.h"

struct interned;

struct intern {
	struct pool *pool; /* where they are kept */
	struct interned **slots;
	size_t room, count;
};

/*
 * The string of those bytes, made harmless as by clean_line(): what spells the same
 * is not always the same pointer, but equal bytes are.
 */
const char *intern(struct intern *table, const char *bytes, size_t size);

/* Forgets the table; the strings stay in the pool. */
void intern_free(struct intern *table);

#endif
