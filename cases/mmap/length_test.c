/* How much is mapped, in which type of mapping, and what a failure leaves. */
#include "mmap.h"

#include <unistd.h>

CASE(mmap_limit_pagesize)
{
	long size = sysconf(_SC_PAGESIZE);

	EXPECT(size >= 1);
	EXPECT_EQ(size, sysconf(_SC_PAGE_SIZE));
}

CASE(mmap_len_zero_einval)
{
	int fd = new_pattern_file(page_size());
	unsigned char *there = map_nothing(1, MAP_PRIVATE);

	*there = 'x';
	EXPECT_ERROR(EINVAL, mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0));
	EXPECT_ERROR(EINVAL, mmap(NULL, 0, PROT_READ, MAP_PRIVATE, fd, 0));
	EXPECT_ERROR(EINVAL, mmap(there, 0, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0));
	EXPECT_EQ('x', *there);
}

CASE(mmap_len_partial_page_included)
{
	size_t size = 3 * page_size();
	int fd = new_pattern_file(size);

	expect_pattern(map_file(fd, 1, PROT_READ, MAP_SHARED), 0, page_size());
	expect_pattern(map_file(fd, size - 1, PROT_READ, MAP_SHARED), 0, size);
	expect_pattern(map_file(fd, 2 * page_size() + 1, PROT_READ, MAP_PRIVATE), 0, size);
}

CASE(mmap_flags_neither_type_einval)
{
	int fd = new_pattern_file(page_size());
	unsigned char *there = map_nothing(1, MAP_PRIVATE);

	*there = 'x';
	EXPECT_ERROR(EINVAL, mmap(NULL, 1, PROT_READ, 0, fd, 0));
	EXPECT_ERROR(EINVAL, mmap(NULL, 1, PROT_READ, MAP_ANONYMOUS, -1, 0));
	EXPECT_ERROR(EINVAL, mmap(there, 1, PROT_READ, MAP_FIXED, fd, 0));
	EXPECT_EQ('x', *there);
}

/* Maps a page of the file, and tells what became of it. */
static const char *result_of(int flags)
{
	int fd = new_pattern_file(page_size());
	unsigned char *p = mmap(NULL, 1, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (p == MAP_FAILED)
		return error_name(errno);
	*p = (unsigned char)~*p;
	return file_byte(fd, 0) == *p ? "a shared mapping" : "a private mapping";
}

CASE(mmap_flags_both_types_not_allowed)
{
	observe("MAP_SHARED and MAP_PRIVATE", "%s", result_of(MAP_SHARED | MAP_PRIVATE));
#ifdef MAP_SHARED_VALIDATE
	enum { UNKNOWN_FLAG = 0x800000 };

	observe("MAP_SHARED_VALIDATE", "%s", result_of(MAP_SHARED_VALIDATE));
	observe("MAP_SHARED_VALIDATE and an unknown flag", "%s",
		result_of(MAP_SHARED_VALIDATE | UNKNOWN_FLAG));
	observe("MAP_SHARED and an unknown flag", "%s", result_of(MAP_SHARED | UNKNOWN_FLAG));
#endif
}

/* Fails to replace a mapping by one of the file, and tells what is there afterwards. */
static void observe_failure(const char *situation, int fd)
{
	unsigned char *old = map_nothing(1, MAP_PRIVATE);
	void *result;
	int error;

	*old = 'x';
	result = mmap(old, 1, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0);
	error = errno;
	if (result != MAP_FAILED)
		observe(situation, "the call succeeds");
	else if (touch(old, TOUCH_READ) != 0)
		observe(situation, "%s, and the old mapping is gone", error_name(error));
	else
		observe(situation, "%s, and the old mapping is %s", error_name(error),
			*old == 'x' ? "there" : "empty");
}

CASE(mmap_fail_range_may_be_unmapped)
{
	const char *path = scratch_path();

	new_pattern_file_at(path, page_size());
	observe_failure("a file open for writing", own((int)SETUP(open(path, O_WRONLY))));
	observe_failure("a directory", own((int)SETUP(open(".", O_RDONLY))));
}
