/* Deviants of F_SETLK: which locks stand in whose way. */
#include "file_lock_commands.h"

#include <errno.h>
#include <unistd.h>

static int access_of(int fd)
{
	return real_fcntl(fd, F_GETFL) & O_ACCMODE;
}

static void write_for_read(int fd, struct flock *lock)
{
	if (lock->l_type == F_RDLCK && access_of(fd) != O_RDONLY)
		lock->l_type = F_WRLCK;
}

DEVIANT(lock_set_shared_coexist, "a read lock is a write lock", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, write_for_read);
}

static void first_byte_of_read(int fd, struct flock *lock)
{
	(void)fd;
	if (lock->l_type == F_RDLCK && lock->l_len > 1)
		lock->l_len = 1;
}

DEVIANT(lock_set_shared_blocks_exclusive, "a read lock is one of its first byte", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, first_byte_of_read);
}

static void read_for_write(int fd, struct flock *lock)
{
	if (lock->l_type == F_WRLCK && access_of(fd) != O_WRONLY)
		lock->l_type = F_RDLCK;
}

DEVIANT(lock_set_exclusive_blocks_all, "a write lock is a read lock", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, read_for_write);
}

DEVIANT(lock_set_conflict_eacces_or_eagain, "F_SETLK is F_SETLKW", int, fcntl,
	(int fd, int command, long argument))
{
	return real_fcntl(fd, is_setting(fd, command) ? F_SETLKW : command, argument);
}

DEVIANT(lock_set_readlock_needs_read_fd, "a read lock on what is not open for reading is ignored",
	int, fcntl, (int fd, int command, long argument))
{
	if (is_setting(fd, command) && lock_of(argument)->l_type == F_RDLCK &&
	    access_of(fd) == O_WRONLY)
		return 0;
	return real_fcntl(fd, command, argument);
}

static void read_where_not_writable(int fd, struct flock *lock)
{
	if (access_of(fd) == O_RDONLY)
		read_for_write(fd, lock);
}

DEVIANT(lock_set_writelock_needs_write_fd,
	"a write lock on what is not open for writing is a read lock", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, read_where_not_writable);
}

DEVIANT(lock_set_unlock_nothing_ok, "who never locked may not unlock", int, fcntl,
	(int fd, int command, long argument))
{
	static bool has_locked;

	if (!is_setting(fd, command))
		return real_fcntl(fd, command, argument);
	if (lock_of(argument)->l_type == F_UNLCK && !has_locked)
		return fail(EINVAL);
	has_locked = true;
	return real_fcntl(fd, command, argument);
}

DEVIANT(lock_set_advisory_only, "nobody can write what another has locked", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = 0, .l_len = (off_t)size};

	if (is_file(fd) && real_fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
		return fail(EAGAIN);
	return real_write(fd, buffer, size);
}

DEVIANT(lock_set_regular_files_supported, "an empty file cannot be locked", int, fcntl,
	(int fd, int command, long argument))
{
	if (is_setting(fd, command) && file_size(fd) == 0)
		return fail(EINVAL);
	return real_fcntl(fd, command, argument);
}
