/* What pipe2() does beyond pipe(): flags that apply from the beginning. */
#include "pipe.h"

#include <fcntl.h>
#include <unistd.h>

/* A flag of open() that has no meaning for a pipe. */
enum { FOREIGN_FLAG = O_APPEND };

static struct pipe_ends open_pipe2(int flags)
{
	int fds[2];

	EXPECT_EQ(0, pipe2(fds, flags));
	return (struct pipe_ends){own(fds[0]), own(fds[1])};
}

/* Both ends have just these two flags. */
static void expect_flags(struct pipe_ends p, int descriptor_flag, int status_flag)
{
	EXPECT_EQ(descriptor_flag, EXPECT_OK(fcntl(p.read_end, F_GETFD)) & FD_CLOEXEC);
	EXPECT_EQ(descriptor_flag, EXPECT_OK(fcntl(p.write_end, F_GETFD)) & FD_CLOEXEC);
	EXPECT_EQ(status_flag, EXPECT_OK(fcntl(p.read_end, F_GETFL)) & O_NONBLOCK);
	EXPECT_EQ(status_flag, EXPECT_OK(fcntl(p.write_end, F_GETFL)) & O_NONBLOCK);
}

CASE(pipe2_flags_zero_like_pipe)
{
	int lowest = lowest_free();
	struct pipe_ends p = open_pipe2(0);

	EXPECT_EQ(2 * lowest + 1, p.read_end + p.write_end);
	expect_flags(p, 0, 0);
	write_bytes(p.write_end, "abc", 3);
	expect_bytes(p.read_end, "abc", 3);
	close_end(p.write_end);
	expect_end_of_file(p.read_end);
}

/*
 * A descriptor that one thread makes over and over again while another looks
 * at it. The round is odd while it is being made or open, even while it is
 * being closed.
 */
struct watch {
	int fd;
	_Atomic unsigned round;
	_Atomic bool is_over;
	_Atomic bool is_unprotected; /* seen open with FD_CLOEXEC clear */
};

static void watch_cloexec(void *argument)
{
	struct watch *watch = argument;

	while (!watch->is_over) {
		unsigned round = watch->round;
		int flags = fcntl(watch->fd, F_GETFD);

		if (round % 2 == 1 && round == watch->round && flags != -1 && !(flags & FD_CLOEXEC))
			watch->is_unprotected = true;
	}
}

CASE(pipe2_cloexec_both)
{
	enum { ROUNDS = 500 };
	struct watch watch = {.fd = lowest_free() + 1};
	struct actor *watcher = start_thread("watcher", watch_cloexec, &watch);
	int round;

	for (round = 0; round < ROUNDS && !watch.is_unprotected; round++) {
		struct pipe_ends p;

		watch.round++;
		p = open_pipe2(O_CLOEXEC);
		expect_flags(p, FD_CLOEXEC, 0);
		watch.round++;
		close_end(p.read_end);
		close_end(p.write_end);
	}
	watch.is_over = true;
	expect_finished(watcher);
	EXPECT_THAT(!watch.is_unprotected,
		    "pipe2(O_CLOEXEC): another thread saw the new descriptor without FD_CLOEXEC");
}

CASE(pipe2_nonblock_both)
{
	struct pipe_ends p = open_pipe2(O_NONBLOCK);
	char byte;

	EXPECT(EXPECT_OK(fcntl(p.read_end, F_GETFL)) & O_NONBLOCK);
	EXPECT(EXPECT_OK(fcntl(p.write_end, F_GETFL)) & O_NONBLOCK);
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));
	fill(p.write_end);
	EXPECT_ERROR(EAGAIN, write(p.write_end, "x", 1));
}

CASE(pipe2_clofork_both)
{
#if defined(O_CLOFORK) && defined(FD_CLOFORK)
	struct pipe_ends p = open_pipe2(O_CLOFORK);

	EXPECT(EXPECT_OK(fcntl(p.read_end, F_GETFD)) & FD_CLOFORK);
	EXPECT(EXPECT_OK(fcntl(p.write_end, F_GETFD)) & FD_CLOFORK);
	ACTOR("child") {
		EXPECT(!is_open(p.read_end));
		EXPECT(!is_open(p.write_end));
	}
#else
	skip_unsupported("<fcntl.h> does not define O_CLOFORK and FD_CLOFORK");
#endif
}

CASE(pipe2_flags_combine)
{
	expect_flags(open_pipe2(O_CLOEXEC | O_NONBLOCK), FD_CLOEXEC, O_NONBLOCK);
}

CASE(pipe2_no_cloexec_unless_asked)
{
	expect_flags(open_pipe2(O_NONBLOCK), 0, O_NONBLOCK);
}

CASE(pipe2_invalid_flag_einval)
{
	int lowest = lowest_free();
	int fds[2] = {1234, -5678};

	EXPECT_ERROR(EINVAL, pipe2(fds, FOREIGN_FLAG));
	EXPECT_ERROR(EINVAL, pipe2(fds, O_CLOEXEC | FOREIGN_FLAG));
	EXPECT_EQ(1234, fds[0]);
	EXPECT_EQ(-5678, fds[1]);
	EXPECT_EQ(lowest, lowest_free());
}
