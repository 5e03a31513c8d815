/* MAP_ANONYMOUS: memory of no file. */
#include "mmap.h"

#include <string.h>

CASE(mmap_anon_shared_parent_child)
{
	size_t size = 3 * page_size();
	unsigned char *memory = map_nothing(size, MAP_SHARED);
	struct actor *child;
	struct actor *sibling;

	expect_zeros(memory, size);
	child = ACTOR("child")
	{
		expect_zeros(memory, size);
		memcpy(memory, "child", 5);
	}
	expect_finished(child);
	EXPECT_BYTES("child", memory, 5);
	memcpy(memory + size - 6, "parent", 6);
	sibling = ACTOR("sibling")
	{
		EXPECT_BYTES("child", memory, 5);
		EXPECT_BYTES("parent", memory + size - 6, 6);
	}
	expect_finished(sibling);
}

static const struct variant types[] = {{"shared", MAP_SHARED, NULL},
				       {"private", MAP_PRIVATE, NULL}};

CASE_VARIANTS(types, mmap_anon_zero_filled)
{
	enum { ROUNDS = 3 };
	size_t size = 16 * page_size();
	unsigned char *memory;
	int round;

	/* Memory that was used before is there to be used again. */
	for (round = 0; round < ROUNDS; round++) {
		memory = map_nothing(size, (int)variant()->value);
		expect_zeros(memory, size);
		memset(memory, 'x', size);
		SETUP(munmap(memory, size));
	}
}

CASE(mmap_anon_private_not_shared)
{
	size_t size = 2 * page_size();
	unsigned char *memory = map_nothing(size, MAP_PRIVATE);
	struct actor *child;

	memset(memory, 'p', page_size());
	child = ACTOR("child")
	{
		EXPECT_EQ('p', memory[0]);
		memset(memory, 'c', size);
	}
	expect_finished(child);
	EXPECT_EQ('p', memory[0]);
	EXPECT_EQ('p', memory[page_size() - 1]);
	expect_zeros(memory + page_size(), page_size());
}

CASE_VARIANTS(types, mmap_anon_fd_minus_one)
{
	int flags = (int)variant()->value | MAP_ANONYMOUS;
	unsigned char *memory;

	memory = mmap(NULL, page_size(), PROT_READ | PROT_WRITE, flags, -1, 0);
	EXPECT_THAT(memory != MAP_FAILED,
		    "mmap() of fildes -1, offset 0: expected memory, observed MAP_FAILED (%s)",
		    error_name(errno));
	expect_writable(memory);
	expect_writable(memory + page_size() - 1);
}
