/* What Linux adds on FIFOs. */
#include "fifo.h"

#include <sys/ioctl.h>
#include <unistd.h>

static const struct variant modes[] = {
	{"blocking", 0, NULL},
	{"nonblocking", O_NONBLOCK, NULL},
};

CASE_VARIANTS(modes, fifo_open_linux_rdwr_succeeds)
{
	const char *path = make_fifo(0600);
	int fd = open_fifo(path, O_RDWR | (int)variant()->value);

	write_bytes(fd, "abc", 3);
	expect_bytes(fd, "abc", 3);
	/* It is a reader and a writer to others. */
	write_bytes(open_fifo(path, O_WRONLY | O_NONBLOCK), "x", 1);
	expect_bytes(open_fifo(path, O_RDONLY), "x", 1);
}

CASE(fifo_open_one_pipe_per_fifo)
{
	const char *path = make_fifo(0600);
	struct pipe_ends first = open_both_ends(path);
	struct pipe_ends second = open_both_ends(path);
	int capacity = (int)EXPECT_OK(fcntl(first.read_end, F_GETPIPE_SZ));
	int unread;

	EXPECT_OK(fcntl(first.write_end, F_SETPIPE_SZ, capacity / 2));
	EXPECT_EQ(capacity / 2, fcntl(second.read_end, F_GETPIPE_SZ));
	write_bytes(first.write_end, "ab", 2);
	write_bytes(second.write_end, "cd", 2);
	EXPECT_OK(ioctl(first.read_end, FIONREAD, &unread));
	EXPECT_EQ(4, unread);
	expect_bytes(second.read_end, "abc", 3);
	expect_bytes(first.read_end, "d", 1);
}
