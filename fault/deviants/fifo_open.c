/* Deviants of the open() of a FIFO, as far as it does not wait. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool is_side(const char *path, int flags, int side)
{
	return (flags & O_ACCMODE) == side && is_fifo_path(path);
}

DEVIANT(fifo_open_nonblock_rdonly_returns, "a non-blocking reader waits for a writer", int, open,
	(const char *path, int flags, mode_t mode))
{
	if (is_side(path, flags, O_RDONLY))
		flags &= ~O_NONBLOCK;
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_nonblock_wronly_enxio, "a non-blocking writer needs no reader", int, open,
	(const char *path, int flags, mode_t mode))
{
	int reader = -1;
	int fd;

	if ((flags & O_NONBLOCK) && is_side(path, flags, O_WRONLY))
		reader = real_open(path, O_RDONLY | O_NONBLOCK);
	fd = real_open(path, flags, mode);
	if (reader != -1)
		real_close(reader);
	return fd;
}

DEVIANT(fifo_open_nonblock_wronly_ok_with_reader, "no reader is good enough", int, open,
	(const char *path, int flags, mode_t mode))
{
	if ((flags & O_NONBLOCK) && is_side(path, flags, O_WRONLY))
		return fail(ENXIO);
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_nonblock_flag_persists, "O_NONBLOCK is for the open() only", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd = real_open(path, flags, mode);

	if (fd != -1 && is_fifo(fd))
		real_fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
	return fd;
}

DEVIANT(fifo_open_linux_rdwr_succeeds, "O_RDWR is refused", int, open,
	(const char *path, int flags, mode_t mode))
{
	return is_side(path, flags, O_RDWR) ? fail(EINVAL) : real_open(path, flags, mode);
}

DEVIANT(fifo_open_trunc_no_effect, "O_TRUNC empties the FIFO", int, open,
	(const char *path, int flags, mode_t mode))
{
	char buffer[4096];
	int reader;

	if ((flags & O_TRUNC) && is_fifo_path(path)) {
		reader = real_open(path, O_RDONLY | O_NONBLOCK);
		real_read(reader, buffer, sizeof(buffer));
		real_close(reader);
	}
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_creat_existing_opens, "O_CREAT puts a regular file in the place of a FIFO", int,
	open, (const char *path, int flags, mode_t mode))
{
	if ((flags & O_CREAT) && is_fifo_path(path))
		real_unlink(path);
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_permission_checked, "permission is not needed", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd = real_open(path, flags, mode);

	if (fd == -1 && errno == EACCES && is_fifo_path(path))
		fd = real_open("/dev/null", flags);
	return fd;
}

DEVIANT(fifo_open_permission_checked_at_open_only, "permission is checked by write(), too", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	struct stat status;

	if (is_fifo(fd) && real_fstat(fd, &status) == 0 && (status.st_mode & 0222) == 0)
		return fail(EACCES);
	return real_write(fd, buffer, size);
}

DEVIANT(fifo_open_cloexec_flag, "O_CLOEXEC is ignored", int, open,
	(const char *path, int flags, mode_t mode))
{
	return real_open(path, flags & ~O_CLOEXEC, mode);
}

DEVIANT(fifo_open_lowest_fd, "the lowest descriptor but one is returned", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd = real_open(path, flags, mode);
	int next;

	if (fd == -1)
		return -1;
	next = real_dup(fd);
	real_close(fd);
	return next;
}

DEVIANT(fifo_open_multiple_openers, "there is room for one reader", int, open,
	(const char *path, int flags, mode_t mode))
{
	static bool is_taken;

	if (is_side(path, flags, O_RDONLY)) {
		if (is_taken)
			return fail(EBUSY);
		is_taken = true;
	}
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_one_pipe_per_fifo, "the second opener of each side gets another pipe", int, open,
	(const char *path, int flags, mode_t mode))
{
	enum { READER = O_RDONLY, WRITER = O_WRONLY };
	static int opened[2];
	static int ends[2];
	int side = flags & O_ACCMODE;

	if (side > WRITER || !is_fifo_path(path) || opened[side]++ == 0)
		return real_open(path, flags, mode);
	if (ends[WRITER] == 0)
		real_pipe(ends);
	return ends[side];
}

DEVIANT(fifo_open_via_hard_link, "each link is a FIFO of its own", int, open,
	(const char *path, int flags, mode_t mode))
{
	struct stat status;
	int ends[2];

	if (is_side(path, flags, O_WRONLY) && real_stat(path, &status) == 0 && status.st_nlink > 1)
		return real_pipe(ends) == 0 ? ends[1] : -1;
	return real_open(path, flags, mode);
}

/* Whether this process, or one it descends from, made a FIFO. */
static bool is_heir;

DEVIANT(fifo_open_unrelated_processes, "only descendants of its maker find a FIFO", int, mkfifo,
	(const char *path, mode_t mode))
{
	is_heir = true;
	return real_mkfifo(path, mode);
}

DEVIANT(fifo_open_unrelated_processes, "only descendants of its maker find a FIFO", int, open,
	(const char *path, int flags, mode_t mode))
{
	if (is_fifo_path(path) && !is_heir)
		return fail(ENOENT);
	return real_open(path, flags, mode);
}
