/* Deviants of shm_unlink(), and of what becomes of objects without a name. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "posix_shm_objects.h"

#define SHM_UNLINK_DEVIANT(id, description) \
	DEVIANT(id, description, int, shm_unlink, (const char *name))

SHM_UNLINK_DEVIANT(shm_unlink_name_gone, "the name stays")
{
	int fd = real_shm_open(name, O_RDONLY, 0);

	if (fd == -1)
		return real_shm_unlink(name);
	return real_close(fd);
}

/* The name that waits for the caller to close the object. */
static char busy_name[256];

SHM_UNLINK_DEVIANT(shm_unlink_name_removed_before_return,
		   "the name of an object in use is removed when it is closed")
{
	int fd = real_shm_open(name, O_RDONLY, 0);

	if (fd == -1 || find_same_object(fd) == -1)
		return real_shm_unlink(name);
	snprintf(busy_name, sizeof(busy_name), "%s", name);
	return real_close(fd);
}

DEVIANT(shm_unlink_name_removed_before_return,
	"the name of an object in use is removed when it is closed", int, close, (int fd))
{
	if (*busy_name && is_object(fd)) {
		real_shm_unlink(busy_name);
		*busy_name = '\0';
	}
	return real_close(fd);
}

/* Makes the object, if the caller may write to it, one of no bytes. */
static void empty(const char *name)
{
	int fd = real_shm_open(name, O_RDWR | O_TRUNC, 0);

	if (fd != -1)
		real_close(fd);
}

SHM_UNLINK_DEVIANT(shm_unlink_mappings_stay_valid, "the memory goes with the name")
{
	empty(name);
	return real_shm_unlink(name);
}

SHM_UNLINK_DEVIANT(shm_unlink_fail_no_change, "the memory is freed before the name is removed")
{
	empty(name);
	return real_shm_unlink(name);
}

DEVIANT(shm_unlink_open_fds_stay_valid, "an object without a name has its last size", int,
	ftruncate, (int fd, off_t length))
{
	return is_unlinked(fd) ? fail(ENOENT) : real_ftruncate(fd, length);
}

/* The object whose name was removed last. */
static int removed = -1;

SHM_UNLINK_DEVIANT(shm_unlink_recreate_new_object, "a name made again is the old object again")
{
	removed = real_shm_open(name, O_RDWR, 0);
	return real_shm_unlink(name);
}

DEVIANT(shm_unlink_recreate_new_object, "a name made again is the old object again", int, shm_open,
	(const char *name, int flags, mode_t mode))
{
	int fd = real_shm_open(name, flags, mode);

	if (fd == -1 || removed == -1 || !(flags & O_CREAT))
		return fd;
	real_close(fd);
	return removed;
}

DEVIANT(shm_unlink_contents_freed_last_ref, "the first close frees an object without a name", int,
	close, (int fd))
{
	if (is_unlinked(fd))
		lose_contents(fd);
	return real_close(fd);
}

SHM_UNLINK_DEVIANT(shm_unlink_missing_enoent, "a missing name is removed")
{
	real_shm_unlink(name);
	return 0;
}

SHM_UNLINK_DEVIANT(shm_unlink_no_permission_eacces, "who may not remove the name gets EPERM")
{
	int result = real_shm_unlink(name);

	return result == -1 && errno == EACCES ? fail(EPERM) : result;
}

SHM_UNLINK_DEVIANT(shm_unlink_opened_name_not_too_long, "long names are called too long")
{
	int result = real_shm_unlink(name);

	return strlen(name) > 200 ? fail(ENAMETOOLONG) : result;
}
