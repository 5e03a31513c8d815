/* Deviants of what closes the ends of a pipe. */
#include "deviant.h"

#include <fcntl.h>
#include <unistd.h>

DEVIANT(pipe_close_discards_when_all_closed, "something keeps a pipe open for ever", int, close,
	(int fd))
{
	if (is_fifo(fd))
		real_fcntl(fd, F_DUPFD, 100);
	return real_close(fd);
}

DEVIANT(pipe_close_frees_fd, "the number stays in use", int, close, (int fd))
{
	return is_fifo(fd) ? 0 : real_close(fd);
}

static bool is_duplicate(int fd, int other)
{
	struct stat a, b;

	return real_fstat(fd, &a) == 0 && real_fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino && real_fcntl(fd, F_GETFL) == real_fcntl(other, F_GETFL);
}

DEVIANT(pipe_close_last_dup_counts, "with one duplicate all are closed", int, close, (int fd))
{
	int other;

	for (other = 0; other < 64 && is_fifo(fd); other++)
		if (other != fd && is_duplicate(fd, other))
			real_close(other);
	return real_close(fd);
}

/* A process of its own holds what the child had open. */
DEVIANT(pipe_close_process_exit_closes, "the ends of a process stay open after its exit", pid_t,
	fork, (void))
{
	pid_t pid = real_fork();

	if (pid == 0 && real_fork() == 0)
		block_forever();
	return pid;
}
