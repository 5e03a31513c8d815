/* The errors of pipe(), and of read() and its kin on pipes. */
#include "pipe.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* pipe2() as it is used where pipe() would do. */
static int pipe2_plain(int fds[2])
{
	return pipe2(fds, 0);
}

static void expect_emfile(int (*make)(int fds[2]))
{
	int fds[2];
	int unused;
	int count;

	EXPECT_OK(make(fds));
	close_end(fds[0]);
	close_end(fds[1]);
	unused = lowest_free();
	for (count = 1; count >= 0; count--) {
		leave_descriptors(count);
		fds[0] = -3;
		fds[1] = -4;
		EXPECT_ERROR(EMFILE, make(fds));
		EXPECT_EQ(-3, fds[0]);
		EXPECT_EQ(-4, fds[1]);
		EXPECT_EQ(unused, lowest_free());
	}
}

CASE(pipe_emfile)
{
	expect_emfile(pipe);
}

CASE(pipe2_emfile)
{
	expect_emfile(pipe2_plain);
}

CASE(pipe2_einval)
{
	int fds[2];

	if (pipe2(fds, O_APPEND) == -1) {
		observe("pipe2(O_APPEND)", "%s", error_name(errno));
		return;
	}
	own(fds[0]);
	own(fds[1]);
	observe("pipe2(O_APPEND)", "success");
}

/* One call of read(), or of a function that takes the place of it. */
typedef ssize_t reading(int fd, void *buffer, size_t size);

static ssize_t readv_one(int fd, void *buffer, size_t size)
{
	struct iovec part = {buffer, size};

	return readv(fd, &part, 1);
}

static ssize_t pread_start(int fd, void *buffer, size_t size)
{
	return pread(fd, buffer, size, 0);
}

static void expect_eagain_if_empty(reading *read_some)
{
	struct pipe_ends p = open_pipe();
	char byte = '?';

	write_bytes(p.write_end, "x", 1);
	EXPECT_EQ(1, read_some(p.read_end, &byte, 1));
	set_nonblocking(p.read_end, true);
	EXPECT_ERROR(EAGAIN, read_some(p.read_end, &byte, 1));
	EXPECT_EQ('x', byte);
	write_bytes(p.write_end, "y", 1);
	EXPECT_EQ(1, read_some(p.read_end, &byte, 1));
	EXPECT_EQ('y', byte);
}

CASE(read_eagain)
{
	expect_eagain_if_empty(read);
}

CASE(readv_eagain)
{
	expect_eagain_if_empty(readv_one);
}

/* A new file with the one byte "x". */
static const char *make_file(void)
{
	const char *path = scratch_path();
	int fd = (int)SETUP(open(path, O_WRONLY | O_CREAT, 0600));

	write_bytes(fd, "x", 1);
	close_end(fd);
	return path;
}

static void expect_ebadf_if_not_for_reading(reading *read_some)
{
	struct pipe_ends p = open_one_way();
	char byte = '?';

	write_bytes(p.write_end, "xy", 2);
	EXPECT_EQ(1, read_some(p.read_end, &byte, 1));
	EXPECT_ERROR(EBADF, read_some(p.write_end, &byte, 1));
	EXPECT_ERROR(EBADF, read_some(lowest_free(), &byte, 1));
	EXPECT_ERROR(EBADF, read_some(-1, &byte, 1));
	EXPECT_EQ('x', byte);
	expect_bytes(p.read_end, "y", 1);
}

CASE(read_ebadf)
{
	expect_ebadf_if_not_for_reading(read);
}

CASE(readv_ebadf)
{
	expect_ebadf_if_not_for_reading(readv_one);
}

CASE(pread_ebadf)
{
	const char *path = make_file();
	int readable = own((int)SETUP(open(path, O_RDONLY)));
	int writable = own((int)SETUP(open(path, O_WRONLY)));
	char byte = '?';

	EXPECT_EQ(1, pread_start(readable, &byte, 1));
	EXPECT_ERROR(EBADF, pread_start(writable, &byte, 1));
	EXPECT_ERROR(EBADF, pread_start(lowest_free(), &byte, 1));
	EXPECT_ERROR(EBADF, pread_start(-1, &byte, 1));
	EXPECT_EQ('x', byte);
}

