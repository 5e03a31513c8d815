/* Deviants of F_SETLKW: how it waits. */
#include "file_lock_commands.h"

#include <errno.h>
#include <unistd.h>

static bool is_conflict(int result)
{
	return result == -1 && (errno == EAGAIN || errno == EACCES);
}

/* Whether F_SETLKW has to wait; if not, it has done its work. */
static bool must_wait(int fd, int command, long argument, int *result)
{
	if (command != F_SETLKW || !is_file(fd)) {
		*result = real_fcntl(fd, command, argument);
		return false;
	}
	*result = real_fcntl(fd, F_SETLK, argument);
	return is_conflict(*result);
}

static void unlock_region(int fd, struct flock lock)
{
	lock.l_type = F_UNLCK;
	real_fcntl(fd, F_SETLK, &lock);
}

DEVIANT(lock_wait_blocks_until_free, "who had to wait has no lock afterwards", int, fcntl,
	(int fd, int command, long argument))
{
	int result;

	if (must_wait(fd, command, argument, &result)) {
		result = real_fcntl(fd, command, argument);
		if (result == 0)
			unlock_region(fd, *lock_of(argument));
	}
	return result;
}

DEVIANT(lock_wait_eintr, "no signal ends the wait", int, fcntl,
	(int fd, int command, long argument))
{
	int result;

	do
		result = real_fcntl(fd, command, argument);
	while (result == -1 && errno == EINTR);
	return result;
}

DEVIANT(lock_wait_cancellation_point, "who waits cannot be cancelled", int, fcntl,
	(int fd, int command, long argument))
{
	int former;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &former);
	result = real_fcntl(fd, command, argument);
	pthread_setcancelstate(former, NULL);
	return result;
}

DEVIANT(lock_wait_sa_restart, "SA_RESTART is forgotten", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	struct sigaction changed;

	if (!action)
		return real_sigaction(number, action, former);
	changed = *action;
	changed.sa_flags &= ~SA_RESTART;
	return real_sigaction(number, &changed, former);
}

/* The region as it is now, from the start of the file on. */
static struct flock fix(int fd, struct flock lock)
{
	if (lock.l_whence == SEEK_CUR)
		lock.l_start += real_lseek(fd, 0, SEEK_CUR);
	else if (lock.l_whence == SEEK_END)
		lock.l_start += file_size(fd);
	lock.l_whence = SEEK_SET;
	return lock;
}

DEVIANT(lock_wait_range_fixed_at_call, "the region is looked up again when the wait is over", int,
	fcntl, (int fd, int command, long argument))
{
	struct flock fixed;
	int result;

	while (must_wait(fd, command, argument, &result)) {
		fixed = fix(fd, *lock_of(argument));
		result = real_fcntl(fd, F_SETLKW, &fixed);
		if (result == -1)
			break;
		unlock_region(fd, fixed);
	}
	return result;
}

DEVIANT(lock_wait_no_conflict_immediate, "F_SETLKW that need not wait does nothing", int, fcntl,
	(int fd, int command, long argument))
{
	struct flock lock;

	if (command != F_SETLKW || !is_file(fd))
		return real_fcntl(fd, command, argument);
	lock = *lock_of(argument);
	if (real_fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK)
		return 0;
	return real_fcntl(fd, command, argument);
}
