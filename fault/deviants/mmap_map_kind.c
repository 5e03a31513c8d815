/* Deviants of mmap(): what a mapping shows, and whom it shows what is stored. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "mmap_map.h"

MMAP_DEVIANT(mmap_file_contents_visible, "a mapping of a file is empty")
{
	return real_mmap(address, size, protection, flags | MAP_ANONYMOUS, fd, offset);
}

MMAP_DEVIANT(mmap_file_offset_selects_part, "every mapping begins with the file")
{
	(void)offset;
	return real_mmap(address, size, protection, flags, fd, 0);
}

/* Where the file ends, in a mapping of it that begins at the offset. */
static size_t end_of_file(int fd, off_t offset)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 && status.st_size > offset
		       ? (size_t)(status.st_size - offset)
		       : 0;
}

static size_t whole_pages(size_t size)
{
	size_t page = (size_t)getpagesize();

	return (size + page - 1) / page * page;
}

MMAP_DEVIANT(mmap_file_tail_zero_filled, "the tail of the last page is not cleared")
{
	unsigned char *mapping = real_mmap(address, size, protection, flags, fd, offset);
	size_t end = is_of_file(flags) ? end_of_file(fd, offset) : 0;

	if (mapping != MAP_FAILED && flags & MAP_PRIVATE && protection & PROT_WRITE && end > 0 &&
	    end < whole_pages(size))
		memset(mapping + end, 'x', whole_pages(end) - end);
	return mapping;
}

MMAP_DEVIANT(mmap_file_beyond_last_page_sigbus, "beyond the file there is memory")
{
	unsigned char *mapping = real_mmap(address, size, protection, flags, fd, offset);
	size_t end = is_of_file(flags) ? whole_pages(end_of_file(fd, offset)) : size;

	if (mapping != MAP_FAILED && end < size)
		real_mmap(mapping + end, size - end, protection,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	return mapping;
}

/* Makes a private mapping of a file that was to be shared. */
static void *map_file_privately(void *address, size_t size, int protection, int flags, int fd,
				off_t offset)
{
	if (is_of_file(flags) && flags & MAP_SHARED)
		flags = with_type(flags, MAP_PRIVATE);
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_shared_write_reaches_file, "a shared mapping is a copy of the file")
{
	return map_file_privately(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_shared_visible_to_other_processes, "each process has its copy of the file")
{
	return map_file_privately(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_shared_times_marked, "mmap() marks the times, a store does not")
{
	unsigned char *mapping = real_mmap(address, size, protection, flags, fd, offset);
	size_t end = is_of_file(flags) ? end_of_file(fd, offset) : 0;
	size_t i;

	if (mapping == MAP_FAILED || !(flags & MAP_SHARED) || !(protection & PROT_WRITE))
		return mapping;
	for (i = 0; i < size && i < end; i += (size_t)getpagesize()) {
		volatile unsigned char *byte = mapping + i;
		unsigned char value = *byte;

		*byte = value;
	}
	return mapping;
}

MMAP_DEVIANT(mmap_shared_atime_marked, "a mapping leaves the access time alone")
{
	struct stat status;
	bool is_known = is_of_file(flags) && real_fstat(fd, &status) == 0;
	void *mapping = real_mmap(address, size, protection, flags, fd, offset);

	if (is_known)
		futimens(fd, (struct timespec[]){status.st_atim, {0, UTIME_OMIT}});
	return mapping;
}

/* Makes a private mapping a shared one, where that may be. */
static void *map_for_all(void *address, size_t size, int protection, int flags, int fd,
			 off_t offset)
{
	void *mapping = MAP_FAILED;

	if (flags & MAP_PRIVATE)
		mapping = real_mmap(address, size, protection, with_type(flags, MAP_SHARED), fd,
				    offset);
	return mapping != MAP_FAILED ? mapping
				     : real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_private_change_not_in_file, "a private mapping of a file is shared")
{
	return is_of_file(flags) ? map_for_all(address, size, protection, flags, fd, offset)
				 : real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_private_readonly_fd_writable, "a private mapping needs write permission, too")
{
	if (is_of_file(flags) && flags & MAP_PRIVATE && protection & PROT_WRITE &&
	    (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY) {
		errno = EACCES;
		return MAP_FAILED;
	}
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_private_fork_copy, "private memory is shared with children")
{
	return map_for_all(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_anon_private_not_shared, "memory without a file is always shared")
{
	return is_of_file(flags) ? real_mmap(address, size, protection, flags, fd, offset)
				 : map_for_all(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_anon_shared_parent_child, "memory without a file is never shared")
{
	if (!is_of_file(flags) && !is_of_harness(size, flags))
		flags = with_type(flags, MAP_PRIVATE);
	return real_mmap(address, size, protection, flags, fd, offset);
}

/* Maps memory that was used before. */
static void *map_used(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	void *memory = real_mmap(address, size, protection, flags, fd, offset);

	if (memory != MAP_FAILED && protection & PROT_WRITE)
		memset(memory, 'x', size);
	return memory;
}

MMAP_DEVIANT(mmap_anon_zero_filled, "memory is as it was left")
{
	return is_of_file(flags) || is_of_harness(size, flags)
		       ? real_mmap(address, size, protection, flags, fd, offset)
		       : map_used(address, size, protection, flags, fd, offset);
}

/* Of <linux/mman.h>, which cannot be included with <sys/mman.h> everywhere. */
enum { UNINITIALIZED = 0x4000000 };

MMAP_DEVIANT(mmap_anon_linux_uninitialized_ignored, "MAP_UNINITIALIZED does what it says")
{
	return flags & UNINITIALIZED ? map_used(address, size, protection, flags, fd, offset)
				     : real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_anon_fd_minus_one, "every mapping needs a descriptor")
{
	if (fd != -1 || is_of_harness(size, flags))
		return real_mmap(address, size, protection, flags, fd, offset);
	errno = EBADF;
	return MAP_FAILED;
}

MMAP_DEVIANT(mmap_anon_linux_fd_ignored, "with a descriptor, MAP_ANONYMOUS is ignored")
{
	if (fd != -1)
		flags &= ~MAP_ANONYMOUS;
	return real_mmap(address, size, protection, flags, fd, offset);
}
