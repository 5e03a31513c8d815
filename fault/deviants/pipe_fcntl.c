/* Deviants of fcntl() on a pipe. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>

/* The pipe that a call is about. */
static struct stat chosen;
static long chosen_flags;

static void set_flags_if_chosen(int fd)
{
	struct stat status;

	if (real_fstat(fd, &status) == 0 && status.st_ino == chosen.st_ino)
		real_fcntl(fd, F_SETFL, chosen_flags);
}

DEVIANT(pipe_fcntl_setfl_nonblock_per_description, "F_SETFL changes both ends of the pipe", int,
	fcntl, (int fd, int command, long argument))
{
	if (command != F_SETFL || !is_fifo(fd))
		return real_fcntl(fd, command, argument);
	real_fstat(fd, &chosen);
	chosen_flags = argument;
	for_each_fifo(set_flags_if_chosen);
	return 0;
}

DEVIANT(pipe_fcntl_nonblock_shared_by_dup, "F_SETFL changes one descriptor only", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_SETFL && is_fifo(fd))
		reopen(fd);
	return real_fcntl(fd, command, argument);
}

DEVIANT(pipe_fcntl_cloexec_not_shared_by_dup, "a copy has the FD_CLOEXEC of its original", int, dup,
	(int fd))
{
	int copy = real_dup(fd);

	if (copy != -1 && is_fifo(fd))
		real_fcntl(copy, F_SETFD, real_fcntl(fd, F_GETFD));
	return copy;
}

DEVIANT(pipe_fcntl_setfl_ignores_access_mode, "F_SETFL refuses another access mode", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_SETFL && is_fifo(fd) &&
	    ((real_fcntl(fd, F_GETFL) ^ argument) & O_ACCMODE)) {
		errno = EINVAL;
		return -1;
	}
	return real_fcntl(fd, command, argument);
}

DEVIANT(pipe_fcntl_dupfd_minimum, "F_DUPFD ignores the minimum", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_DUPFD && is_fifo(fd))
		argument = 0;
	return real_fcntl(fd, command, argument);
}

DEVIANT(pipe_fcntl_dupfd_cloexec_sets_flag, "F_DUPFD_CLOEXEC is F_DUPFD", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_DUPFD_CLOEXEC && is_fifo(fd))
		command = F_DUPFD;
	return real_fcntl(fd, command, argument);
}

DEVIANT(pipe_fcntl_linux_o_async_sigio, "F_SETFL ignores O_ASYNC", int, fcntl,
	(int fd, int command, long argument))
{
	if (command == F_SETFL && is_fifo(fd))
		argument &= ~O_ASYNC;
	return real_fcntl(fd, command, argument);
}