static void expect_eintr_if_nothing_moved(reading *read_some)
{
	struct pipe_ends p = open_pipe();
	struct gate *interrupted = new_gate();
	struct actor *reader = ACTOR("reader")
	{
		char byte = '?';

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, read_some(p.read_end, &byte, 1));
		EXPECT_EQ('?', byte);
		open_gate(interrupted);
		EXPECT_EQ(1, read_some(p.read_end, &byte, 1));
		EXPECT_EQ('x', byte);
	}

	expect_blocked_in(reader, CALL_READ);
	send_signal(reader, SIGUSR1);
	pass_gate(interrupted);
	write_bytes(p.write_end, "x", 1);
	expect_finished(reader);
}

CASE(read_eintr)
{
	expect_eintr_if_nothing_moved(read);
}

CASE(readv_eintr)
{
	expect_eintr_if_nothing_moved(readv_one);
}

CASE(read_eisdir)
{
	const char *path = make_file();
	int directory = own((int)SETUP(open(".", O_RDONLY)));
	int file = own((int)SETUP(open(path, O_RDONLY)));
	char block[4096];
	ssize_t count;

	EXPECT_EQ(1, read(file, block, 1));
	errno = 0;
	count = read(directory, block, sizeof(block));
	if (count > 0) {
		observe("read() of a directory", "success");
		EXPECT(memmem(block, (size_t)count, path, strlen(path)) != NULL);
	} else {
		EXPECT_ERROR(EISDIR, read(directory, block, sizeof(block)));
	}
}

CASE(readv_einval_sum_overflow)
{
	struct pipe_ends p = open_pipe();
	char bytes[2] = "?";
	struct iovec parts[] = {{&bytes[0], 1}, {&bytes[1], 1}};

	write_bytes(p.write_end, "xyz", 3);
	EXPECT_EQ(2, readv(p.read_end, parts, 2));
	parts[1].iov_len = (size_t)SSIZE_MAX + 1;
	EXPECT_ERROR(EINVAL, readv(p.read_end, parts, 2));
	/* So much memory there is not, which may be noticed first. */
	parts[1].iov_len = SSIZE_MAX;
	EXPECT_ERROR_OF(EINVAL, EFAULT, readv(p.read_end, parts, 2));
	EXPECT_BYTES("xy", bytes, 2);
	expect_bytes(p.read_end, "z", 1);
}

static void observe_readv(const char *key, int count)
{
	static struct iovec parts[IOV_MAX + 1];
	struct pipe_ends p = open_pipe();
	char byte;
	ssize_t result;
	int i;

	for (i = 0; i <= IOV_MAX; i++)
		parts[i] = (struct iovec){&byte, 1};
	write_bytes(p.write_end, "x", 1);
	result = readv(p.read_end, parts, count);
	observe(key, "%s", result == -1 ? error_name(errno) : "success");
}

CASE(readv_einval_iovcnt)
{
	observe_readv("readv() into 0 buffers", 0);
	observe_readv("readv() into -1 buffers", -1);
	observe_readv("readv() into IOV_MAX + 1 buffers", IOV_MAX + 1);
}

CASE(pread_espipe)
{
	struct pipe_ends p = open_pipe();
	int file = own((int)SETUP(open(make_file(), O_RDONLY)));
	char byte = '?';

	EXPECT_EQ(1, pread_start(file, &byte, 1));
	write_bytes(p.write_end, "yz", 2);
	EXPECT_ERROR(ESPIPE, pread_start(p.read_end, &byte, 1));
	EXPECT_ERROR(ESPIPE, pread(p.read_end, &byte, 1, 1));
	EXPECT_EQ('x', byte);
	expect_bytes(p.read_end, "yz", 2);
}

CASE(pread_einval)
{
	int file = own((int)SETUP(open(make_file(), O_RDONLY)));
	char byte = '?';

	EXPECT_EQ(1, pread_start(file, &byte, 1));
	byte = '?';
	EXPECT_ERROR(EINVAL, pread(file, &byte, 1, -1));
	EXPECT_EQ('?', byte);
	expect_bytes(file, "x", 1);
}
