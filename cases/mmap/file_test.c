/* A file in memory: its bytes, its end, its last page, its life. */
#include "mmap.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is true of both types of mapping. */
static const struct variant types[] = {{"shared", MAP_SHARED, NULL},
				       {"private", MAP_PRIVATE, NULL}};

CASE_VARIANTS(types, mmap_file_contents_visible)
{
	size_t size = 3 * page_size() + 100;
	int fd = new_pattern_file(size);

	expect_pattern(map_file(fd, size, PROT_READ, (int)variant()->value), 0, size);
	/* The file offset of the descriptor has no part in it. */
	SETUP(lseek(fd, 10, SEEK_SET));
	expect_pattern(map_file(fd, size, PROT_READ, (int)variant()->value), 0, size);
	EXPECT_EQ(10, lseek(fd, 0, SEEK_CUR));
}

CASE_VARIANTS(types, mmap_file_offset_selects_part)
{
	enum { PAGES = 4 };
	size_t page = page_size();
	int fd = new_pattern_file(PAGES * page);
	size_t offset;

	for (offset = 0; offset < PAGES * page; offset += page) {
		size_t size = PAGES * page - offset;
		unsigned char *mapping =
			mmap(NULL, size, PROT_READ, (int)variant()->value, fd, (off_t)offset);

		EXPECT(mapping != MAP_FAILED);
		expect_pattern(mapping, offset, size);
	}
}

CASE(mmap_file_unaligned_offset)
{
	int fd = new_pattern_file(2 * page_size());
	unsigned char *mapping = mmap(NULL, 100, PROT_READ, MAP_SHARED, fd, 100);
	unsigned char expected[1];

	pattern_make(expected, 100, 1);
	if (mapping == MAP_FAILED)
		observe("offset 100", "%s", error_name(errno));
	else
		observe("offset 100", "a mapping that shows %s",
			*mapping == *expected ? "the byte" : "another byte");
}

CASE_VARIANTS(types, mmap_file_ref_survives_close)
{
	size_t size = 2 * page_size();
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, size);
	unsigned char *mapping = map_file(fd, size, PROT_READ | PROT_WRITE, (int)variant()->value);

	close_end(fd);
	expect_readable(mapping);
	expect_pattern(mapping, 0, size);
	expect_writable(mapping + size - 1);
	mapping[size - 1]++;
	/* It is still one of that file: it ends where the file does. */
	fd = own((int)SETUP(open(path, O_RDWR)));
	SETUP(ftruncate(fd, 0));
	expect_read_faults(mapping, SIGBUS, ANY_CODE);
}

CASE_VARIANTS(types, mmap_file_ref_survives_unlink)
{
	size_t size = 2 * page_size();
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, size);
	unsigned char *mapping = map_file(fd, size, PROT_READ | PROT_WRITE, (int)variant()->value);

	close_end(fd);
	SETUP(unlink(path));
	expect_readable(mapping + size - 1);
	expect_pattern(mapping, 0, size);
	/* A new file of that name is another one. */
	fd = new_pattern_file_at(path, 1);
	memset(mapping, 'x', size);
	expect_pattern_file(fd, 1);
	EXPECT_EQ('x', mapping[size - 1]);
}

/* The ways a last page comes to have a tail. */
enum tail { NEW, SHRUNK, SCRIBBLED };
static const struct variant tails[] = {
	{"of_a_new_file", NEW, NULL},
	{"of_a_shrunk_file", SHRUNK, NULL},
	{"changed_in_an_earlier_mapping", SCRIBBLED, NULL},
};

/* A file of one page and a bit more, its last page with such a tail. */
static int new_file_with_tail(enum tail tail, size_t size)
{
	size_t whole = 2 * page_size();
	int fd = new_pattern_file(tail == SHRUNK ? whole : size);
	unsigned char *mapping;

	SETUP(ftruncate(fd, (off_t)size));
	if (tail == SCRIBBLED) {
		mapping = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
		memset(mapping + size, 'x', whole - size);
		SETUP(munmap(mapping, size));
	}
	return fd;
}

CASE_VARIANTS(tails, mmap_file_tail_zero_filled)
{
	size_t whole = 2 * page_size();
	size_t size = page_size() + 100;
	int fd = new_file_with_tail((enum tail)variant()->value, size);
	unsigned char *shared = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
	unsigned char *private = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	expect_zeros(shared + size, whole - size);
	expect_zeros(private + size, whole - size);
	expect_pattern(shared, 0, size);
	expect_pattern(private, 0, size);
}

CASE(mmap_file_tail_not_written_back)
{
	size_t whole = 2 * page_size();
	size_t size = page_size() + 100;
	int fd = new_pattern_file(size);
	unsigned char *mapping = map_file(fd, whole, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct stat status;

	memset(mapping + size, 'x', whole - size);
	SETUP(msync(mapping, whole, MS_SYNC));
	SETUP(munmap(mapping, whole));
	EXPECT_OK(fstat(fd, &status));
	EXPECT_EQ(size, status.st_size);
	expect_pattern_file(fd, size);
}

/* The byte raises SIGBUS, whatever is done with it. */
static void expect_beyond_end(unsigned char *byte)
{
	expect_read_faults(byte, SIGBUS, ANY_CODE);
	expect_write_faults(byte, SIGBUS, ANY_CODE);
}

CASE_VARIANTS(types, mmap_file_beyond_last_page_sigbus)
{
	size_t page = page_size();
	int fd = new_pattern_file(page + 1);
	unsigned char *mapping =
		map_file(fd, 4 * page, PROT_READ | PROT_WRITE, (int)variant()->value);

	expect_writable(mapping + 2 * page - 1);
	expect_beyond_end(mapping + 2 * page);
	expect_beyond_end(mapping + 3 * page - 1);
	expect_beyond_end(mapping + 4 * page - 1);
	expect_pattern_file(fd, page + 1);
}

CASE(mmap_file_resize_effect_unspecified)
{
	size_t page = page_size();
	int fd = new_pattern_file(page);
	unsigned char *mapping = map_file(fd, 2 * page, PROT_READ, MAP_SHARED);

	SETUP(ftruncate(fd, (off_t)(2 * page)));
	observe("a page added to the file", "%s",
		touch(mapping + page, TOUCH_READ) ? "a fault" : "appears in the mapping");
	SETUP(ftruncate(fd, 0));
	observe("a page removed from the file", "%s",
		touch(mapping, TOUCH_READ) ? "a fault" : "stays in the mapping");
}

CASE_VARIANTS(types, mmap_file_truncate_sigbus)
{
	size_t page = page_size();
	int fd = new_pattern_file(3 * page);
	unsigned char *mapping =
		map_file(fd, 3 * page, PROT_READ | PROT_WRITE, (int)variant()->value);

	/* A page of which a private mapping has its own copy is discarded, too. */
	memset(mapping + 2 * page, 'x', page);
	expect_readable(mapping + page);
	EXPECT_EQ(0, ftruncate(fd, 1));
	expect_beyond_end(mapping + page);
	expect_beyond_end(mapping + 3 * page - 1);
	expect_readable(mapping);
	expect_pattern(mapping, 0, 1);
}
