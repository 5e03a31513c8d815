/* Pipes, FIFOs, and offsets in files. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

#include "finding.h"

/* Whether write() changes the time of modification; waits until a clock has gone on. */
static bool marks_times(int reader, int writer)
{
	struct stat before, after;

	fstat(writer, &before);
	usleep(50000);
	if (write(writer, "a", 1) != 1 || fstat(reader, &after) == -1)
		return false;
	return before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
	       before.st_mtim.tv_nsec != after.st_mtim.tv_nsec;
}

FINDING("Linux, seen with 6.18, does not mark the times of a pipe that has no name; those of a "
	"FIFO it does")
{
	int fds[2], fifo;

	if (pipe(fds) == -1 || mkfifo("fifo", 0600) == -1 || (fifo = open("fifo", O_RDWR)) == -1)
		return CANNOT_TRY;
	return !marks_times(fds[0], fds[1]) && marks_times(fifo, fifo) ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not mark the times of pipes and FIFOs")
{
	int fifo;

	if (mkfifo("fifo", 0600) == -1 || (fifo = open("fifo", O_RDWR)) == -1)
		return CANNOT_TRY;
	return marks_times(fifo, fifo) ? NOT_SHOWN : SHOWN;
}

/* All but one byte is taken. More than PIPE_BUF bytes may be written in part, so one would be. */
FINDING("Linux counts a pipe's room in pages: it may refuse a large request where a byte would fit")
{
	static char bytes[1 << 20];
	int fds[2], size;

	if (pipe2(fds, O_NONBLOCK) == -1 || (size = fcntl(fds[0], F_GETPIPE_SZ)) == -1 ||
	    size > (int)sizeof(bytes) || write(fds[1], bytes, (size_t)size - 1) != size - 1)
		return CANNOT_TRY;
	return write(fds[1], bytes, 8192) == -1 && errno == EAGAIN && write(fds[1], bytes, 1) == 1
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("Linux's select() does not show a FIFO that nobody has had open for writing yet as "
	"readable, although read() returns 0 at once")
{
	struct timeval at_once = {0, 0};
	fd_set set;
	char byte;
	int fd;

	if (mkfifo("fifo", 0600) == -1 || (fd = open("fifo", O_RDONLY | O_NONBLOCK)) == -1)
		return CANNOT_TRY;
	FD_ZERO(&set);
	FD_SET(fd, &set);
	return read(fd, &byte, 1) == 0 && select(fd + 1, &set, NULL, NULL, &at_once) == 0
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EOVERFLOW is what the standard says. */
FINDING("Linux reports EINVAL for an offset that off_t cannot hold")
{
	const off_t largest = (off_t)(UINTMAX_MAX >> (1 + 8 * (sizeof(uintmax_t) - sizeof(off_t))));
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	if (fd == -1 || lseek(fd, 5, SEEK_SET) != 5)
		return CANNOT_TRY;
	return lseek(fd, largest, SEEK_CUR) == -1 && errno == EINVAL ? SHOWN : NOT_SHOWN;
}
