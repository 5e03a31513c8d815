#include "posix_shm_objects.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct mapped_object last_mapped_object = {NULL, 0, -1};
struct posix_shm_common *posix_shm_common;

COMMON(posix_shm_common)

bool is_first_process(void)
{
	if (posix_shm_common->first == 0)
		posix_shm_common->first = getpid();
	return posix_shm_common->first == getpid();
}

bool is_object(int fd)
{
	struct stat names;
	struct stat status;

	return real_fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	       real_stat("/dev/shm", &names) == 0 && status.st_dev == names.st_dev;
}

bool is_unlinked(int fd)
{
	struct stat status;

	return is_object(fd) && real_fstat(fd, &status) == 0 && status.st_nlink == 0;
}

off_t object_size(int fd)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 ? status.st_size : 0;
}

enum { LIMIT = 64 };

void for_each_object(void (*act)(int fd))
{
	int fd;

	for (fd = 3; fd < LIMIT; fd++)
		if (is_object(fd))
			act(fd);
}

int find_same_object(int fd)
{
	struct stat wanted;
	struct stat status;
	int other;

	real_fstat(fd, &wanted);
	for (other = 3; other < LIMIT; other++)
		if (other != fd && is_object(other) && real_fstat(other, &status) == 0 &&
		    status.st_ino == wanted.st_ino)
			return other;
	return -1;
}

int open_for_writing(int fd)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return real_open(path, O_RDWR | O_CLOEXEC);
}

void lose_contents(int fd)
{
	int writable = open_for_writing(fd);
	off_t size = object_size(fd);

	if (writable == -1)
		return;
	fallocate(writable, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, size > 0 ? size : 1);
	real_close(writable);
}

void *mmap_and_remember(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	void *result = real_mmap(address, size, protection, flags, fd, offset);

	if (result != MAP_FAILED && is_object(fd))
		last_mapped_object = (struct mapped_object){result, size, fd};
	return result;
}

void *mmap_copy(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	return real_mmap(address, size, protection, (flags & ~MAP_SHARED) | MAP_PRIVATE, fd,
			 offset);
}

void replace_by_copy(void *address, size_t size)
{
	void *copy = malloc(size);

	if (!copy)
		abort();
	memcpy(copy, address, size);
	real_mmap(address, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
		  -1, 0);
	memcpy(address, copy, size);
	free(copy);
}
