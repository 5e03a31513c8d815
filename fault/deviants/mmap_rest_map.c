/* Deviants of mmap(): what it takes, how much it maps, and when it fails. */
#include "mmap_map.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int access_mode(int fd)
{
	return fd == -1 ? -1 : real_fcntl(fd, F_GETFL) & O_ACCMODE;
}

MMAP_DEVIANT(mmap_fd_read_permission_always_needed, "PROT_NONE needs no permission")
{
	if (access_mode(fd) == O_WRONLY && protection == PROT_NONE)
		return real_mmap(address, size, protection, flags | MAP_ANONYMOUS, -1, 0);
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_fd_write_needed_for_shared_write, "a mapping that cannot be shared is private")
{
	void *start = real_mmap(address, size, protection, flags, fd, offset);

	if (start == MAP_FAILED && errno == EACCES && access_mode(fd) == O_RDONLY)
		return real_mmap(address, size, protection, with_type(flags, MAP_PRIVATE), fd,
				 offset);
	return start;
}

MMAP_DEVIANT(mmap_object_regular_file_supported, "regular files cannot be mapped privately")
{
	struct stat status;

	if (flags & MAP_PRIVATE && real_fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
		errno = ENODEV;
		return MAP_FAILED;
	}
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_len_zero_einval, "nothing is a page")
{
	return real_mmap(address, size ? size : 1, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_len_partial_page_included, "the last page shows the file only if it is whole")
{
	size_t whole = size - size % (size_t)getpagesize();
	unsigned char *start = real_mmap(address, size, protection, flags, fd, offset);

	if (start != MAP_FAILED && fd != -1 && whole < size)
		real_mmap(start + whole, 1, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
			  0);
	return start;
}

MMAP_DEVIANT(mmap_flags_neither_type_einval, "a mapping without a type is private")
{
	if (!(flags & (MAP_SHARED | MAP_PRIVATE)))
		flags |= MAP_PRIVATE;
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_linux_dev_zero_private, "the device is not all zero")
{
	unsigned char *start = real_mmap(address, size, protection, flags, fd, offset);
	struct stat status;

	if (start != MAP_FAILED && protection & PROT_WRITE && real_fstat(fd, &status) == 0 &&
	    S_ISCHR(status.st_mode))
		start[size - 1] = 1;
	return start;
}

MMAP_DEVIANT(mmap_linux_map_fixed_noreplace, "a mapping in the way is replaced")
{
#ifdef MAP_FIXED_NOREPLACE
	if (flags & MAP_FIXED_NOREPLACE)
		flags = (flags & ~MAP_FIXED_NOREPLACE) | MAP_FIXED;
#endif
	return real_mmap(address, size, protection, flags, fd, offset);
}

DEVIANT(mmap_limit_pagesize, "the page size is not known", long, sysconf, (int name))
{
	return name == _SC_PAGESIZE ? -1 : real_sysconf(name);
}
