#include "mmap.h"

#include <stdlib.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/vfs.h>
#endif

size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

int new_pattern_file(size_t size)
{
	return new_pattern_file_at(scratch_path(), size);
}

int new_pattern_file_at(const char *path, size_t size)
{
	int fd = own((int)SETUP(open(path, O_CREAT | O_EXCL | O_RDWR, 0600)));
	unsigned char *bytes = malloc(size + 1);

	SETUP_THAT(bytes != NULL, "no memory");
	pattern_make(bytes, 0, size);
	SETUP_THAT(write(fd, bytes, size) == (ssize_t)size, "cannot write the file: %s",
		   error_name(errno));
	free(bytes);
	return fd;
}

unsigned char *mmap_case_map(int fd, size_t size, int protection, int flags)
{
	return (unsigned char *)(intptr_t)check_success(
		THERE, "mmap()", (intmax_t)mmap(NULL, size, protection, flags, fd, 0));
}

unsigned char *mmap_case_map_nothing(size_t size, int flags)
{
	return mmap_case_map(-1, size, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS);
}

void mmap_case_expect_file(int fd, size_t size)
{
	unsigned char *bytes = malloc(size + 1);

	SETUP_THAT(bytes != NULL, "no memory");
	errno = 0;
	check_equal(THERE, "pread() of the whole file, and one byte more", (intmax_t)size,
		    pread(fd, bytes, size + 1, 0));
	pattern_expect(bytes, 0, size);
	free(bytes);
}

void mmap_case_expect_zeros(const unsigned char *memory, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (memory[i] != 0)
			check_failed(THERE, "byte %zu of %zu: expected 0, observed %d", i, size,
				     memory[i]);
}

unsigned char mmap_case_file_byte(int fd, size_t position)
{
	unsigned char byte = 0;

	check_equal(THERE, "pread() of a byte of the file", 1,
		    pread(fd, &byte, 1, (off_t)position));
	return byte;
}

void need_storage(int fd)
{
#ifdef __linux__
	/* Of tmpfs and ramfs; man 2 statfs. */
	static const unsigned in_memory[] = {0x01021994, 0x858458f6};
	struct statfs status;

	SETUP(fstatfs(fd, &status));
	if ((unsigned)status.f_type == in_memory[0] || (unsigned)status.f_type == in_memory[1])
		skip_unsupported("the file system keeps nothing: set TMPDIR to one on storage");
#else
	(void)fd;
#endif
}
