/* MAP_FIXED: exactly there, whatever is there. */
#include "mmap.h"

#include <string.h>
#include <unistd.h>

/* Three pages of the case's own, filled with a letter, to map something into. */
static unsigned char *new_area(void)
{
	unsigned char *area = map_nothing(3 * page_size(), MAP_PRIVATE);

	memset(area, 'a', 3 * page_size());
	return area;
}

CASE(mmap_fixed_exact_address)
{
	size_t page = page_size();
	unsigned char *area = new_area();
	int fd = new_pattern_file(page);

	EXPECT(mmap(area + page, page, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0) == area + page);
	expect_pattern(area + page, 0, page);
	SETUP(munmap(area, 3 * page));
	EXPECT(mmap(area, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, 0) == area);
	expect_writable(area);
	expect_pattern(area, 0, page);
}

CASE(mmap_fixed_replaces_existing)
{
	size_t page = page_size();
	int old = new_pattern_file(3 * page);
	int new = new_pattern_file(2 * page);
	unsigned char *area = map_file(old, 3 * page, PROT_READ | PROT_WRITE, MAP_SHARED);

	EXPECT(mmap(area + page, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, new,
		    0) != MAP_FAILED);
	expect_pattern(area, 0, page);
	expect_pattern(area + page, 0, 2 * page);
	/* What was there is gone as after munmap(): stores do not reach it. */
	memset(area + page, 'x', 2 * page);
	expect_pattern_file(old, 3 * page);
	/* A range over parts of both: the last page of the new one stays. */
	EXPECT(mmap(area, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
		    -1, 0) == area);
	expect_zeros(area, 2 * page);
	EXPECT_EQ('x', area[2 * page]);
}

/* Maps a page of a file at the address and the offset; tells what comes of it. */
static void observe_fixed(const char *situation, void *address, off_t offset)
{
	int fd = new_pattern_file(3 * page_size());
	void *mapping = mmap(address, page_size(), PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, offset);

	if (mapping == MAP_FAILED)
		observe(situation, "%s", error_name(errno));
	else
		observe(situation, "%s", mapping == address ? "the address" : "another address");
}

CASE(mmap_fixed_misaligned_einval)
{
	unsigned char *area = new_area();

	observe_fixed("MAP_FIXED at a page boundary plus 1", area + 1, 0);
	observe_fixed("MAP_FIXED in the middle of a page", area + page_size() / 2, 0);
}

CASE(mmap_fixed_same_remainder)
{
	unsigned char *area = new_area();

	observe_fixed("address and offset with the same remainder", area + 8, 8);
	observe_fixed("address with, offset without a remainder", area + 8, 0);
	observe_fixed("offset with, address without a remainder", area, 8);
}
