/* When mmap() fails, and that nothing was mapped then. */
#include "mmap.h"

#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const int protections[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};
enum { PROTECTIONS = sizeof(protections) / sizeof(protections[0]) };

/* A page of the case's own, with something in it. A mapping that fails must leave it alone. */
static unsigned char *new_page(void)
{
	unsigned char *page = map_nothing(page_size(), MAP_PRIVATE);

	memset(page, 'a', page_size());
	return page;
}

static void expect_untouched(const unsigned char *page)
{
	size_t i;

	for (i = 0; i < page_size(); i++)
		EXPECT_EQ('a', page[i]);
}

CASE(mmap_eacces_not_readable)
{
	size_t page = page_size();
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, page);
	int write_only = own((int)SETUP(open(path, O_WRONLY)));
	size_t i;

	map_file(fd, page, PROT_READ | PROT_WRITE, MAP_SHARED);
	for (i = 0; i < PROTECTIONS; i++) {
		EXPECT_ERROR(EACCES, mmap(NULL, page, protections[i], MAP_SHARED, write_only, 0));
		EXPECT_ERROR(EACCES, mmap(NULL, page, protections[i], MAP_PRIVATE, write_only, 0));
	}
	expect_pattern_file(fd, page);
}

CASE(mmap_eacces_not_writable)
{
	size_t page = page_size();
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, page);
	int read_only = own((int)SETUP(open(path, O_RDONLY)));

	map_file(read_only, page, PROT_READ, MAP_SHARED);
	EXPECT_ERROR(EACCES, mmap(NULL, page, PROT_WRITE, MAP_SHARED, read_only, 0));
	EXPECT_ERROR(EACCES, mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, read_only, 0));
	expect_pattern_file(fd, page);
}

