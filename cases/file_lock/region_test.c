/* Which bytes a struct flock means: l_whence, l_start, l_len, and their limits. */
#include "file_lock.h"

#include <sys/stat.h>

static off_t size_of(int fd)
{
	struct stat status;

	SETUP(fstat(fd, &status));
	return status.st_size;
}

/* Exactly those bytes are locked: another process gets neither end, but what is beside them. */
static void expect_ends(const char *path, off_t first, off_t last)
{
	struct actor *other = ACTOR("other")
	{
		int fd = open_again(path, O_RDWR);

		expect_conflict(fd, F_RDLCK, first, 1);
		expect_conflict(fd, F_RDLCK, last, 1);
		EXPECT_OK(lock_region(fd, F_WRLCK, first - 1, 1));
		if (last < LARGEST_OFFSET)
			EXPECT_OK(lock_region(fd, F_WRLCK, last + 1, 1));
	}

	expect_finished(other);
}

CASE(lock_set_len_zero_to_eof_and_beyond)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_region(fd, F_WRLCK, 4, 0));
	expect_locks(path, "....wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww");
	expect_ends(path, 4, LARGEST_OFFSET);
	SETUP(ftruncate(fd, 4 * LOCKED_FILE_SIZE));
	expect_ends(path, 4, LARGEST_OFFSET);
	EXPECT_OK(lock_region(fd, F_UNLCK, 8, 0));
	expect_ends(path, 4, 7);
}

static const struct variant far_regions[] = {{"across_the_end", LOCKED_FILE_SIZE - 2, NULL},
					     {"at_the_end", LOCKED_FILE_SIZE, NULL},
					     {"far_behind_the_end", 1L << 30, NULL}};

CASE_VARIANTS(far_regions, lock_set_beyond_eof_ok)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_region(fd, F_WRLCK, variant()->value, 4));
	expect_ends(path, variant()->value, variant()->value + 3);
	EXPECT_EQ(LOCKED_FILE_SIZE, size_of(fd));
	EXPECT_OK(lock_region(fd, F_UNLCK, variant()->value, 4));
	EXPECT_EQ(LOCKED_FILE_SIZE, size_of(fd));
}

/* A region, asked for at that offset of the file, and what it comes to. */
struct request {
	off_t offset;
	short whence;
	off_t start;
	off_t length;
	const char *locked;
};

#define REQUEST(...) (&(const struct request){__VA_ARGS__})

static int lock_requested(int fd)
{
	const struct request *request = variant()->data;
	struct flock lock = {.l_type = F_WRLCK,
			     .l_whence = request->whence,
			     .l_start = request->start,
			     .l_len = request->length};

	SETUP(lseek(fd, request->offset, SEEK_SET));
	return fcntl(fd, F_SETLK, &lock);
}

/* The request locks the bytes it shows, and leaves the offset of the file alone. */
static void expect_request_met(void)
{
	const struct request *request = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_requested(fd));
	expect_locks(path, request->locked);
	EXPECT_EQ(request->offset, lseek(fd, 0, SEEK_CUR));
}

static const struct variant whences[] = {
	{"from_start", 0, REQUEST(10, SEEK_SET, 4, 2, "....ww..........")},
	{"from_offset", 0, REQUEST(10, SEEK_CUR, 0, 2, "..........ww....")},
	{"after_offset", 0, REQUEST(10, SEEK_CUR, 3, 2, ".............ww.")},
	{"before_offset", 0, REQUEST(10, SEEK_CUR, -4, 2, "......ww........")},
	{"from_end", 0, REQUEST(10, SEEK_END, 0, 2, "................................ww")},
	{"before_end", 0, REQUEST(10, SEEK_END, -28, 2, "....ww..........")},
	{"after_end", 0, REQUEST(10, SEEK_END, 2, 2, "..................................ww")},
	{"to_the_end", 0, REQUEST(10, SEEK_CUR, 0, 0, "..........wwwwwwwwwwwwwwwwwwwwwwww")},
};

CASE_VARIANTS(whences, lock_set_whence)
{
	expect_request_met();
}

static const struct variant negative_lengths[] = {
	{"from_start", 0, REQUEST(10, SEEK_SET, 6, -4, "..wwww..........")},
	{"to_first_byte", 0, REQUEST(10, SEEK_SET, 4, -4, "wwww............")},
	{"one_byte", 0, REQUEST(10, SEEK_SET, 4, -1, "...w............")},
	{"from_offset", 0, REQUEST(10, SEEK_CUR, 0, -4, "......wwww......")},
	{"from_end", 0, REQUEST(10, SEEK_END, -16, -4, "............wwww")},
};

CASE_VARIANTS(negative_lengths, lock_set_negative_len)
{
	expect_request_met();
}

static const struct variant before_start[] = {
	{"one_byte", 0, REQUEST(4, SEEK_SET, -1, 1, "")},
	{"across_the_start", 0, REQUEST(4, SEEK_SET, -1, 4, "")},
	{"to_the_end", 0, REQUEST(4, SEEK_SET, -1, 0, "")},
	{"before_offset", 0, REQUEST(4, SEEK_CUR, -5, 8, "")},
	{"before_end", 0, REQUEST(4, SEEK_END, -LOCKED_FILE_SIZE - 1, 8, "")},
	{"length", 0, REQUEST(4, SEEK_SET, 2, -3, "")},
	{"length_from_offset", 0, REQUEST(4, SEEK_CUR, 0, -5, "")},
};

CASE_VARIANTS(before_start, lock_set_before_start_einval)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_ERROR(EINVAL, lock_requested(fd));
	expect_locks(path, "........");
}

static const struct variant too_far[] = {
	{"last_byte", 0, REQUEST(4, SEEK_SET, LARGEST_OFFSET, 2, "")},
	{"long", 0, REQUEST(4, SEEK_SET, 2, LARGEST_OFFSET, "")},
	{"first_byte_from_offset", 0, REQUEST(4, SEEK_CUR, LARGEST_OFFSET - 3, 1, "")},
	{"last_byte_from_offset", 0, REQUEST(4, SEEK_CUR, LARGEST_OFFSET - 4, 2, "")},
	{"first_byte_from_end", 0, REQUEST(4, SEEK_END, LARGEST_OFFSET, 0, "")},
	{"last_byte_from_end", 0, REQUEST(4, SEEK_END, LARGEST_OFFSET - LOCKED_FILE_SIZE, 2, "")},
};

CASE_VARIANTS(too_far, lock_set_overflow, setlk_eoverflow)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_region(fd, F_WRLCK, LARGEST_OFFSET, 1));
	EXPECT_OK(lock_region(fd, F_UNLCK, LARGEST_OFFSET, 1));
	EXPECT_ERROR(EOVERFLOW, lock_requested(fd));
	expect_locks(path, "........");
}
