/* Deviants of what ends the locks of a process, and of what does not. */
#include "file_lock_commands.h"

#include <unistd.h>

DEVIANT(lock_release_any_close_drops_all, "the lock is that of the description", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_description(fd, command, argument);
}

DEVIANT(lock_release_process_exit, "the lock is that of the description", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_description(fd, command, argument);
}

DEVIANT(lock_fork_not_inherited, "the lock is that of the description", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_description(fd, command, argument);
}

DEVIANT(lock_two_opens_same_process, "the lock is that of the description", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_description(fd, command, argument);
}

DEVIANT(lock_fork_child_close_keeps_parent_lock, "a close in whatever process releases the lock",
	int, fcntl, (int fd, int command, long argument))
{
	return lock_for_description(fd, command, argument);
}

DEVIANT(lock_fork_child_close_keeps_parent_lock, "a close in whatever process releases the lock",
	int, close, (int fd))
{
	if (is_file(fd))
		unlock_of_description(fd);
	return real_close(fd);
}

DEVIANT(lock_exec_kept, "exec releases the locks", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_file(unlock_of_process);
	return real_execvp(program, arguments);
}

DEVIANT(lock_dup_shares_locks, "a duplicate has locks of its own", int, fcntl,
	(int fd, int command, long argument))
{
	return lock_for_description(fd, command, argument);
}

DEVIANT(lock_dup_shares_locks, "a duplicate has locks of its own", int, dup, (int fd))
{
	int copy = real_dup(fd);

	if (is_file(copy))
		reopen(copy);
	return copy;
}

DEVIANT(lock_hard_link_same_file, "a file of several names is opened as another one", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd = real_open(path, flags, mode);
	struct stat status;
	FILE *another;

	if (!is_file(fd) || real_fstat(fd, &status) == -1 || status.st_nlink < 2)
		return fd;
	another = tmpfile();
	real_dup2(fileno(another), fd);
	fclose(another);
	return fd;
}
