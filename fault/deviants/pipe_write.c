/* Deviants of write(), writev() and pwrite() on a pipe. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static bool is_nonblocking(int fd)
{
	return real_fcntl(fd, F_GETFL) & O_NONBLOCK;
}

/* The request is the kind that the rules for O_NONBLOCK are about. */
static bool is_small_nonblocking(int fd, size_t size)
{
	return is_fifo(fd) && is_nonblocking(fd) && size <= PIPE_BUF;
}

static bool is_large_nonblocking(int fd, size_t size)
{
	return is_fifo(fd) && is_nonblocking(fd) && size > PIPE_BUF;
}

static bool has_to_wait(int fd)
{
	return is_fifo(fd) && !is_nonblocking(fd) && !is_writable(fd);
}

static int open_read_end(int write_end)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", write_end);
	return real_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

/* Blocks for ever, as a writer that nobody wakes. */
static void __attribute__((noreturn)) write_forever(void)
{
	int fds[2];

	if (real_pipe(fds) == 0)
		for (;;)
			real_write(fds[1], "", 1);
	block_forever();
}

DEVIANT(pipe_write_appends, "bytes go in before those that are there", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	char before[PIPE_BUF];
	int read_end = is_fifo(fd) ? open_read_end(fd) : -1;
	ssize_t held = read_end == -1 ? 0 : real_read(read_end, before, sizeof(before));
	ssize_t count = real_write(fd, buffer, size);

	if (held > 0)
		real_write(fd, before, (size_t)held);
	if (read_end != -1)
		real_close(read_end);
	return count;
}

DEVIANT(pipe_write_atomic_le_pipe_buf, "a write is made in two pieces", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	size_t half = size / 2;

	if (!is_fifo(fd) || is_nonblocking(fd) || half == 0)
		return real_write(fd, buffer, size);
	if (real_write(fd, buffer, half) == -1 ||
	    real_write(fd, (const char *)buffer + half, size - half) == -1)
		return -1;
	return (ssize_t)size;
}

DEVIANT(pipe_write_atomic_le_pipe_buf_nonblock, "a write is made in two pieces", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	size_t half = size / 2;

	if (!is_small_nonblocking(fd, size) || !is_writable(fd) || half == 0)
		return real_write(fd, buffer, size);
	if (real_write(fd, buffer, half) == -1)
		return -1;
	do
		sched_yield();
	while (real_write(fd, (const char *)buffer + half, size - half) == -1 && errno == EAGAIN);
	return (ssize_t)size;
}

DEVIANT(pipe_write_blocking_returns_full_count, "a write stops after PIPE_BUF bytes", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	if (is_fifo(fd) && !is_nonblocking(fd) && size > PIPE_BUF)
		size = PIPE_BUF;
	return real_write(fd, buffer, size);
}

DEVIANT(pipe_write_blocking_blocks_when_full, "a full pipe is EAGAIN for everybody", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	if (has_to_wait(fd)) {
		errno = EAGAIN;
		return -1;
	}
	return real_write(fd, buffer, size);
}

DEVIANT(pipe_write_full_wakes_after_drain, "a writer that had to wait waits for ever", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	if (has_to_wait(fd))
		write_forever();
	return real_write(fd, buffer, size);
}

DEVIANT(pipe_write_nonblock_never_blocks, "O_NONBLOCK is ignored", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	int flags = real_fcntl(fd, F_GETFL);
	ssize_t count;

	if (!is_fifo(fd) || !(flags & O_NONBLOCK))
		return real_write(fd, buffer, size);
	real_fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
	count = real_write(fd, buffer, size);
	real_fcntl(fd, F_SETFL, flags);
	return count;
}

DEVIANT(pipe_write_nonblock_small_all_or_nothing, "of a refused write one half goes in", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);

	if (count == -1 && errno == EAGAIN && is_small_nonblocking(fd, size)) {
		real_write(fd, buffer, size / 2);
		errno = EAGAIN;
	}
	return count;
}

DEVIANT(pipe_write_nonblock_small_eagain_if_no_room, "a refused write pushes the oldest byte out",
	ssize_t, write, (int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);
	char byte;

	if (count == -1 && errno == EAGAIN && is_small_nonblocking(fd, size)) {
		int read_end = open_read_end(fd);

		real_read(read_end, &byte, 1);
		real_close(read_end);
		errno = EAGAIN;
	}
	return count;
}

DEVIANT(pipe_write_eagain_not_short_for_small, "a small write takes what fits", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);

	if (!is_small_nonblocking(fd, size))
		return count;
	while (count == -1 && errno == EAGAIN && (size /= 2) > 0)
		count = real_write(fd, buffer, size);
	return count;
}

DEVIANT(pipe_write_nonblock_large_partial, "what does not fit as a whole is refused", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	int unread = 0;

	if (is_large_nonblocking(fd, size)) {
		real_ioctl(fd, FIONREAD, &unread);
		if ((size_t)(real_fcntl(fd, F_GETPIPE_SZ) - unread) < size) {
			errno = EAGAIN;
			return -1;
		}
	}
	return real_write(fd, buffer, size);
}

