/* The errors of write() and its kin on pipes. */
#include "pipe.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* One call of write(), or of a function that takes the place of it. */
typedef ssize_t writing(int fd, const void *bytes, size_t size);

static ssize_t writev_one(int fd, const void *bytes, size_t size)
{
	struct iovec part = {(void *)bytes, size};

	return writev(fd, &part, 1);
}

static void expect_eagain_if_full(writing *write_some)
{
	struct pipe_ends p = open_pipe();
	size_t filled;

	set_nonblocking(p.write_end, true);
	EXPECT_EQ(1, write_some(p.write_end, "x", 1));
	expect_bytes(p.read_end, "x", 1);
	filled = fill(p.write_end);
	EXPECT_ERROR(EAGAIN, write_some(p.write_end, "x", 1));
	EXPECT_EQ(filled, drain(p.read_end));
	EXPECT_EQ(1, write_some(p.write_end, "x", 1));
	expect_bytes(p.read_end, "x", 1);
}

CASE(write_eagain)
{
	expect_eagain_if_full(write);
}

CASE(writev_eagain)
{
	expect_eagain_if_full(writev_one);
}

static void expect_ebadf_if_not_for_writing(writing *write_some)
{
	struct pipe_ends p = open_one_way();

	EXPECT_EQ(1, write_some(p.write_end, "x", 1));
	EXPECT_ERROR(EBADF, write_some(p.read_end, "y", 1));
	EXPECT_ERROR(EBADF, write_some(lowest_free(), "y", 1));
	EXPECT_ERROR(EBADF, write_some(-1, "y", 1));
	EXPECT_EQ(1, drain(p.read_end));
}

CASE(write_ebadf)
{
	expect_ebadf_if_not_for_writing(write);
}

CASE(writev_ebadf)
{
	expect_ebadf_if_not_for_writing(writev_one);
}

static void expect_epipe_without_reader(writing *write_some)
{
	struct pipe_ends p = open_pipe();

	catch_signal(SIGPIPE, 0);
	EXPECT_EQ(1, write_some(p.write_end, "x", 1));
	EXPECT_EQ(0, times_caught(SIGPIPE));
	close_end(p.read_end);
	EXPECT_ERROR(EPIPE, write_some(p.write_end, "x", 1));
	EXPECT_EQ(1, times_caught(SIGPIPE));
	EXPECT(is_open(p.write_end));
}

CASE(write_epipe)
{
	expect_epipe_without_reader(write);
}

CASE(writev_epipe)
{
	expect_epipe_without_reader(writev_one);
}

static void expect_eintr_if_nothing_moved(writing *write_some)
{
	struct pipe_ends p = open_pipe();
	struct gate *interrupted = new_gate();
	struct gate *drained = new_gate();
	size_t filled = fill(p.write_end);
	struct actor *writer = ACTOR("writer")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, write_some(p.write_end, "x", 1));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		open_gate(interrupted);
		pass_gate(drained);
		EXPECT_EQ(1, write_some(p.write_end, "y", 1));
	}

	expect_blocked_in(writer, CALL_WRITE);
	send_signal(writer, SIGUSR1);
	pass_gate(interrupted);
	EXPECT_EQ(filled, drain(p.read_end));
	open_gate(drained);
	expect_bytes(p.read_end, "y", 1);
	expect_finished(writer);
}

CASE(write_eintr)
{
	expect_eintr_if_nothing_moved(write);
}

CASE(writev_eintr)
{
	expect_eintr_if_nothing_moved(writev_one);
}

/* A new regular file that is empty. */
static int open_file(const char *path, int mode)
{
	return own((int)SETUP(open(path, mode | O_CREAT, 0600)));
}

static off_t size_of(int fd)
{
	struct stat status;

	SETUP(fstat(fd, &status));
	return status.st_size;
}

