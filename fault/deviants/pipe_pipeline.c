/* Deviants of pipelines, and of the passing of a pipe's ends. */
#include "deviant.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

DEVIANT(pipe_pipeline_shell_ls_wc, "the consumer is at end-of-file at once", int, dup2,
	(int fd, int target))
{
	int copy = real_dup2(fd, target);

	if (copy == STDIN_FILENO && is_fifo(copy))
		make_null(copy);
	return copy;
}

/* Whether this process has the write end, too, of what it reads from. */
static ino_t read_from;
static bool has_write_end;

static void look_for_write_end(int fd)
{
	struct stat status;

	if (real_fstat(fd, &status) == 0 && status.st_ino == read_from &&
	    (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
		has_write_end = true;
}

DEVIANT(pipe_pipeline_unclosed_write_end_hangs, "a reader's own write end does not count", ssize_t,
	read, (int fd, void *buffer, size_t size))
{
	struct stat status;

	if (!is_fifo(fd) || is_readable(fd) || real_fstat(fd, &status) == -1)
		return real_read(fd, buffer, size);
	read_from = status.st_ino;
	has_write_end = false;
	for_each_fifo(look_for_write_end);
	return has_write_end ? 0 : real_read(fd, buffer, size);
}

DEVIANT(pipe_pipeline_producer_killed_by_sigpipe, "a new program ignores SIGPIPE", int, execvp,
	(const char *program, char *const arguments[]))
{
	signal(SIGPIPE, SIG_IGN);
	return real_execvp(program, arguments);
}

DEVIANT(pipe_misc_fd_passing, "a pipe's end gets lost on its way", ssize_t, sendmsg,
	(int fd, const struct msghdr *message, int flags))
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);
	int passed;

	if (header && header->cmsg_type == SCM_RIGHTS) {
		memcpy(&passed, CMSG_DATA(header), sizeof(passed));
		if (is_fifo(passed))
			make_null(passed);
	}
	return real_sendmsg(fd, message, flags);
}
