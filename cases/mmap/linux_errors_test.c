/* What only Linux documents of mappings, and the errors that only it has. */
#include "mmap.h"

#include <signal.h>

CASE(mmap_linux_dev_zero_private)
{
	size_t size = 2 * page_size();
	int fd = own((int)SETUP(open("/dev/zero", O_RDWR)));
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	expect_zeros(p, size);
	p[0] = 'x';
	EXPECT_EQ('x', p[0]);
	expect_zeros(map_file(fd, size, PROT_READ, MAP_PRIVATE), size);
}

/* Maps so many pages at the place, unless something is there. */
static void *map_unless_occupied(unsigned char *place, size_t pages)
{
#ifdef MAP_FIXED_NOREPLACE
	return mmap(place, pages * page_size(), PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
#else
	(void)place;
	(void)pages;
	skip_unsupported("the C library does not have MAP_FIXED_NOREPLACE");
#endif
}

CASE(mmap_linux_map_fixed_noreplace)
{
	size_t page = page_size();
	unsigned char *p = map_nothing(3 * page, MAP_PRIVATE);

	p[0] = 'x';
	SETUP(munmap(p + page, page));
	EXPECT_ERROR(EEXIST, map_unless_occupied(p, 1));
	EXPECT_ERROR(EEXIST, map_unless_occupied(p, 2));
	EXPECT_ERROR(EEXIST, map_unless_occupied(p + page, 2));
	expect_read_faults(p + page, SIGSEGV, SEGV_MAPERR);
	EXPECT_EQ(p + page, map_unless_occupied(p + page, 1));
	expect_writable(p + page);
	EXPECT_EQ('x', p[0]);
}

/* How many mappings a process may have. */
static size_t largest_map_count(void)
{
	/* More would take a case too long. */
	enum { MANY = 100000 };
	size_t count = read_parameter("vm/max_map_count", 0);

	if (count > MANY)
		skip_unsupported("vm.max_map_count is %zu: more than can be used up", count);
	return count;
}

CASE(munmap_enomem)
{
	enum { MARGIN = 20 };
	size_t page = page_size();
	size_t pages = largest_map_count() + MARGIN;
	unsigned char *p = mmap(NULL, pages * page, PROT_NONE,
				MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	unsigned char *last = p + (pages - 1) * page;
	unsigned char *next;

	SETUP_THAT(p != MAP_FAILED, "cannot map %zu pages: %s", pages, error_name(errno));
	/* A page that differs from its neighbours makes three mappings of one. */
	for (next = p + page; next < last && mprotect(next, page, PROT_READ) == 0; next += 2 * page)
		continue;
	SETUP_THAT(next < last && errno == ENOMEM, "cannot use up the mappings");
	/* One more may be left. */
	munmap(next + page, page);
	EXPECT_ERROR(ENOMEM, munmap(last - 2 * page, page));
	EXPECT_EQ(0, mprotect(last - 2 * page, page, PROT_NONE));
	EXPECT_EQ(0, munmap(p, page));
	EXPECT_EQ(0, munmap(p + page, page));
}

CASE(mprotect_einval_bits)
{
	enum { UNKNOWN_BIT = 0x40000000 };
	unsigned char *p = map_nothing(1, MAP_PRIVATE);

	EXPECT_ERROR(EINVAL, mprotect(p, page_size(), UNKNOWN_BIT));
	EXPECT_ERROR(EINVAL, mprotect(p, page_size(), PROT_READ | UNKNOWN_BIT));
	expect_writable(p);
	EXPECT_EQ(0, mprotect(p, page_size(), PROT_READ));
}
