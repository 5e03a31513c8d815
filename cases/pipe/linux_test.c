/* What Linux adds to pipes. */
#include "pipe.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

CASE(pipe_create_linux_unidirectional)
{
	struct pipe_ends p = open_pipe();
	char byte;

	EXPECT_ERROR(EBADF, write(p.read_end, "x", 1));
	EXPECT_ERROR(EBADF, read(p.write_end, &byte, 1));
	expect_contents(p.read_end, 0);
}

/*
 * What a read has no room for of a packet is lost. No more than two packets at
 * a time: a user with many pipes has no room for more.
 */
CASE(pipe2_linux_o_direct)
{
	unsigned char bytes[2 * PIPE_BUF];
	int fds[2];

	EXPECT_EQ(0, pipe2(fds, O_DIRECT));
	own(fds[0]);
	own(fds[1]);
	write_bytes(fds[1], "ab", 2);
	write_bytes(fds[1], "cdefg", 5);
	EXPECT_EQ(2, read(fds[0], bytes, sizeof(bytes)));
	EXPECT_BYTES("ab", bytes, 2);
	expect_bytes(fds[0], "cd", 2);
	EXPECT_EQ(PIPE_BUF, write_pattern(fds[1], 0, PIPE_BUF));
	write_bytes(fds[1], "h", 1);
	EXPECT_EQ(PIPE_BUF, read(fds[0], bytes, sizeof(bytes)));
	expect_pattern(bytes, 0, PIPE_BUF);
	EXPECT_EQ(1, read(fds[0], bytes, sizeof(bytes)));
	EXPECT_BYTES("h", bytes, 1);
}

static bool is_sigio_pending(void *unused)
{
	sigset_t pending;

	(void)unused;
	SETUP(sigpending(&pending));
	return sigismember(&pending, SIGIO);
}

CASE(pipe_fcntl_linux_o_async_sigio)
{
	struct pipe_ends p = open_pipe();
	sigset_t sigio;
	int number;

	sigemptyset(&sigio);
	sigaddset(&sigio, SIGIO);
	SETUP(sigprocmask(SIG_BLOCK, &sigio, NULL));
	EXPECT_OK(fcntl(p.read_end, F_SETOWN, getpid()));
	EXPECT_OK(fcntl(p.read_end, F_SETFL, O_ASYNC));
	EXPECT(!is_sigio_pending(NULL));
	write_bytes(p.write_end, "x", 1);
	EXPECT(wait_until(is_sigio_pending, NULL, 1));

	EXPECT_EQ(0, sigwait(&sigio, &number));
	EXPECT_OK(fcntl(p.read_end, F_SETFL, 0));
	write_bytes(p.write_end, "y", 1);
	EXPECT(!is_sigio_pending(NULL));
}

CASE(pipe_write_linux_zero_bytes_returns_zero)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(0, write(p.write_end, "", 0));
	fill(p.write_end);
	EXPECT_EQ(0, write(p.write_end, "", 0));
	close_end(p.read_end);
	EXPECT_EQ(0, write(p.write_end, "", 0));
}

/* A user without privilege who has many pipes gets two pages. */
static bool may_be_limited(void)
{
	return !has_capability(CAP_SYS_RESOURCE) && !has_capability(CAP_SYS_ADMIN);
}

CASE(pipe_write_linux_atomic_sized_slot)
{
	struct pipe_ends p = open_pipe();
	long page = sysconf(_SC_PAGESIZE);
	long capacity = EXPECT_OK(fcntl(p.read_end, F_GETPIPE_SZ));

	EXPECT_THAT(capacity == 16 * page || (capacity == 2 * page && may_be_limited()),
		    "F_GETPIPE_SZ: expected %ld, observed %ld", 16 * page, capacity);
	EXPECT_EQ(capacity, fill(p.write_end));
}

static long set_capacity(struct pipe_ends p, long size)
{
	long set = fcntl(p.write_end, F_SETPIPE_SZ, size);

	if (set == -1 && errno == EPERM && may_be_limited())
		skip_unpermitted("the user has too many pipes for a larger one");
	return EXPECT_OK(set);
}

/* Down to one page and up again; what is in the pipe stays there. */
CASE(pipe_capacity_linux_getpipe_sz)
{
	struct pipe_ends p = open_pipe();
	long page = sysconf(_SC_PAGESIZE);
	const long sizes[] = {1, page, page + 1, 3 * page, 8 * page - 1};
	size_t i;

	EXPECT_EQ(3, write_pattern(p.write_end, 0, 3));
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		long size = set_capacity(p, sizes[i]);

		EXPECT_THAT(size >= sizes[i] && size % page == 0,
			    "F_SETPIPE_SZ: expected %ld, rounded up, observed %ld", sizes[i], size);
		EXPECT_EQ(size, fcntl(p.read_end, F_GETPIPE_SZ));
		expect_contents(p.read_end, 3);
		EXPECT_EQ(size, fill(p.write_end));
		EXPECT_EQ(size, drain(p.read_end));
		EXPECT_EQ(3, write_pattern(p.write_end, 0, 3));
	}
}