DEVIANT(pipe_write_nonblock_large_eagain_when_full, "a full pipe takes 0 bytes of a large write",
	ssize_t, write, (int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);

	return count == -1 && errno == EAGAIN && is_large_nonblocking(fd, size) ? 0 : count;
}

DEVIANT(pipe_write_nonblock_large_empty_at_least_pipe_buf,
	"a large write takes less than PIPE_BUF bytes", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	return real_write(fd, buffer, is_large_nonblocking(fd, size) ? PIPE_BUF - 1 : size);
}

/* A write that may fail with EPIPE, but raises no SIGPIPE. */
static ssize_t write_quietly(int fd, const void *buffer, size_t size)
{
	sigset_t sigpipe, before, pending;
	ssize_t count;
	int error;

	sigemptyset(&sigpipe);
	sigaddset(&sigpipe, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
	count = real_write(fd, buffer, size);
	error = errno;
	if (count == -1 && error == EPIPE && !sigismember(&pending, SIGPIPE))
		sigtimedwait(&sigpipe, NULL, &(struct timespec){0, 0});
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = error;
	return count;
}

DEVIANT(pipe_write_sigpipe_no_reader, "EPIPE comes without SIGPIPE", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	return write_quietly(fd, buffer, size);
}

DEVIANT(pipe_write_epipe_no_reader, "what nobody will read seems to be written", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);

	return count == -1 && errno == EPIPE ? (ssize_t)size : count;
}

DEVIANT(pipe_write_sigpipe_to_thread, "SIGPIPE goes to the process", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count = write_quietly(fd, buffer, size);

	if (count == -1 && errno == EPIPE) {
		kill(getpid(), SIGPIPE);
		errno = EPIPE;
	}
	return count;
}

DEVIANT(pipe_write_blocked_writer_epipe_on_reader_close,
	"a writer that waits does not notice that the last reader goes", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	int read_end = has_to_wait(fd) ? open_read_end(fd) : -1;
	ssize_t count = real_write(fd, buffer, size);

	if (read_end != -1)
		real_close(read_end);
	return count;
}

/* Whether this process has the other end of the pipe open. */
static bool has_read_end(int write_end)
{
	struct stat pipe, other;
	int fd;

	if (real_fstat(write_end, &pipe) == -1)
		return false;
	for (fd = 0; fd < 64; fd++)
		if (real_fstat(fd, &other) == 0 && other.st_ino == pipe.st_ino &&
		    other.st_dev == pipe.st_dev &&
		    (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
			return true;
	return false;
}

DEVIANT(pipe_write_own_read_end_prevents_epipe, "only other processes count as readers", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	if (is_fifo(fd) && has_read_end(fd)) {
		raise(SIGPIPE);
		errno = EPIPE;
		return -1;
	}
	return real_write(fd, buffer, size);
}

DEVIANT(pipe_write_eintr_before_any_byte, "every signal restarts a write", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count;

	do
		count = real_write(fd, buffer, size);
	while (count == -1 && errno == EINTR && is_fifo(fd));
	return count;
}

DEVIANT(pipe_write_partial_count_on_signal, "EINTR although some bytes are written", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);

	if (count == -1 || count == (ssize_t)size || !is_fifo(fd) || is_nonblocking(fd))
		return count;
	errno = EINTR;
	return -1;
}

DEVIANT(pipe_write_cancellation_point, "a thread in write() cannot be cancelled", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count;
	int state;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	count = real_write(fd, buffer, size);
	pthread_setcancelstate(state, &state);
	return count;
}

DEVIANT(pipe_write_linux_zero_bytes_returns_zero, "a write of no bytes is an error", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	if (is_fifo(fd) && size == 0) {
		errno = EINVAL;
		return -1;
	}
	return real_write(fd, buffer, size);
}

DEVIANT(pipe_write_marks_mtime_ctime, "a pipe keeps no times", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == 0 && S_ISFIFO(status->st_mode))
		status->st_mtim = status->st_ctim = (struct timespec){0, 0};
	return result;
}

DEVIANT(pipe_write_writev_gathers_in_order, "the last part goes first", ssize_t, writev,
	(int fd, const struct iovec *parts, int count))
{
	struct iovec reversed[16];
	int i;

	if (!is_fifo(fd) || count < 0 || count > 16)
		return real_writev(fd, parts, count);
	for (i = 0; i < count; i++)
		reversed[i] = parts[count - 1 - i];
	return real_writev(fd, reversed, count);
}

DEVIANT(pipe_write_writev_total_atomic, "every part is a write of its own", ssize_t, writev,
	(int fd, const struct iovec *parts, int count))
{
	ssize_t total = 0;
	int i;

	if (!is_fifo(fd))
		return real_writev(fd, parts, count);
	for (i = 0; i < count; i++) {
		ssize_t written = real_write(fd, parts[i].iov_base, parts[i].iov_len);

		if (written == -1)
			return total > 0 ? total : -1;
		total += written;
	}
	return total;
}

DEVIANT(pipe_write_pwrite_espipe, "the offset is ignored", ssize_t, pwrite,
	(int fd, const void *buffer, size_t size, off_t offset))
{
	return is_fifo(fd) ? real_write(fd, buffer, size) : real_pwrite(fd, buffer, size, offset);
}
