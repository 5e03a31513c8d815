/* Deviants of the locks that belong to an open file description. */
#include "file_lock_commands.h"

#include <errno.h>
#include <unistd.h>

DEVIANT(lock_ofd_owned_by_description, "the lock is that of the process", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_process(fd, command, argument);
}

DEVIANT(lock_ofd_two_opens_conflict, "the lock is that of the process", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_process(fd, command, argument);
}

DEVIANT(lock_ofd_conflicts_with_process_lock, "the lock is that of the process", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_process(fd, command, argument);
}

DEVIANT(lock_ofd_dup_and_fork_share, "a duplicate has locks of its own", int, dup, (int fd))
{
	int copy = real_dup(fd);

	if (is_file(copy))
		reopen(copy);
	return copy;
}

DEVIANT(lock_ofd_released_on_last_close, "the first close releases the lock", int, close, (int fd))
{
	if (is_file(fd))
		unlock_of_description(fd);
	return real_close(fd);
}

DEVIANT(lock_ofd_explicit_unlock_by_child, "who did not lock cannot unlock", int, fcntl,
	(int fd, int command, long argument))
{
	static pid_t locker;

	if (command != F_OFD_SETLK)
		return real_fcntl(fd, command, argument);
	if (lock_of(argument)->l_type != F_UNLCK)
		locker = getpid();
	return locker == getpid() ? real_fcntl(fd, command, argument) : 0;
}

DEVIANT(lock_ofd_setlk_eagain, "F_OFD_SETLK is F_OFD_SETLKW", int, fcntl,
	(int fd, int command, long argument))
{
	return real_fcntl(fd, command == F_OFD_SETLK ? F_OFD_SETLKW : command, argument);
}

DEVIANT(lock_ofd_setlkw_blocks, "F_OFD_SETLKW is F_OFD_SETLK", int, fcntl,
	(int fd, int command, long argument))
{
	return real_fcntl(fd, command == F_OFD_SETLKW ? F_OFD_SETLK : command, argument);
}

DEVIANT(lock_ofd_getlk_pid_minus_one, "the process that asks is reported", int, fcntl,
	(int fd, int command, long argument))
{
	int result = real_fcntl(fd, command, argument);

	if (command == F_OFD_GETLK && lock_of(argument)->l_type != F_UNLCK)
		lock_of(argument)->l_pid = getpid();
	return result;
}

DEVIANT(lock_ofd_l_pid_must_be_zero, "l_pid is ignored", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_OFD_SETLK || command == F_OFD_SETLKW || command == F_OFD_GETLK)
		lock_of(argument)->l_pid = 0;
	return real_fcntl(fd, command, argument);
}

DEVIANT(lock_ofd_survives_exec, "exec releases the locks", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_file(unlock_of_description);
	return real_execvp(program, arguments);
}

DEVIANT(lock_ofd_linux_no_deadlock_detection, "every wait is taken for a deadlock", int, fcntl,
	(int fd, int command, long argument))
{
	int result;

	if (command != F_OFD_SETLKW)
		return real_fcntl(fd, command, argument);
	result = real_fcntl(fd, F_OFD_SETLK, argument);
	return result == -1 && errno == EAGAIN ? fail(EDEADLK) : result;
}
