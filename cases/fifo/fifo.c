#include "fifo.h"

#include <unistd.h>

const char *make_fifo(mode_t mode)
{
	const char *path = scratch_path();

	SETUP(mkfifo(path, mode));
	SETUP(chmod(path, mode));
	return path;
}

int fifo_open(const char *path, int flags)
{
	errno = 0;
	return own((int)check_success(THERE, "open()", open(path, flags)));
}

struct pipe_ends fifo_open_both_ends(const char *path)
{
	struct pipe_ends p;

	p.read_end = fifo_open(path, O_RDONLY | O_NONBLOCK);
	p.write_end = fifo_open(path, O_WRONLY);
	descriptor_set_nonblocking(p.read_end, false);
	return p;
}

struct pipe_ends open_fifo_pair(void)
{
	return open_both_ends(make_fifo(0600));
}

struct stat fifo_status_of(const char *path)
{
	struct stat status;

	errno = 0;
	check_success(THERE, "stat()", stat(path, &status));
	return status;
}

struct stat fifo_status_of_open(int fd)
{
	struct stat status;

	errno = 0;
	check_success(THERE, "fstat()", fstat(fd, &status));
	return status;
}

void fifo_expect_fifo(const char *path, mode_t mode)
{
	struct stat status = fifo_status_of(path);

	if (!S_ISFIFO(status.st_mode) || (status.st_mode & 07777) != mode)
		check_failed(THERE, "st_mode: expected %07o, observed %07o",
			     (unsigned)(S_IFIFO | mode), (unsigned)status.st_mode);
}

void fifo_expect_no_reader(const char *path)
{
	errno = 0;
	check_error(THERE, "open(O_WRONLY | O_NONBLOCK)", open(path, O_WRONLY | O_NONBLOCK), -1,
		    ENXIO, 0);
}

struct span begin_span(const struct stat *before)
{
	struct span span = {.end = {0, 0}};

	await_file_clock_past(before->st_atim);
	await_file_clock_past(before->st_mtim);
	span.begin = await_file_clock_past(before->st_ctim);
	return span;
}

void end_span(struct span *span)
{
	/* Finer than the clock of the timestamps, and never behind it. */
	clock_gettime(CLOCK_REALTIME, &span->end);
}

bool is_within(struct timespec t, const struct span *span)
{
	return !is_earlier(t, span->begin) && !is_earlier(span->end, t);
}
