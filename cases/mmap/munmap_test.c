/* What munmap() removes, and what it leaves. */
#include "mmap.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { CHANGED = 'x' };

CASE(munmap_removes_pages)
{
	size_t size = 2 * page_size();
	unsigned char *p = map_file(new_pattern_file(size), size, PROT_READ, MAP_SHARED);

	expect_readable(p + size - 1);
	EXPECT_EQ(0, munmap(p, size));
	expect_read_faults(p, SIGSEGV, SEGV_MAPERR);
	expect_write_faults(p, SIGSEGV, SEGV_MAPERR);
	expect_read_faults(p + size - 1, SIGSEGV, SEGV_MAPERR);
}

CASE(munmap_whole_pages)
{
	size_t page = page_size();
	unsigned char *p = map_nothing(3 * page, MAP_PRIVATE);

	EXPECT_EQ(0, munmap(p, page + 1));
	expect_read_faults(p, SIGSEGV, SEGV_MAPERR);
	expect_read_faults(p + page, SIGSEGV, SEGV_MAPERR);
	expect_read_faults(p + 2 * page - 1, SIGSEGV, SEGV_MAPERR);
	expect_writable(p + 2 * page);
}

CASE(munmap_no_mapping_ok)
{
	size_t page = page_size();
	unsigned char *p = map_nothing(3 * page, MAP_PRIVATE);

	SETUP(munmap(p, 3 * page));
	EXPECT_EQ(0, munmap(p, 3 * page));
	EXPECT_EQ(0, munmap(p + page, 1));
}

/* Maps a page of the file, or of nothing, at that place. */
static void map_at(unsigned char *place, int fd, int flags)
{
	SETUP_THAT(mmap(place, 1, PROT_READ, flags | MAP_FIXED, fd, 0) == place, "no mapping: %s",
		   error_name(errno));
}

CASE(munmap_several_mappings)
{
	enum { PAGES = 5 };
	size_t page = page_size();
	unsigned char *p = map_nothing(PAGES * page, MAP_PRIVATE);
	int fd = new_pattern_file(page);
	int i;

	/* A file, a hole, nothing shared, nothing private, a file. */
	map_at(p, fd, MAP_SHARED);
	SETUP(munmap(p + page, page));
	map_at(p + 2 * page, -1, MAP_SHARED | MAP_ANONYMOUS);
	map_at(p + 4 * page, fd, MAP_PRIVATE);
	EXPECT_EQ(0, munmap(p, PAGES * page));
	for (i = 0; i < PAGES; i++)
		expect_read_faults(p + (size_t)i * page, SIGSEGV, SEGV_MAPERR);
}

CASE(munmap_partial_splits)
{
	size_t page = page_size();
	int fd = new_pattern_file(3 * page);
	unsigned char *p = map_file(fd, 3 * page, PROT_READ | PROT_WRITE, MAP_SHARED);

	EXPECT_EQ(0, munmap(p + page, page));
	expect_read_faults(p + page, SIGSEGV, SEGV_MAPERR);
	expect_read_faults(p + 2 * page - 1, SIGSEGV, SEGV_MAPERR);
	expect_pattern(p, 0, page);
	expect_pattern(p + 2 * page, 2 * page, page);
	p[page - 1] = CHANGED;
	p[2 * page] = CHANGED;
	EXPECT_EQ(CHANGED, file_byte(fd, page - 1));
	EXPECT_EQ(CHANGED, file_byte(fd, 2 * page));
}

CASE(munmap_private_changes_lost)
{
	size_t size = page_size();
	int fd = new_pattern_file(size);
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	memset(p, CHANGED, size);
	EXPECT_EQ(0, munmap(p, size));
	expect_pattern(map_file(fd, size, PROT_READ, MAP_PRIVATE), 0, size);
	expect_pattern_file(fd, size);
}

CASE(munmap_shared_changes_kept)
{
	size_t size = page_size();
	int fd = new_pattern_file(size);
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct actor *reader;

	p[0] = CHANGED;
	p[size - 1] = CHANGED;
	EXPECT_EQ(0, munmap(p, size));
	p = map_file(fd, size, PROT_READ, MAP_SHARED);
	EXPECT_EQ(CHANGED, p[0]);
	expect_pattern(p + 1, 1, size - 2);
	reader = ACTOR("reader")
	{
		EXPECT_EQ(CHANGED, map_file(fd, size, PROT_READ, MAP_SHARED)[size - 1]);
	}
	expect_finished(reader);
}

CASE(munmap_not_affect_other_process)
{
	size_t size = page_size();
	unsigned char *p =
		map_file(new_pattern_file(size), size, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct gate *is_unmapped = new_gate();
	struct actor *other = ACTOR("other")
	{
		pass_gate(is_unmapped);
		EXPECT_EQ(CHANGED, p[0]);
		expect_pattern(p + 1, 1, size - 1);
		expect_writable(p);
	}

	p[0] = CHANGED;
	EXPECT_EQ(0, munmap(p, size));
	open_gate(is_unmapped);
	expect_finished(other);
}

/* Leaves the calling process one page that it can lock, and no privilege to lock more. */
static void limit_locks_to_a_page(void)
{
	struct rlimit limit;

	become_unprivileged();
	SETUP(getrlimit(RLIMIT_MEMLOCK, &limit));
	if (limit.rlim_max < page_size())
		skip_unpermitted("RLIMIT_MEMLOCK is less than a page");
	limit.rlim_cur = page_size();
	SETUP(setrlimit(RLIMIT_MEMLOCK, &limit));
}

CASE(munmap_removes_locks)
{
	struct actor *user = ACTOR("user")
	{
		unsigned char *first = map_nothing(1, MAP_PRIVATE);
		unsigned char *second = map_nothing(1, MAP_PRIVATE);

		limit_locks_to_a_page();
		if (mlock(first, page_size()) == -1 && errno == EPERM)
			skip_unpermitted("mlock() is not permitted");
		SETUP(mlock(first, page_size()));
		if (mlock(second, page_size()) == 0)
			skip_unsupported("RLIMIT_MEMLOCK does not limit what can be locked");
		EXPECT_EQ(0, munmap(first, 1));
		EXPECT_OK(mlock(second, page_size()));
	}

	expect_finished(user);
}

CASE(munmap_len_zero_einval, munmap_einval_length)
{
	unsigned char *p = map_nothing(1, MAP_PRIVATE);

	EXPECT_ERROR(EINVAL, munmap(p, 0));
	expect_writable(p);
	EXPECT_EQ(0, munmap(p, 1));
}

CASE(munmap_einval_range)
{
	size_t page = page_size();
	unsigned char *p = map_nothing(1, MAP_PRIVATE);
	unsigned char *last_page = (unsigned char *)(UINTPTR_MAX - page + 1);

	EXPECT_ERROR(EINVAL, munmap(p, SIZE_MAX - page + 1));
	EXPECT_ERROR(EINVAL, munmap(last_page, 2 * page));
	expect_writable(p);
	EXPECT_EQ(0, munmap(p, 1));
}

CASE(munmap_misaligned_may_einval, munmap_einval_alignment)
{
	unsigned char *p = map_nothing(2 * page_size(), MAP_PRIVATE);
	int result = munmap(p + 1, page_size());

	observe("an address within a page", "%s", result == 0 ? "is taken" : error_name(errno));
	observe("its page afterwards", "%s", touch(p, TOUCH_READ) == 0 ? "there" : "gone");
}