CASE(write_efbig)
{
	struct pipe_ends p = open_pipe();
	int file = open_file(scratch_path(), O_WRONLY);
	struct rlimit limit;

	SETUP(getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = 4;
	SETUP(setrlimit(RLIMIT_FSIZE, &limit));
	ignore_signal(SIGXFSZ);
	EXPECT_EQ(4, write(file, "12345678", 8));
	EXPECT_ERROR(EFBIG, write(file, "5", 1));
	EXPECT_EQ(4, size_of(file));
	/* A pipe is no file that could grow too large. */
	write_bytes(p.write_end, "12345678", 8);
	expect_bytes(p.read_end, "12345678", 8);
}

CASE(write_enospc)
{
	const char *directory = scratch_directory(0755);
	static const char block[4096];
	off_t size;
	int file;

	enter_private(PRIVATE_MOUNTS);
	mount_private(directory, "size=4096");
	SETUP(chdir(directory));
	file = open_file("file", O_WRONLY);
	EXPECT_EQ(1, write(file, "x", 1));
	while (write(file, block, sizeof(block)) > 0)
		continue;
	size = size_of(file);
	EXPECT_ERROR(ENOSPC, write(file, "x", 1));
	EXPECT_EQ(size, size_of(file));
	/* Once there is room again, there is. */
	SETUP(ftruncate(file, 0));
	SETUP(lseek(file, 0, SEEK_SET));
	EXPECT_EQ(1, write(file, "x", 1));
}

CASE(writev_einval_sum_overflow)
{
	struct pipe_ends p = open_pipe();
	char bytes[] = "xy";
	struct iovec parts[] = {{&bytes[0], 1}, {&bytes[1], 1}};

	EXPECT_EQ(2, writev(p.write_end, parts, 2));
	parts[1].iov_len = (size_t)SSIZE_MAX + 1;
	EXPECT_ERROR(EINVAL, writev(p.write_end, parts, 2));
	/* So much memory there is not, which may be noticed first. */
	parts[1].iov_len = SSIZE_MAX;
	EXPECT_ERROR_OF(EINVAL, EFAULT, writev(p.write_end, parts, 2));
	EXPECT_EQ(2, drain(p.read_end));
}

static void observe_writev(const char *key, int count)
{
	static struct iovec parts[IOV_MAX + 1];
	struct pipe_ends p = open_pipe();
	char byte = 'x';
	ssize_t result;
	int i;

	for (i = 0; i <= IOV_MAX; i++)
		parts[i] = (struct iovec){&byte, 1};
	result = writev(p.write_end, parts, count);
	observe(key, "%s", result == -1 ? error_name(errno) : "success");
}

CASE(writev_einval_iovcnt)
{
	observe_writev("writev() of 0 buffers", 0);
	observe_writev("writev() of -1 buffers", -1);
	observe_writev("writev() of IOV_MAX + 1 buffers", IOV_MAX + 1);
}

CASE(pwrite_espipe)
{
	struct pipe_ends p = open_pipe();
	int file = open_file(scratch_path(), O_WRONLY);

	EXPECT_EQ(1, pwrite(file, "x", 1, 0));
	EXPECT_ERROR(ESPIPE, pwrite(p.write_end, "x", 1, 0));
	EXPECT_ERROR(ESPIPE, pwrite(p.write_end, "x", 1, 1));
	EXPECT_EQ(0, drain(p.read_end));
}

CASE(pwrite_einval)
{
	int file = open_file(scratch_path(), O_WRONLY);

	EXPECT_EQ(1, pwrite(file, "x", 1, 0));
	EXPECT_ERROR(EINVAL, pwrite(file, "y", 1, -1));
	EXPECT_EQ(1, size_of(file));
}

CASE(pwrite_ebadf)
{
	const char *path = scratch_path();
	int writable = open_file(path, O_WRONLY);
	int readable = open_file(path, O_RDONLY);

	EXPECT_EQ(1, pwrite(writable, "x", 1, 0));
	EXPECT_ERROR(EBADF, pwrite(readable, "yz", 2, 0));
	EXPECT_ERROR(EBADF, pwrite(lowest_free(), "yz", 2, 0));
	EXPECT_ERROR(EBADF, pwrite(-1, "yz", 2, 0));
	expect_bytes(readable, "x", 1);
}