CASE(pipe_capacity_linux_setpipe_sz_ebusy)
{
	struct pipe_ends p = open_pipe();
	long page = sysconf(_SC_PAGESIZE);
	long capacity = SETUP(fcntl(p.write_end, F_GETPIPE_SZ));
	size_t filled = fill(p.write_end);

	EXPECT_ERROR(EBUSY, fcntl(p.write_end, F_SETPIPE_SZ, page));
	EXPECT_EQ(capacity, fcntl(p.write_end, F_GETPIPE_SZ));
	expect_contents(p.read_end, filled);
	EXPECT_EQ(page, fcntl(p.write_end, F_SETPIPE_SZ, page));
}

CASE(pipe_capacity_linux_setpipe_sz_eperm)
{
	struct pipe_ends p = open_pipe();
	long capacity = SETUP(fcntl(p.write_end, F_GETPIPE_SZ));
	unsigned long too_large = read_parameter("fs/pipe-max-size", 0) + 1;
	struct actor *user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_ERROR(EPERM, fcntl(p.write_end, F_SETPIPE_SZ, too_large));
	}

	expect_finished(user);
	EXPECT_EQ(capacity, fcntl(p.write_end, F_GETPIPE_SZ));
}

/* As both ends say. */
#define expect_unread(p, count) AT(check_unread(p, count))

static void check_unread(struct pipe_ends p, int count)
{
	int unread = -1;

	check_success(THERE, "ioctl(FIONREAD)", ioctl(p.read_end, FIONREAD, &unread));
	check_equal(THERE, "FIONREAD on the read end", count, unread);
	check_success(THERE, "ioctl(FIONREAD)", ioctl(p.write_end, FIONREAD, &unread));
	check_equal(THERE, "FIONREAD on the write end", count, unread);
}

CASE(pipe_capacity_linux_fionread)
{
	struct pipe_ends p = open_pipe();
	struct pipe_ends q = open_pipe();
	struct iovec part = {"xy", 2};
	struct actor *mover;
	int unread;

	expect_unread(p, 0);
	write_bytes(p.write_end, "abcdef", 6);
	expect_unread(p, 6);
	expect_bytes(p.read_end, "ab", 2);
	expect_unread(p, 4);
	EXPECT_EQ(4, tee(p.read_end, q.write_end, PIPE_BUF, 0));
	expect_unread(p, 4);
	expect_unread(q, 4);
	EXPECT_EQ(3, splice(p.read_end, NULL, q.write_end, NULL, 3, 0));
	expect_unread(p, 1);
	expect_unread(q, 7);
	expect_bytes(q.read_end, "cdefcde", 7);
	if (vmsplice(q.write_end, &part, 0, 0) == -1 && errno == EPERM)
		skip_unpermitted("vmsplice() is not permitted");
	EXPECT_EQ(2, vmsplice(q.write_end, &part, 1, 0));
	expect_unread(q, 2);
	expect_bytes(q.read_end, "xy", 2);
	expect_unread(q, 0);
	EXPECT_ERROR(EAGAIN, tee(q.read_end, p.write_end, 1, SPLICE_F_NONBLOCK));
	mover = ACTOR("mover")
	{
		EXPECT_EQ(1, splice(q.read_end, NULL, p.write_end, NULL, PIPE_BUF, 0));
	}
	expect_blocked_in(mover, CALL_SPLICE);
	write_bytes(q.write_end, "z", 1);
	expect_finished(mover);
	expect_unread(q, 0);
	expect_bytes(p.read_end, "fz", 2);

	/* With no reader left, the write end alone shows that no byte goes in. */
	ignore_signal(SIGPIPE);
	close_end(p.read_end);
	EXPECT_ERROR(EPIPE, write(p.write_end, "x", 1));
	EXPECT_OK(ioctl(p.write_end, FIONREAD, &unread));
	EXPECT_EQ(0, unread);
}

CASE(pipe_limit_linux_pipe_buf_4096)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(4096, PIPE_BUF);
	EXPECT_EQ(4096, fpathconf(p.read_end, _PC_PIPE_BUF));
	EXPECT_EQ(4096, fpathconf(p.write_end, _PC_PIPE_BUF));
}