/* For one condition, a limit on what may be locked, the standard has two errors. */
CASE(mmap_eagain, mmap_enomem_locked)
{
	size_t page = page_size();
	struct rlimit limit;
	struct actor *user;

	skip_if_sanitized("it locks nothing");
	if (sysconf(_SC_MEMLOCK) <= 0)
		skip_unsupported("the system does not have the option ML");
	SETUP(getrlimit(RLIMIT_MEMLOCK, &limit));
	if (limit.rlim_max < 8 * page)
		skip_unpermitted("less than 8 pages may be locked");
	limit.rlim_cur = 8 * page;
	map_nothing(page, MAP_PRIVATE);
	user = ACTOR("user")
	{
		become_unprivileged();
		SETUP(setrlimit(RLIMIT_MEMLOCK, &limit));
		if (mlockall(MCL_FUTURE) == -1 && errno == EPERM)
			skip_unpermitted("mlockall() is not permitted");
		SETUP(mlockall(MCL_FUTURE));
		EXPECT_ERROR_OF(EAGAIN, ENOMEM,
				mmap(NULL, 9 * page, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
		SETUP(munlockall());
		map_nothing(9 * page, MAP_PRIVATE);
	}
	expect_finished(user);
}

CASE(mmap_ebadf)
{
	size_t page = page_size();
	unsigned char *there = new_page();
	int flags = MAP_PRIVATE | MAP_FIXED;
	int closed = new_pattern_file(page);

	map_file(closed, page, PROT_READ, MAP_SHARED);
	close_end(closed);
	EXPECT_ERROR(EBADF, mmap(NULL, page, PROT_READ, MAP_SHARED, -1, 0));
	EXPECT_ERROR(EBADF, mmap(there, page, PROT_READ | PROT_WRITE, flags, -1, 0));
	EXPECT_ERROR(EBADF, mmap(there, page, PROT_READ | PROT_WRITE, flags, closed, 0));
	expect_untouched(there);
}

CASE(mmap_einval_length)
{
	unsigned char *there = new_page();
	int fd = new_pattern_file(page_size());
	int flags = MAP_PRIVATE | MAP_FIXED;

	map_file(fd, 1, PROT_READ, MAP_SHARED);
	EXPECT_ERROR(EINVAL, mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0));
	EXPECT_ERROR(EINVAL, mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	EXPECT_ERROR(EINVAL, mmap(there, 0, PROT_READ | PROT_WRITE, flags, fd, 0));
	expect_untouched(there);
}

CASE(mmap_einval_sharing)
{
	size_t page = page_size();
	unsigned char *there = new_page();
	int fd = new_pattern_file(page);

	map_file(fd, page, PROT_READ, MAP_PRIVATE);
	EXPECT_ERROR(EINVAL, mmap(NULL, page, PROT_READ, 0, fd, 0));
	EXPECT_ERROR(EINVAL, mmap(NULL, page, PROT_READ, MAP_ANONYMOUS, -1, 0));
	EXPECT_ERROR(EINVAL, mmap(there, page, PROT_READ | PROT_WRITE, MAP_FIXED, fd, 0));
	expect_untouched(there);
}

static void observe_alignment(const char *situation, void *address, int flags, int fd, off_t offset)
{
	void *mapping = mmap(address, page_size(), PROT_READ, flags, fd, offset);

	observe(situation, "%s", mapping == MAP_FAILED ? error_name(errno) : "mapped");
}

CASE(mmap_einval_alignment)
{
	unsigned char *there = new_page();
	int fd = new_pattern_file(2 * page_size());

	observe_alignment("offset 1", NULL, MAP_SHARED, fd, 1);
	observe_alignment("offset of half a page", NULL, MAP_SHARED, fd, (off_t)page_size() / 2);
	observe_alignment("MAP_FIXED at a page boundary plus 1", there + 1, MAP_PRIVATE | MAP_FIXED,
			  fd, 0);
}

/*
 * Splits a mapping into as many regions as the system lets it have: pages side
 * by side that differ in protection are not of one region.
 */
static void split_to_the_limit(void)
{
	enum { MANY = 200000 };
	size_t page = page_size();
	unsigned char *area = map_file(-1, MANY * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS);
	size_t i;

	for (i = 1; i < MANY; i += 2)
		if (mprotect(area + i * page, page, PROT_READ) == -1)
			return;
	skip_unsupported("more than %d regions may be mapped", MANY);
}

/* A page that is part of no other region. */
static void *map_region(int protection)
{
	return mmap(NULL, page_size(), protection, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

CASE(mmap_emfile)
{
	enum { LEFT = 2 };
	int i;

	split_to_the_limit();
	for (i = 0; i < LEFT && map_region(PROT_READ) != MAP_FAILED; i++)
		;
	EXPECT_ERROR(EMFILE, map_region(PROT_READ));
}

CASE(mmap_enodev)
{
	const char *path = scratch_directory(0700);
	int directory = own((int)SETUP(open(path, O_RDONLY | O_DIRECTORY)));
	int ends[2];

	SETUP(pipe(ends));
	own(ends[0]);
	own(ends[1]);
	map_file(new_pattern_file(1), 1, PROT_READ, MAP_SHARED);
	EXPECT_ERROR(ENODEV, mmap(NULL, 1, PROT_READ, MAP_SHARED, ends[0], 0));
	EXPECT_ERROR(ENODEV, mmap(NULL, 1, PROT_READ, MAP_PRIVATE, ends[0], 0));
	EXPECT_ERROR(ENODEV, mmap(NULL, 1, PROT_READ, MAP_SHARED, directory, 0));
}

static void *map_anywhere(size_t size)
{
	return mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

CASE(mmap_enomem_range)
{
	size_t page = page_size();
	struct actor *limited;

	map_nothing(page, MAP_PRIVATE);
	EXPECT_ERROR(ENOMEM, map_anywhere(SIZE_MAX / page * page));
	EXPECT_ERROR(ENOMEM, map_anywhere(SIZE_MAX));
	EXPECT_ERROR(ENOMEM, mmap((void *)(uintptr_t)-page, page, PROT_READ,
				  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
	limited = ACTOR("process without address space")
	{
		limit_memory(0);
		EXPECT_ERROR(ENOMEM, map_anywhere(page));
	}
	expect_finished(limited);
}

CASE(mmap_eoverflow)
{
	size_t page = page_size();
	int fd = new_pattern_file(page);
	/* The last page that an off_t can tell the beginning of: one more is too many. */
	uintmax_t sign = (uintmax_t)1 << (8 * sizeof(off_t) - 1);
	off_t last = (off_t)(sign - page);

	map_file(fd, page, PROT_READ, MAP_SHARED);
	EXPECT_ERROR(EOVERFLOW, mmap(NULL, 2 * page, PROT_READ, MAP_SHARED, fd, last));
	EXPECT_ERROR(EOVERFLOW, mmap(NULL, 2 * page, PROT_READ, MAP_PRIVATE, fd, last));
}
