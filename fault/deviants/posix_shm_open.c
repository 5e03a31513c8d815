/* Deviants of shm_open(). */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "posix_shm_objects.h"

#define SHM_OPEN_DEVIANT(id, description) \
	DEVIANT(id, description, int, shm_open, (const char *name, int flags, mode_t mode))

/* Whether there is an object of that name, if the caller may open it. */
static bool exists(const char *name)
{
	int fd = real_shm_open(name, O_RDONLY, 0);

	if (fd != -1)
		real_close(fd);
	return fd != -1;
}

SHM_OPEN_DEVIANT(shm_open_returns_lowest_fd, "the descriptor is a higher one")
{
	int fd = real_shm_open(name, flags, mode);
	int higher = fd == -1 ? -1 : real_fcntl(fd, F_DUPFD_CLOEXEC, fd + 1);

	if (fd != -1)
		real_close(fd);
	return higher;
}

SHM_OPEN_DEVIANT(shm_open_cloexec_set, "FD_CLOEXEC is clear")
{
	int fd = real_shm_open(name, flags, mode);

	if (fd != -1)
		real_fcntl(fd, F_SETFD, 0);
	return fd;
}

SHM_OPEN_DEVIANT(shm_open_new_description, "an object that is open gives its description again")
{
	int fd = real_shm_open(name, flags, mode);
	int other = fd == -1 ? -1 : find_same_object(fd);

	if (other != -1)
		real_dup3(other, fd, O_CLOEXEC);
	return fd;
}

SHM_OPEN_DEVIANT(shm_open_same_name_same_object, "names are the process's own")
{
	int fd = real_shm_open(name, flags, mode);
	int own;

	if (fd == -1 || is_first_process())
		return fd;
	own = memfd_create("object", MFD_CLOEXEC);
	real_ftruncate(own, object_size(fd));
	real_close(fd);
	return own;
}

SHM_OPEN_DEVIANT(shm_open_enoent_without_creat, "a missing object is made")
{
	return real_shm_open(name, flags | O_CREAT, mode);
}

SHM_OPEN_DEVIANT(shm_open_creat_size_zero, "a new object has a page")
{
	bool is_new = flags & O_CREAT && !exists(name);
	int fd = real_shm_open(name, flags, mode);

	if (fd != -1 && is_new)
		real_ftruncate(fd, sysconf(_SC_PAGESIZE));
	return fd;
}

SHM_OPEN_DEVIANT(shm_open_creat_existing_opens, "O_CREAT sets the mode of an existing object")
{
	int fd = real_shm_open(name, flags, mode);

	if (fd != -1 && flags & O_CREAT)
		real_fchmod(fd, mode);
	return fd;
}

SHM_OPEN_DEVIANT(shm_open_excl_existing_eexist, "O_EXCL is ignored")
{
	return real_shm_open(name, flags & ~O_EXCL, mode);
}

SHM_OPEN_DEVIANT(shm_open_excl_atomic, "O_EXCL looks first and creates then")
{
	int i;

	if (flags & O_EXCL && exists(name))
		return fail(EEXIST);
	for (i = 0; i < 100; i++)
		sched_yield();
	return real_shm_open(name, flags & ~O_EXCL, mode);
}

SHM_OPEN_DEVIANT(shm_open_mode_umask, "the umask is ignored")
{
	int fd = real_shm_open(name, flags, mode);

	if (fd != -1 && flags & O_CREAT)
		real_fchmod(fd, mode);
	return fd;
}

SHM_OPEN_DEVIANT(shm_open_mode_not_for_this_open, "the creator is subject to the mode")
{
	int fd = real_shm_open(name, flags, mode);

	if (fd == -1 || !(flags & O_CREAT))
		return fd;
	real_close(fd);
	return real_shm_open(name, flags & ~(O_CREAT | O_EXCL), 0);
}

DEVIANT(shm_open_owner_euid, "the object belongs to another user", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	status->st_uid += result == 0 && is_object(fd);
	return result;
}

SHM_OPEN_DEVIANT(shm_open_trunc_rdwr, "O_TRUNC is ignored")
{
	return real_shm_open(name, flags & ~O_TRUNC, mode);
}

SHM_OPEN_DEVIANT(shm_open_rdonly_maps_read_only, "O_RDONLY opens for writing, too")
{
	return real_shm_open(name, (flags & ~O_ACCMODE) | O_RDWR, mode);
}

SHM_OPEN_DEVIANT(shm_open_rdwr_maps_both, "who did not make the object gets it read-only")
{
	return real_shm_open(name, flags & O_CREAT ? flags : (flags & ~O_ACCMODE) | O_RDONLY, mode);
}

SHM_OPEN_DEVIANT(shm_open_permission_denied, "permission to read is enough")
{
	int fd = real_shm_open(name, flags, mode);

	if (fd == -1 && errno == EACCES)
		return real_shm_open(name, flags & ~O_ACCMODE, mode);
	return fd;
}

SHM_OPEN_DEVIANT(shm_open_linux_name_len, "a name has at most 200 bytes")
{
	return strlen(name) > 200 ? fail(ENAMETOOLONG) : real_shm_open(name, flags, mode);
}

DEVIANT(shm_open_linux_dev_shm, "the names are nowhere to be seen", int, stat,
	(const char *path, struct stat *status))
{
	return strncmp(path, "/dev/shm/", 9) == 0 ? fail(ENOENT) : real_stat(path, status);
}
