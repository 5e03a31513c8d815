/* Deviants of what becomes of a mapping later: by close(), fork(), and others. */
#include <string.h>
#include <sys/types.h>

#include "mmap_map.h"

/* The last mapping of each type; those of the harness are none. */
struct mapping {
	unsigned char *address;
	size_t size;
	int protection;
	int fd; /* -1: no file */
};

static struct mapping last_shared;
static struct mapping last_private;
static struct mapping last;

static void *map_and_remember(void *address, size_t size, int protection, int flags, int fd,
			      off_t offset)
{
	void *mapped = real_mmap(address, size, protection, flags, fd, offset);

	if (mapped == MAP_FAILED || is_of_harness(size, flags))
		return mapped;
	last = (struct mapping){mapped, size, protection, is_of_file(flags) ? fd : -1};
	if (flags & MAP_SHARED)
		last_shared = last;
	else
		last_private = last;
	return mapped;
}

#define REMEMBER(id, description)                                                      \
	MMAP_DEVIANT(id, description)                                                  \
	{                                                                              \
		return map_and_remember(address, size, protection, flags, fd, offset); \
	}

REMEMBER(mmap_file_ref_survives_close, "close() removes the mapping")

DEVIANT(mmap_file_ref_survives_close, "close() removes the mapping", int, close, (int fd))
{
	if (last.address && last.fd == fd)
		real_munmap(last.address, last.size);
	return real_close(fd);
}

DEVIANT(mmap_file_ref_survives_unlink, "unlink() discards the file, in use or not", int, unlink,
	(const char *path))
{
	if (!is_fifo_path(path))
		truncate(path, 0);
	return real_unlink(path);
}

REMEMBER(mmap_file_tail_not_written_back, "msync() writes whole pages")

DEVIANT(mmap_file_tail_not_written_back, "msync() writes whole pages", int, msync,
	(void *address, size_t size, int flags))
{
	if (address == last_shared.address && last_shared.fd != -1)
		real_pwrite(last_shared.fd, address, size, 0);
	return real_msync(address, size, flags);
}

REMEMBER(mmap_file_truncate_sigbus, "a file that is mapped does not get smaller")

DEVIANT(mmap_file_truncate_sigbus, "a file that is mapped does not get smaller", int, ftruncate,
	(int fd, off_t length))
{
	if (last.address && last.fd == fd && (size_t)length < last.size)
		return 0;
	return real_ftruncate(fd, length);
}

/* Makes memory a private copy of what it is. */
static void make_private(struct mapping *mapping)
{
	size_t size = mapping->size;
	void *copy;

	if (!mapping->address)
		return;
	copy = real_mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memcpy(copy, mapping->address, size);
	real_mmap(mapping->address, size, PROT_READ | PROT_WRITE,
		  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	memcpy(mapping->address, copy, size);
	real_munmap(copy, size);
}

REMEMBER(mmap_shared_fork_shared, "a child gets a copy of shared memory")

DEVIANT(mmap_shared_fork_shared, "a child gets a copy of shared memory", pid_t, fork, (void))
{
	pid_t child = real_fork();

	if (child == 0)
		make_private(&last_shared);
	return child;
}

REMEMBER(mmap_type_retained_across_fork, "a private mapping is a shared one of the child")

DEVIANT(mmap_type_retained_across_fork, "a private mapping is a shared one of the child", pid_t,
	fork, (void))
{
	struct mapping m = last_private;
	pid_t child = real_fork();

	if (child == 0 && m.address && m.fd != -1)
		real_mmap(m.address, m.size, m.protection, MAP_SHARED | MAP_FIXED, m.fd, 0);
	return child;
}

REMEMBER(mmap_private_fork_sees_prior_changes, "a child gets private memory as it was first")

DEVIANT(mmap_private_fork_sees_prior_changes, "a child gets private memory as it was first", pid_t,
	fork, (void))
{
	pid_t child = real_fork();

	if (child == 0 && last_private.address)
		madvise(last_private.address, last_private.size, MADV_DONTNEED);
	return child;
}
