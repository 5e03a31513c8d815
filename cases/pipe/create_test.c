/* What pipe() makes, and what it leaves alone when it fails. */
#include "pipe.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* An id that an effective id of root's can be set to; none needs to have it. */
enum { SOMEBODY = 1 };

/* Of a process with so few descriptors left, pipe() must fail. */
static const struct variant too_few[] = {{"none_free", 0, NULL}, {"one_free", 1, NULL}};

static int occupy_descriptor(void)
{
	return own((int)SETUP(dup(STDERR_FILENO)));
}

static struct stat status_of(int fd)
{
	struct stat status;

	EXPECT_OK(fstat(fd, &status));
	return status;
}

CASE(pipe_create_returns_zero)
{
	int fds[2] = {-1, -1};

	EXPECT_EQ(0, pipe(fds));
	EXPECT(is_open(own(fds[0])));
	EXPECT(is_open(own(fds[1])));
}

CASE(pipe_create_index0_reads_index1_writes)
{
	int fds[2];

	SETUP(pipe(fds));
	write_bytes(own(fds[1]), "abc", 3);
	expect_bytes(own(fds[0]), "abc", 3);
}

CASE(pipe_create_lowest_fds)
{
	int lowest = occupy_descriptor();
	int between = occupy_descriptor();
	int next = occupy_descriptor();
	int above = occupy_descriptor();
	struct pipe_ends p;

	close_end(next);
	close_end(lowest);
	p = open_pipe();
	EXPECT_THAT((p.read_end == lowest && p.write_end == next) ||
			    (p.read_end == next && p.write_end == lowest),
		    "pipe(): expected the descriptors %d and %d, observed %d and %d", lowest, next,
		    p.read_end, p.write_end);
	EXPECT(is_open(between) && is_open(above));
}

CASE(pipe_create_distinct_fds)
{
	struct pipe_ends p = open_pipe();

	EXPECT(p.read_end != p.write_end);
	set_nonblocking(p.read_end, true);
	EXPECT_EQ(0, fcntl(p.write_end, F_GETFL) & O_NONBLOCK);
	set_nonblocking(p.read_end, false);
	set_nonblocking(p.write_end, true);
	EXPECT_EQ(0, fcntl(p.read_end, F_GETFL) & O_NONBLOCK);
}

CASE(pipe_create_nonblock_clear)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(0, EXPECT_OK(fcntl(p.read_end, F_GETFL)) & O_NONBLOCK);
	EXPECT_EQ(0, EXPECT_OK(fcntl(p.write_end, F_GETFL)) & O_NONBLOCK);
}

CASE(pipe_create_cloexec_clear)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(0, EXPECT_OK(fcntl(p.read_end, F_GETFD)) & FD_CLOEXEC);
	EXPECT_EQ(0, EXPECT_OK(fcntl(p.write_end, F_GETFD)) & FD_CLOEXEC);
}

CASE(pipe_create_access_modes)
{
	struct pipe_ends p = open_pipe();
	intmax_t reading = EXPECT_OK(fcntl(p.read_end, F_GETFL)) & O_ACCMODE;
	intmax_t writing = EXPECT_OK(fcntl(p.write_end, F_GETFL)) & O_ACCMODE;

	EXPECT(reading == O_RDONLY || reading == O_RDWR);
	EXPECT(writing == O_WRONLY || writing == O_RDWR);
}

CASE(pipe_create_uid_is_euid)
{
	/* Only root can have an effective id that is not the real one. */
	ACTOR("creator") {
		struct pipe_ends p;

		(void)!seteuid(SOMEBODY);
		p = open_pipe();
		EXPECT_EQ(geteuid(), status_of(p.read_end).st_uid);
		EXPECT_EQ(geteuid(), status_of(p.write_end).st_uid);
	}
}

CASE(pipe_create_gid_is_egid)
{
	ACTOR("creator") {
		struct pipe_ends p;

		(void)!setegid(SOMEBODY);
		p = open_pipe();
		EXPECT_EQ(getegid(), status_of(p.read_end).st_gid);
		EXPECT_EQ(getegid(), status_of(p.write_end).st_gid);
	}
}

static void expect_times_between(struct stat status, struct timespec first, struct timespec last)
{
	EXPECT(!is_earlier(status.st_atim, first) && !is_earlier(last, status.st_atim));
	EXPECT(!is_earlier(status.st_mtim, first) && !is_earlier(last, status.st_mtim));
	EXPECT(!is_earlier(status.st_ctim, first) && !is_earlier(last, status.st_ctim));
}

CASE(pipe_create_times_marked)
{
	struct timespec before = file_clock();
	struct pipe_ends p = open_pipe();
	struct stat read_status = status_of(p.read_end);
	struct stat write_status = status_of(p.write_end);
	struct timespec after;

	SETUP(clock_gettime(CLOCK_REALTIME, &after));
	expect_times_between(read_status, before, after);
	expect_times_between(write_status, before, after);
}

CASE_VARIANTS(too_few, pipe_create_fail_no_fds)
{
	int free_before;
	int fds[2];

	leave_descriptors((int)variant()->value);
	free_before = lowest_free();
	EXPECT_EQ(-1, pipe(fds));
	EXPECT_EQ(free_before, lowest_free());
}

CASE_VARIANTS(too_few, pipe_create_fail_array_untouched)
{
	int fds[2] = {1234, -5678};

	leave_descriptors((int)variant()->value);
	EXPECT_EQ(-1, pipe(fds));
	EXPECT_EQ(1234, fds[0]);
	EXPECT_EQ(-5678, fds[1]);
}

CASE(pipe_create_emfile_one_slot)
{
	int fds[2];
	int slot;

	leave_descriptors(1);
	slot = lowest_free();
	EXPECT_ERROR(EMFILE, pipe(fds));
	EXPECT_EQ(slot, own(dup(STDERR_FILENO)));
}

/* How a transfer of one byte went. */
static const char *outcome_of(ssize_t count)
{
	return count == 1 ? "succeeds" : count == 0 ? "returns 0" : error_name(errno);
}

CASE(pipe_create_bidirectional_unspecified)
{
	struct pipe_ends p = open_pipe();
	char byte;

	set_nonblocking(p.read_end, true);
	set_nonblocking(p.write_end, true);
	observe("write() on element 0 of a pipe", "%s", outcome_of(write(p.read_end, "x", 1)));
	observe("read() on element 1 of a pipe", "%s", outcome_of(read(p.write_end, &byte, 1)));
}

CASE(pipe_create_fstat_is_fifo)
{
	struct pipe_ends p = open_pipe();

	EXPECT(S_ISFIFO(status_of(p.read_end).st_mode));
	EXPECT(S_ISFIFO(status_of(p.write_end).st_mode));
}

CASE(pipe_create_two_pipes_independent)
{
	struct pipe_ends one = open_pipe();
	struct pipe_ends other = open_pipe();

	write_bytes(one.write_end, "abc", 3);
	write_bytes(other.write_end, "de", 2);
	expect_bytes(other.read_end, "de", 2);
	EXPECT_EQ(0, drain(other.read_end));
	expect_bytes(one.read_end, "abc", 3);
	EXPECT_EQ(0, drain(one.read_end));
}
