/* Deviants of read(), write(), lseek(), close() and the streams of FIFOs. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Another reader of the FIFO, which does not wait. */
static int open_reader(int fd)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return real_open(path, O_RDONLY | O_NONBLOCK);
}

DEVIANT(fifo_read_same_as_pipe, "the first byte of a read comes out inverted", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);
	unsigned char *first = buffer;

	if (count > 0 && is_fifo(fd))
		*first = (unsigned char)~*first;
	return count;
}

DEVIANT(fifo_read_eof_when_writers_gone, "the end is an error", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	return count == 0 && is_fifo(fd) ? fail(EPIPE) : count;
}

DEVIANT(fifo_read_data_again_after_new_writer, "the end is final", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	static bool is_ended;
	ssize_t count;

	if (is_ended)
		return 0;
	count = real_read(fd, buffer, size);
	is_ended = count == 0 && is_fifo(fd);
	return count;
}

DEVIANT(fifo_read_nonblock_never_had_writer_zero, "a writer may still come", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	return count == 0 && is_fifo(fd) ? fail(EAGAIN) : count;
}

DEVIANT(fifo_read_nonblock_with_writer_eagain, "to be empty is to be at the end", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	return count == -1 && errno == EAGAIN && is_fifo(fd) ? 0 : count;
}

DEVIANT(fifo_read_data_not_persistent, "a FIFO with data in it is never closed", int, close,
	(int fd))
{
	int unread = 0;

	if (is_fifo(fd) && real_ioctl(fd, FIONREAD, &unread) == 0 && unread > 0)
		real_dup(fd);
	return real_close(fd);
}

DEVIANT(fifo_read_data_survives_while_reader_open, "a writer takes its data along", int, close,
	(int fd))
{
	char buffer[4096];
	int reader;

	if (is_fifo(fd) && (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
		reader = open_reader(fd);
		real_read(reader, buffer, sizeof(buffer));
		real_close(reader);
	}
	return real_close(fd);
}

DEVIANT(fifo_read_stdio_works, "a stream must be able to seek", FILE *, fopen,
	(const char *path, const char *mode))
{
	FILE *stream = real_fopen(path, mode);

	if (stream && is_fifo(fileno(stream))) {
		fclose(stream);
		errno = ESPIPE;
		return NULL;
	}
	return stream;
}

DEVIANT(fifo_seek_lseek_espipe, "a FIFO has an offset", off_t, lseek,
	(int fd, off_t offset, int whence))
{
	return is_fifo(fd) ? offset : real_lseek(fd, offset, whence);
}

DEVIANT(fifo_write_epipe_after_reader_closed, "what nobody reads is thrown away", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t count;
	int reader;

	if (!is_fifo(fd))
		return real_write(fd, buffer, size);
	reader = open_reader(fd);
	count = real_write(fd, buffer, size);
	real_close(reader);
	return count;
}

DEVIANT(fifo_write_works_again_after_new_reader, "EPIPE is final", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	static bool is_broken;
	ssize_t count;

	if (is_broken)
		return fail(EPIPE);
	count = real_write(fd, buffer, size);
	is_broken = count == -1 && errno == EPIPE;
	return count;
}

DEVIANT(fifo_write_atomic_le_pipe_buf, "what is written goes in two halves", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	ssize_t first;
	ssize_t second;

	if (!is_fifo(fd) || size < 2)
		return real_write(fd, buffer, size);
	first = real_write(fd, buffer, size / 2);
	if (first < (ssize_t)(size / 2))
		return first;
	sched_yield();
	second = real_write(fd, (const char *)buffer + first, size - (size_t)first);
	return second == -1 ? first : first + second;
}

DEVIANT(fifo_write_times_marked, "a FIFO keeps the times of its making", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	struct stat before = {.st_mode = 0};
	ssize_t count;

	real_fstat(fd, &before);
	count = real_write(fd, buffer, size);
	if (S_ISFIFO(before.st_mode))
		futimens(fd, (struct timespec[]){before.st_atim, before.st_mtim});
	return count;
}
