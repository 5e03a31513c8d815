/* Where mmap() maps: what it returns, and what the address given is worth. */
#include "mmap.h"

#include <stdint.h>
#include <string.h>

CASE(mmap_return_address_or_map_failed)
{
	int fd = new_pattern_file(1);
	void *mapping = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);

	EXPECT_THAT(mapping != MAP_FAILED, "mmap(): expected an address, observed MAP_FAILED (%s)",
		    error_name(errno));
	expect_readable(mapping);
	expect_pattern(mapping, 0, 1);
	EXPECT_THAT(mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED,
		    "mmap() of no bytes: expected MAP_FAILED, observed something else");
	EXPECT_THAT(mmap(NULL, 1, PROT_READ, MAP_SHARED, -1, 0) == MAP_FAILED,
		    "mmap() of no file: expected MAP_FAILED, observed something else");
}

/* The whole range can be used; it ends with a page. */
static void expect_usable(unsigned char *mapping, size_t size)
{
	size_t position;

	EXPECT_EQ(0, (uintptr_t)mapping % page_size());
	for (position = 0; position < size; position += page_size())
		expect_writable(mapping + position);
	expect_writable(mapping + size - 1);
}

CASE(mmap_return_page_aligned_contains_len)
{
	size_t page = page_size();
	size_t sizes[] = {1, page - 1, page, page + 1, 3 * page, 5 * page - 7};
	int fd = new_pattern_file(5 * page);
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		expect_usable(map_nothing(sizes[i], MAP_PRIVATE), sizes[i]);
		expect_usable(map_file(fd, sizes[i], PROT_READ | PROT_WRITE, MAP_SHARED), sizes[i]);
	}
}

CASE(mmap_addr_null_impl_chooses)
{
	enum { COUNT = 60 };
	int fd = new_pattern_file(3 * page_size());
	unsigned char *mappings[COUNT];
	size_t size;
	size_t i;

	for (i = 0; i < COUNT; i++) {
		size = (1 + i % 3) * page_size();
		if (i % 2)
			mappings[i] = map_nothing(size, MAP_PRIVATE);
		else
			mappings[i] = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);
		EXPECT(mappings[i] != NULL);
		memset(mappings[i], (int)(1 + i), size);
	}
	for (i = 0; i < COUNT; i++) {
		size = (1 + i % 3) * page_size();
		EXPECT_EQ(1 + i, mappings[i][0]);
		EXPECT_EQ(1 + i, mappings[i][size - 1]);
	}
}

/* Asks for one page there; what it shows is not looked at. */
static void observe_hint(const char *situation, unsigned char *hint)
{
	void *mapping = mmap(hint, page_size(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (mapping == MAP_FAILED)
		observe(situation, "%s", error_name(errno));
	else
		observe(situation, "%s", mapping == hint ? "the address" : "another address");
}

CASE(mmap_addr_hint_not_binding)
{
	unsigned char *area = map_nothing(4 * page_size(), MAP_PRIVATE);

	SETUP(munmap(area + page_size(), 2 * page_size()));
	observe_hint("address that is free", area + page_size());
	observe_hint("address within a free page", area + 2 * page_size() + 1);
	observe_hint("address that is occupied", area);
	observe_hint("address beyond the address space", (unsigned char *)-page_size());
}

CASE(mmap_addr_hint_never_replaces)
{
	size_t size = 3 * page_size();
	int fd = new_pattern_file(size);
	unsigned char *existing = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	unsigned char *hint = existing + page_size();
	unsigned char *mapping =
		mmap(hint, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	EXPECT(mapping != MAP_FAILED);
	EXPECT_THAT(mapping >= existing + size || mapping + size <= existing,
		    "mmap(): expected the mapping to be elsewhere, observed it over another");
	memset(mapping, 0, size);
	expect_pattern(existing, 0, size);
}
