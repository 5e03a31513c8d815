/* Deviants of read() on a pipe. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* POLLIN: there is data; POLLHUP: there is no writer. */
static short poll_end(int fd)
{
	struct pollfd poll_fd = {fd, POLLIN, 0};

	return poll(&poll_fd, 1, 0) == 1 ? poll_fd.revents : 0;
}

/* How many bytes a read() would find. */
static size_t bytes_in(int fd)
{
	int count = 0;

	real_ioctl(fd, FIONREAD, &count);
	return (size_t)count;
}

/* Whether read() would return 0. */
static bool is_at_end(int fd)
{
	return is_fifo(fd) && poll_end(fd) == POLLHUP;
}

static bool is_nonblocking(int fd)
{
	return real_fcntl(fd, F_GETFL) & O_NONBLOCK;
}

DEVIANT(pipe_read_fifo_order, "bytes come out in reverse order", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);
	char *bytes = buffer;
	ssize_t i;

	for (i = 0; is_fifo(fd) && i < count / 2; i++) {
		char byte = bytes[i];

		bytes[i] = bytes[count - 1 - i];
		bytes[count - 1 - i] = byte;
	}
	return count;
}

DEVIANT(pipe_read_removes_data, "bytes are there for a second read of that size", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	static char last[64];
	static ssize_t last_count;

	if (!is_fifo(fd) || size > sizeof(last))
		return real_read(fd, buffer, size);
	if (last_count == (ssize_t)size) {
		memcpy(buffer, last, size);
		return last_count;
	}
	last_count = real_read(fd, buffer, size);
	memcpy(last, buffer, last_count > 0 ? (size_t)last_count : 0);
	return last_count;
}

DEVIANT(pipe_read_short_when_less_available, "a read waits for all it asked for", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);
	size_t done = count > 0 ? (size_t)count : 0;

	while (is_fifo(fd) && count > 0 && done < size) {
		count = real_read(fd, (char *)buffer + done, size - done);
		done += count > 0 ? (size_t)count : 0;
	}
	return done > 0 ? (ssize_t)done : count;
}

DEVIANT(pipe_read_never_more_than_asked, "the count is of all there was", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	size_t available = is_fifo(fd) ? bytes_in(fd) : 0;
	ssize_t count = real_read(fd, buffer, size);

	return count > 0 && available > size ? (ssize_t)available : count;
}

DEVIANT(pipe_read_no_message_boundaries, "what was written in parts is read in parts", int, pipe,
	(int fds[2]))
{
	return real_pipe2(fds, O_DIRECT);
}

DEVIANT(pipe_read_empty_with_writer_blocks, "an empty pipe gives end-of-file", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	if (is_fifo(fd) && !is_readable(fd))
		return 0;
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_blocked_wakes_on_write, "a reader that had to wait waits for ever", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	if (is_fifo(fd) && !is_readable(fd) && !is_nonblocking(fd))
		block_forever();
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_blocked_wakes_on_last_writer_close, "the last close wakes no reader", ssize_t,
	read, (int fd, void *buffer, size_t size))
{
	bool must_wait = is_fifo(fd) && !is_readable(fd);
	ssize_t count = real_read(fd, buffer, size);

	if (count == 0 && must_wait)
		block_forever();
	return count;
}

DEVIANT(pipe_read_eof_when_no_writer, "the end is an error", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	return is_at_end(fd) ? fail(EPIPE) : real_read(fd, buffer, size);
}

DEVIANT(pipe_read_eof_repeats, "the end is reported once", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	static bool is_reported;

	if (is_at_end(fd) && is_reported)
		return fail(EAGAIN);
	is_reported = is_at_end(fd);
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_eof_only_after_drain, "without a writer there is no data", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	if (is_fifo(fd) && poll_end(fd) & POLLHUP)
		return 0;
	return real_read(fd, buffer, size);
}

/* Any descriptor of the write end, not the last one, was closed. */
static bool is_writer_closed;

DEVIANT(pipe_read_no_eof_while_dup_writer_open, "the first close of a write end is the end", int,
	close, (int fd))
{
	if (is_fifo(fd) && (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
		is_writer_closed = true;
	return real_close(fd);
}

DEVIANT(pipe_read_no_eof_while_dup_writer_open, "the first close of a write end is the end",
	ssize_t, read, (int fd, void *buffer, size_t size))
{
	if (is_fifo(fd) && is_writer_closed && !is_readable(fd))
		return 0;
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_nonblock_empty_eagain, "O_NONBLOCK makes an empty pipe give 0", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	return count == -1 && errno == EAGAIN && is_fifo(fd) ? 0 : count;
}

DEVIANT(pipe_read_nonblock_eof_not_eagain, "O_NONBLOCK makes the end EAGAIN", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	if (is_at_end(fd) && is_nonblocking(fd))
		return fail(EAGAIN);
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_nonblock_returns_available, "O_NONBLOCK makes read() give all or nothing",
	ssize_t, read, (int fd, void *buffer, size_t size))
{
	if (is_fifo(fd) && is_nonblocking(fd) && bytes_in(fd) < size)
		return fail(EAGAIN);
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_zero_bytes_returns_zero, "a read of nothing loses a byte", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	char lost;

	if (size == 0 && is_fifo(fd) && bytes_in(fd) > 0)
		real_read(fd, &lost, 1);
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_readv_fills_in_order, "the last buffer is filled first", ssize_t, readv,
	(int fd, const struct iovec *parts, int count))
{
	struct iovec reversed[16];
	int i;

	if (!is_fifo(fd) || count < 1 || count > 16)
		return real_readv(fd, parts, count);
	for (i = 0; i < count; i++)
		reversed[i] = parts[count - 1 - i];
	return real_readv(fd, reversed, count);
}

DEVIANT(pipe_read_marks_atime, "the last access is the last modification", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == 0 && S_ISFIFO(status->st_mode))
		status->st_atim = status->st_mtim;
	return result;
}

DEVIANT(pipe_read_pread_espipe, "the offset is ignored", ssize_t, pread,
	(int fd, void *buffer, size_t size, off_t offset))
{
	return is_fifo(fd) ? real_read(fd, buffer, size) : real_pread(fd, buffer, size, offset);
}

DEVIANT(pipe_seek_lseek_espipe, "seeking goes nowhere", off_t, lseek,
	(int fd, off_t offset, int whence))
{
	return is_fifo(fd) ? 0 : real_lseek(fd, offset, whence);
}
