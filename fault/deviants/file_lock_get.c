/* Deviants of F_GETLK. */
#include "file_lock_commands.h"

#include <limits.h>
#include <unistd.h>

/* F_GETLK, of a file. The answer takes the place of the question. */
static bool is_answered(int fd, int command, long argument, int *result)
{
	*result = real_fcntl(fd, command, argument);
	return command == F_GETLK && *result == 0 && is_file(fd);
}

DEVIANT(lock_get_reports_blocker, "the region is the one asked for", int, fcntl,
	(int fd, int command, long argument))
{
	struct flock asked = command == F_GETLK ? *lock_of(argument) : (struct flock){0};
	struct flock *lock = lock_of(argument);
	int result;

	if (is_answered(fd, command, argument, &result) && lock->l_type != F_UNLCK) {
		lock->l_start = asked.l_start;
		lock->l_len = asked.l_len;
	}
	return result;
}

DEVIANT(lock_get_no_conflict_unlck, "without a conflict, the region is cleared", int, fcntl,
	(int fd, int command, long argument))
{
	struct flock *lock = lock_of(argument);
	int result;

	if (is_answered(fd, command, argument, &result) && lock->l_type == F_UNLCK)
		*lock = (struct flock){.l_type = F_UNLCK};
	return result;
}

/* The last lock that the process set. */
static struct flock own;

DEVIANT(lock_get_own_lock_not_reported, "an own lock is reported", int, fcntl,
	(int fd, int command, long argument))
{
	struct flock *lock = lock_of(argument);
	int result;

	if (is_answered(fd, command, argument, &result)) {
		if (lock->l_type == F_UNLCK && own.l_pid == getpid() && do_overlap(lock, &own))
			*lock = own;
	} else if (result == 0 && is_setting(fd, command)) {
		own = *lock;
		own.l_pid = getpid();
	}
	return result;
}

DEVIANT(lock_get_does_not_lock, "what could be locked is locked", int, fcntl,
	(int fd, int command, long argument))
{
	struct flock asked = command == F_GETLK ? *lock_of(argument) : (struct flock){0};
	int result;

	if (is_answered(fd, command, argument, &result) && lock_of(argument)->l_type == F_UNLCK)
		real_fcntl(fd, F_SETLK, &asked);
	return result;
}

DEVIANT(lock_get_len_zero_for_open_end, "a lock to the end is reported with all its bytes", int,
	fcntl, (int fd, int command, long argument))
{
	struct flock *lock = lock_of(argument);
	int result;

	if (is_answered(fd, command, argument, &result) && lock->l_type != F_UNLCK &&
	    lock->l_len == 0)
		lock->l_len = LONG_MAX - lock->l_start;
	return result;
}
