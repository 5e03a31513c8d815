/*
 * Memory that is given back all at once: everything read from the result
 * files lives exactly as long as the report.
 */
#ifndef IPCTS_POOL_H
#define IPCTS_POOL_H

#include <stddef.h>

struct pool {
	struct pool_block *blocks;
};

/* Who complains: "ipcts-report", unless main() says otherwise. */
extern const char *program_name;

/* Says so and exits with status 2: without memory there can be no report. */
void out_of_memory(void) __attribute__((noreturn));

/* size bytes, zeroed and aligned for any type; never NULL, see out_of_memory(). */
void *pool_alloc(struct pool *pool, size_t size);

/* Formats a string into the pool. */
__attribute__((format(printf, 2, 3))) char *pool_printf(struct pool *pool, const char *format, ...);

/* Gives back what was allocated since pool->blocks was mark, or a little less. */
void pool_release(struct pool *pool, const struct pool_block *mark);

/* Gives back everything. */
void pool_free(struct pool *pool);

/* realloc() for an array of count members of size bytes, exiting likewise. */
void *array_resize(void *array, size_t count, size_t size);

#endif
