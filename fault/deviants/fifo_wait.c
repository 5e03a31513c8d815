/* Deviants of the open() of a FIFO that waits. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

/* Whether open() is for that side of a FIFO, and may wait. */
static bool may_wait(const char *path, int flags, int side)
{
	return (flags & O_ACCMODE) == side && !(flags & O_NONBLOCK) && is_fifo_path(path);
}

static bool has_reader(const char *path)
{
	int fd = real_open(path, O_WRONLY | O_NONBLOCK);

	if (fd != -1)
		real_close(fd);
	return fd != -1;
}

/* Of an empty FIFO. */
static bool has_writer(const char *path)
{
	int fd = real_open(path, O_RDONLY | O_NONBLOCK);
	char byte;
	bool is_open = real_read(fd, &byte, 1) == -1;

	real_close(fd);
	return is_open;
}

DEVIANT(fifo_open_rdonly_blocks_until_writer, "a reader does not wait for a writer", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd;

	if (!may_wait(path, flags, O_RDONLY))
		return real_open(path, flags, mode);
	fd = real_open(path, flags | O_NONBLOCK);
	real_fcntl(fd, F_SETFL, flags);
	return fd;
}

DEVIANT(fifo_open_wronly_blocks_until_reader, "a writer does not wait for a reader", int, open,
	(const char *path, int flags, mode_t mode))
{
	int reader = -1;
	int fd;

	if (may_wait(path, flags, O_WRONLY))
		reader = real_open(path, O_RDONLY | O_NONBLOCK);
	fd = real_open(path, flags, mode);
	if (reader != -1)
		real_close(reader);
	return fd;
}

DEVIANT(fifo_open_rendezvous_both_return, "a writer that had to wait waits for ever", int, open,
	(const char *path, int flags, mode_t mode))
{
	bool must_wait = may_wait(path, flags, O_WRONLY) && !has_reader(path);
	int fd = real_open(path, flags, mode);

	if (must_wait)
		block_forever();
	return fd;
}

DEVIANT(fifo_open_rdonly_no_wait_if_writer, "a reader waits for another writer", int, open,
	(const char *path, int flags, mode_t mode))
{
	if (may_wait(path, flags, O_RDONLY) && has_writer(path))
		block_forever();
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_wronly_no_wait_if_reader, "a writer waits for another reader", int, open,
	(const char *path, int flags, mode_t mode))
{
	if (may_wait(path, flags, O_WRONLY) && has_reader(path))
		block_forever();
	return real_open(path, flags, mode);
}

DEVIANT(fifo_open_eintr_while_waiting, "a signal does not end the wait", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd;

	do
		fd = real_open(path, flags, mode);
	while (fd == -1 && errno == EINTR);
	return fd;
}

DEVIANT(fifo_open_cancellation_point, "a thread cannot be cancelled in open()", int, open,
	(const char *path, int flags, mode_t mode))
{
	int state;
	int fd;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	fd = real_open(path, flags, mode);
	pthread_setcancelstate(state, NULL);
	return fd;
}

DEVIANT(fifo_open_failed_writer_open_leaves_reader_blocked,
	"a writer that is refused has released a waiting reader", int, open,
	(const char *path, int flags, mode_t mode))
{
	int fd = real_open(path, flags, mode);
	int error = errno;

	if (fd == -1 && (flags & O_ACCMODE) == O_WRONLY && is_fifo_path(path))
		has_reader(path);
	errno = error;
	return fd;
}
