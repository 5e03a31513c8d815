#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "pool.h"

/* The fuzzer sets it to 1: a block for each object, so that ASan sees its end. */
#ifndef POOL_BLOCK_SIZE
#define POOL_BLOCK_SIZE 65536
#endif

struct pool_block {
	struct pool_block *next;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

const char *program_name = "ipcts-report";

_Noreturn void out_of_memory(void)
{
	fprintf(stderr, "%s: out of memory\n", program_name);
	exit(2);
}

static struct pool_block *add_block(struct pool *pool, size_t size)
{
	struct pool_block *block;

	if (size > SIZE_MAX - sizeof(*block))
		out_of_memory();
	block = calloc(1, sizeof(*block) + size);
	if (!block)
		out_of_memory();
	block->size = size;
	block->next = pool->blocks;
	pool->blocks = block;
	return block;
}

void *pool_alloc(struct pool *pool, size_t size)
{
	struct pool_block *block = pool->blocks;
	char *bytes;

	if (!block || size > block->size - block->used)
		block = add_block(pool, size > POOL_BLOCK_SIZE ? size : POOL_BLOCK_SIZE);
	bytes = block->bytes + block->used;
	block->used += size;
	/* The next object begins aligned. */
	while (block->used % _Alignof(max_align_t) && block->used < block->size)
		block->used++;
	return bytes;
}

char *pool_printf(struct pool *pool, const char *format, ...)
{
	va_list arguments, again;
	int length;
	char *text;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		out_of_memory();
	text = pool_alloc(pool, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void pool_release(struct pool *pool, const struct pool_block *mark)
{
	while (pool->blocks != mark) {
		struct pool_block *block = pool->blocks;

		pool->blocks = block->next;
		free(block);
	}
}

void pool_free(struct pool *pool)
{
	pool_release(pool, NULL);
}

void *array_resize(void *array, size_t count, size_t size)
{
	void *bigger = size && count > SIZE_MAX / size ? NULL : realloc(array, count * size);

	if (!bigger)
		out_of_memory();
	return bigger;
}
