/* Deviants of dup(), dup2() and dup3() on a pipe. */
#include "deviant.h"

#include <fcntl.h>
#include <unistd.h>

DEVIANT(pipe_dup_shares_description, "a copy has a description of its own", int, dup, (int fd))
{
	int copy = real_dup(fd);

	if (is_fifo(copy))
		reopen(copy);
	return copy;
}

/* Closes the target as dup2() does, but does no more. */
static int close_only(int target)
{
	real_close(target);
	return target;
}

DEVIANT(pipe_dup2_redirect_stdout, "standard output is closed, but not replaced", int, dup2,
	(int fd, int target))
{
	if (target == STDOUT_FILENO && is_fifo(fd))
		return close_only(target);
	return real_dup2(fd, target);
}

DEVIANT(pipe_dup2_redirect_stdin, "standard input is closed, but not replaced", int, dup2,
	(int fd, int target))
{
	if (target == STDIN_FILENO && is_fifo(fd))
		return close_only(target);
	return real_dup2(fd, target);
}

DEVIANT(pipe_dup2_closes_target_first, "what the target was stays open", int, dup2,
	(int fd, int target))
{
	if (is_fifo(target))
		real_dup(target);
	return real_dup2(fd, target);
}

DEVIANT(pipe_dup2_same_fd_noop, "dup2() onto itself clears FD_CLOEXEC", int, dup2,
	(int fd, int target))
{
	if (fd == target && is_fifo(fd))
		real_fcntl(fd, F_SETFD, 0);
	return real_dup2(fd, target);
}

DEVIANT(pipe_dup2_clears_cloexec, "a copy has the FD_CLOEXEC of its original", int, dup2,
	(int fd, int target))
{
	int copy = real_dup2(fd, target);

	if (is_fifo(copy))
		real_fcntl(copy, F_SETFD, real_fcntl(fd, F_GETFD));
	return copy;
}

DEVIANT(pipe_dup2_invalid_source_keeps_target,
	"the target is closed before the source is looked at", int, dup2, (int fd, int target))
{
	if (fd != target && is_fifo(target))
		real_close(target);
	return real_dup2(fd, target);
}

DEVIANT(pipe_dup3_cloexec, "dup3() ignores O_CLOEXEC", int, dup3, (int fd, int target, int flags))
{
	if (is_fifo(fd))
		flags &= ~O_CLOEXEC;
	return real_dup3(fd, target, flags);
}
