/* Deviants of lockf(). */
#include "file_lock_commands.h"

#include <unistd.h>

DEVIANT(lock_lockf_f_lock_blocks, "F_LOCK is F_TLOCK", int, lockf,
	(int fd, int command, off_t size))
{
	return real_lockf(fd, command == F_LOCK ? F_TLOCK : command, size);
}

DEVIANT(lock_lockf_f_tlock_fails, "F_TLOCK is F_LOCK", int, lockf,
	(int fd, int command, off_t size))
{
	return real_lockf(fd, command == F_TLOCK ? F_LOCK : command, size);
}

DEVIANT(lock_lockf_f_test, "F_TEST finds no lock", int, lockf, (int fd, int command, off_t size))
{
	return command == F_TEST ? 0 : real_lockf(fd, command, size);
}

DEVIANT(lock_lockf_f_ulock, "F_ULOCK of size 0 ends where the file does now", int, lockf,
	(int fd, int command, off_t size))
{
	if (command == F_ULOCK && size == 0)
		size = file_size(fd) - real_lseek(fd, 0, SEEK_CUR);
	return real_lockf(fd, command, size);
}
