/* Deviants of the descriptors of shared memory objects, and of how long these live. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "posix_shm_objects.h"

DEVIANT(shm_fstat_fields, "the permission bits are not filled", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == 0 && is_object(fd))
		status->st_mode &= ~(mode_t)0777;
	return result;
}

DEVIANT(shm_fchmod_changes_permission, "the mode is for good", int, fchmod, (int fd, mode_t mode))
{
	return is_object(fd) ? 0 : real_fchmod(fd, mode);
}

DEVIANT(shm_fcntl_getfd_like_file, "F_DUPFD copies FD_CLOEXEC", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_DUPFD && is_object(fd))
		command = F_DUPFD_CLOEXEC;
	return real_fcntl(fd, command, argument);
}

/* The name that the object was opened by, if it still has it. */
static const char *name_of(int fd)
{
	static char path[300];
	char link[40];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path) - 1);
	path[length > 0 ? length : 0] = '\0';
	return length > 0 && !is_unlinked(fd) ? strrchr(path, '/') : NULL;
}

DEVIANT(shm_close_keeps_object, "close() removes the object", int, close, (int fd))
{
	const char *name = is_object(fd) ? name_of(fd) : NULL;

	if (name)
		real_shm_unlink(name);
	return real_close(fd);
}

DEVIANT(shm_close_removed_after_unlink, "the last use does not free an object", int, close,
	(int fd))
{
	if (is_unlinked(fd))
		real_fcntl(fd, F_DUPFD_CLOEXEC, 0);
	return real_close(fd);
}

DEVIANT(shm_close_removed_after_unlink, "the last use does not free an object", void *, mmap,
	(void *address, size_t size, int protection, int flags, int fd, off_t offset))
{
	return mmap_and_remember(address, size, protection, flags, fd, offset);
}

DEVIANT(shm_close_removed_after_unlink, "the last use does not free an object", int, munmap,
	(void *address, size_t size))
{
	return address == last_mapped_object.address ? 0 : real_munmap(address, size);
}

DEVIANT(shm_persist_state_until_unlink, "who closes the object clears it", int, close, (int fd))
{
	if (is_object(fd))
		lose_contents(fd);
	return real_close(fd);
}

DEVIANT(shm_limit_sysconf_option, "the option has no version", long, sysconf, (int name))
{
	return name == _SC_SHARED_MEMORY_OBJECTS ? 0 : real_sysconf(name);
}
