/* Deviants of F_SETLK: the bytes that are meant, and what becomes of earlier locks of them. */
#include "file_lock_commands.h"

#include <errno.h>
#include <unistd.h>

/* What this process locked before. */
static struct flock earlier;

static void merge(int fd, struct flock *lock)
{
	off_t end = lock->l_start + lock->l_len;
	off_t earlier_end = earlier.l_start + earlier.l_len;

	(void)fd;
	if (lock->l_type != F_UNLCK && earlier.l_type == lock->l_type && earlier.l_len > 0 &&
	    lock->l_len > 0) {
		if (earlier.l_start < lock->l_start)
			lock->l_start = earlier.l_start;
		lock->l_len = (earlier_end > end ? earlier_end : end) - lock->l_start;
	}
	earlier = *lock;
}

DEVIANT(lock_set_own_locks_never_conflict, "two locks of a type become one with all between them",
	int, fcntl, (int fd, int command, long argument))
{
	return set_changed(fd, command, argument, merge);
}

DEVIANT(lock_set_upgrade_downgrade, "a write lock stays one", int, fcntl,
	(int fd, int command, long argument))
{
	if (!is_setting(fd, command))
		return real_fcntl(fd, command, argument);
	if (lock_of(argument)->l_type == F_RDLCK && earlier.l_type == F_WRLCK &&
	    earlier.l_len > 0 && do_overlap(lock_of(argument), &earlier))
		return 0;
	earlier = *lock_of(argument);
	return real_fcntl(fd, command, argument);
}

static void unlock_to_the_end(int fd, struct flock *lock)
{
	(void)fd;
	if (lock->l_type == F_UNLCK)
		lock->l_len = 0;
}

DEVIANT(lock_set_split_on_unlock, "all behind the region is unlocked, too", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, unlock_to_the_end);
}

static void lengthen(int fd, struct flock *lock)
{
	(void)fd;
	if (lock->l_type != F_UNLCK && lock->l_len > 0)
		lock->l_len++;
}

DEVIANT(lock_set_adjacent_bytes_independent, "a lock is longer by a byte", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, lengthen);
}

static void end_with_file(int fd, struct flock *lock)
{
	if (lock->l_type != F_UNLCK && lock->l_whence == SEEK_SET && lock->l_len == 0)
		lock->l_len = file_size(fd) - lock->l_start;
}

DEVIANT(lock_set_len_zero_to_eof_and_beyond, "l_len 0 ends where the file does now", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, end_with_file);
}

DEVIANT(lock_set_beyond_eof_ok, "a region behind the end is invalid", int, fcntl,
	(int fd, int command, long argument))
{
	if (is_setting(fd, command) && lock_of(argument)->l_whence == SEEK_SET &&
	    lock_of(argument)->l_start >= file_size(fd))
		return fail(EINVAL);
	return real_fcntl(fd, command, argument);
}

/* F_SETLK and F_SETLKW ignore a region with which the error is theirs. */
static int ignore_if(int error, int fd, int command, long argument)
{
	int result = real_fcntl(fd, command, argument);

	return result == -1 && errno == error && is_setting(fd, command) ? 0 : result;
}

DEVIANT(lock_set_before_start_einval, "a region that begins before the file is ignored", int, fcntl,
	(int fd, int command, long argument))
{
	return ignore_if(EINVAL, fd, command, argument);
}

DEVIANT(lock_set_overflow, "a region that ends too far away is ignored", int, fcntl,
	(int fd, int command, long argument))
{
	return ignore_if(EOVERFLOW, fd, command, argument);
}

static void make_positive(int fd, struct flock *lock)
{
	(void)fd;
	if (lock->l_len < 0)
		lock->l_len = -lock->l_len;
}

DEVIANT(lock_set_negative_len, "the sign of l_len is ignored", int, fcntl,
	(int fd, int command, long argument))
{
	return set_changed(fd, command, argument, make_positive);
}

static void count_from_start(int fd, struct flock *lock)
{
	(void)fd;
	if (lock->l_whence == SEEK_CUR)
		lock->l_whence = SEEK_SET;
}

DEVIANT(lock_set_whence, "SEEK_CUR is SEEK_SET", int, fcntl, (int fd, int command, long argument))
{
	return set_changed(fd, command, argument, count_from_start);
}
