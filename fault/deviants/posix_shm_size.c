/* Deviants of ftruncate() on a shared memory object. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "posix_shm_objects.h"

#define FTRUNCATE_DEVIANT(id, description) \
	DEVIANT(id, description, int, ftruncate, (int fd, off_t length))

FTRUNCATE_DEVIANT(shm_ftruncate_sets_size, "the size is a number of pages")
{
	off_t page = sysconf(_SC_PAGESIZE);

	if (is_object(fd) && length > 0)
		length = (length + page - 1) / page * page;
	return real_ftruncate(fd, length);
}

/* Where an object grows, what is beyond its end at first. */
static unsigned char beyond[1 << 16];

static int grow_with_bytes(int fd, off_t length)
{
	off_t former = object_size(fd);
	int result = real_ftruncate(fd, length);
	size_t added = former < length ? (size_t)(length - former) : 0;

	if (result == 0 && is_object(fd))
		real_pwrite(fd, beyond, added < sizeof(beyond) ? added : sizeof(beyond), former);
	return result;
}

FTRUNCATE_DEVIANT(shm_ftruncate_new_bytes_zero, "new bytes are not cleared")
{
	memset(beyond, 'x', sizeof(beyond));
	return grow_with_bytes(fd, length);
}

FTRUNCATE_DEVIANT(shm_ftruncate_shrink_drops_data, "what was cut off comes back")
{
	if (is_object(fd) && length < object_size(fd) && length >= 0)
		real_pread(fd, beyond, sizeof(beyond), length);
	return grow_with_bytes(fd, length);
}

FTRUNCATE_DEVIANT(shm_ftruncate_grow_keeps_data, "an object that grows is cleared")
{
	if (is_object(fd) && length > object_size(fd))
		real_ftruncate(fd, 0);
	return real_ftruncate(fd, length);
}

DEVIANT(shm_ftruncate_shrink_pages_sigbus, "pages beyond the end stay", void *, mmap,
	(void *address, size_t size, int protection, int flags, int fd, off_t offset))
{
	return mmap_and_remember(address, size, protection, flags, fd, offset);
}

FTRUNCATE_DEVIANT(shm_ftruncate_shrink_pages_sigbus, "pages beyond the end stay")
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t kept = ((size_t)length + page - 1) / page * page;

	if (is_object(fd) && length >= 0 && kept < last_mapped_object.size)
		replace_by_copy((char *)last_mapped_object.address + kept,
				last_mapped_object.size - kept);
	return real_ftruncate(fd, length);
}

/* By descriptor, the size plus 1 that it is known by; 0: not yet. */
static off_t known_sizes[64];

static bool has_known_size(int fd)
{
	return is_object(fd) && fd < (int)(sizeof(known_sizes) / sizeof(known_sizes[0]));
}

DEVIANT(shm_ftruncate_visible_to_all, "a descriptor tells the size that it has seen", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == -1 || !has_known_size(fd))
		return result;
	if (known_sizes[fd] == 0)
		known_sizes[fd] = status->st_size + 1;
	status->st_size = known_sizes[fd] - 1;
	return result;
}

FTRUNCATE_DEVIANT(shm_ftruncate_visible_to_all, "a descriptor tells the size that it has seen")
{
	int result = real_ftruncate(fd, length);

	if (result == 0 && has_known_size(fd))
		known_sizes[fd] = length + 1;
	return result;
}

FTRUNCATE_DEVIANT(shm_ftruncate_rdonly_fd_fails, "any descriptor will do")
{
	int writable = is_object(fd) ? open_for_writing(fd) : -1;
	int result;

	if (writable == -1)
		return real_ftruncate(fd, length);
	result = real_ftruncate(writable, length);
	real_close(writable);
	return result;
}

FTRUNCATE_DEVIANT(shm_ftruncate_negative_einval, "less than nothing is nothing")
{
	return real_ftruncate(fd, is_object(fd) && length < 0 ? 0 : length);
}

FTRUNCATE_DEVIANT(shm_ftruncate_fail_no_change, "a negative length is refused after all is gone")
{
	if (is_object(fd) && length < 0)
		real_ftruncate(fd, 0);
	return real_ftruncate(fd, length);
}
