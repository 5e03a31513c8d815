/* Deviants of unlink(), stat(), chmod() and the utility. */
#include "deviant.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

DEVIANT(fifo_unlink_name_removed, "the name of a FIFO stays", int, unlink, (const char *path))
{
	return is_fifo_path(path) ? 0 : real_unlink(path);
}

DEVIANT(fifo_unlink_open_fds_keep_working, "without a name there is no writing", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	struct stat status;

	if (is_fifo(fd) && real_fstat(fd, &status) == 0 && status.st_nlink == 0) {
		errno = EPIPE;
		return -1;
	}
	return real_write(fd, buffer, size);
}

/* Where unlink() puts the FIFO that mkfifo() gives out again. */
static char hidden[PATH_MAX];

DEVIANT(fifo_unlink_new_fifo_is_distinct, "an unlinked FIFO is used again", int, unlink,
	(const char *path))
{
	if (!is_fifo_path(path))
		return real_unlink(path);
	snprintf(hidden, sizeof(hidden), "%s.hidden", path);
	return rename(path, hidden);
}

DEVIANT(fifo_unlink_new_fifo_is_distinct, "an unlinked FIFO is used again", int, mkfifo,
	(const char *path, mode_t mode))
{
	return *hidden ? rename(hidden, path) : real_mkfifo(path, mode);
}

DEVIANT(fifo_unlink_persists_until_unlinked, "the last user takes the FIFO along", int, close,
	(int fd))
{
	char link[40];
	char path[PATH_MAX] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (is_fifo(fd) && readlink(link, path, sizeof(path) - 1) > 0)
		real_unlink(path);
	return real_close(fd);
}

DEVIANT(fifo_stat_nlink_counts_links, "a FIFO has one link", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == 0 && S_ISFIFO(status->st_mode))
		status->st_nlink = 1;
	return result;
}

DEVIANT(fifo_chmod_changes_mode, "the mode of a FIFO is for good", int, chmod,
	(const char *path, mode_t mode))
{
	return is_fifo_path(path) ? 0 : real_chmod(path, mode);
}

DEVIANT(fifo_util_mkfifo_command, "the utility has no file mode creation mask", int, execvp,
	(const char *program, char *const arguments[]))
{
	if (strcmp(program, "mkfifo") == 0)
		umask(0);
	return real_execvp(program, arguments);
}
