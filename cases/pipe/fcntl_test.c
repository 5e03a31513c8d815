/* The flags of a pipe's ends and descriptions, and their duplication, by fcntl(). */
#include "pipe.h"

#include <fcntl.h>
#include <unistd.h>

#define IS_NONBLOCKING(fd) ((EXPECT_OK(fcntl(fd, F_GETFL)) & O_NONBLOCK) != 0)
#define IS_CLOEXEC(fd) ((EXPECT_OK(fcntl(fd, F_GETFD)) & FD_CLOEXEC) != 0)

CASE(pipe_fcntl_setfl_nonblock_per_description)
{
	struct pipe_ends p = open_pipe();
	char byte;

	EXPECT_OK(fcntl(p.read_end, F_SETFL, O_NONBLOCK));
	EXPECT(IS_NONBLOCKING(p.read_end));
	EXPECT(!IS_NONBLOCKING(p.write_end));
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));

	EXPECT_OK(fcntl(p.read_end, F_SETFL, 0));
	EXPECT_OK(fcntl(p.write_end, F_SETFL, O_NONBLOCK));
	EXPECT(!IS_NONBLOCKING(p.read_end));
	EXPECT(IS_NONBLOCKING(p.write_end));
}

CASE(pipe_fcntl_nonblock_shared_by_dup)
{
	struct pipe_ends p = open_pipe();
	int copy = own((int)SETUP(dup(p.read_end)));
	struct actor *child;
	char byte;

	EXPECT_OK(fcntl(copy, F_SETFL, O_NONBLOCK));
	EXPECT(IS_NONBLOCKING(p.read_end));
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));
	child = ACTOR("child")
	{
		EXPECT(IS_NONBLOCKING(p.read_end));
		EXPECT_OK(fcntl(p.read_end, F_SETFL, 0));
	}
	expect_finished(child);
	EXPECT(!IS_NONBLOCKING(p.read_end));
	EXPECT(!IS_NONBLOCKING(copy));
}

CASE(pipe_fcntl_cloexec_not_shared_by_dup)
{
	struct pipe_ends p = open_pipe();
	int copy;

	EXPECT_OK(fcntl(p.read_end, F_SETFD, FD_CLOEXEC));
	copy = own((int)EXPECT_OK(dup(p.read_end)));
	EXPECT(!IS_CLOEXEC(copy));

	EXPECT_OK(fcntl(copy, F_SETFD, FD_CLOEXEC));
	EXPECT_OK(fcntl(p.read_end, F_SETFD, 0));
	EXPECT(IS_CLOEXEC(copy));
	EXPECT(!IS_CLOEXEC(p.read_end));
}

CASE(pipe_fcntl_setfl_ignores_access_mode)
{
	enum { CREATION = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC };
	enum { LOOKED_AT = O_ACCMODE | O_NONBLOCK | CREATION };
	struct pipe_ends p = open_pipe();
	intmax_t before = EXPECT_OK(fcntl(p.read_end, F_GETFL)) & LOOKED_AT;

	EXPECT_OK(fcntl(p.read_end, F_SETFL, O_WRONLY | CREATION));
	EXPECT_EQ(before, EXPECT_OK(fcntl(p.read_end, F_GETFL)) & LOOKED_AT);
	EXPECT_OK(fcntl(p.read_end, F_SETFL, O_RDWR | O_NONBLOCK));
	EXPECT_EQ(before | O_NONBLOCK, EXPECT_OK(fcntl(p.read_end, F_GETFL)) & LOOKED_AT);

	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

/* F_DUPFD and its kin, on both sides of what is already open. */
static void expect_lowest_not_below(int command)
{
	struct pipe_ends p = open_pipe();
	int lowest = lowest_free();
	int minimum = lowest + 20;

	EXPECT_EQ(minimum, own(fcntl(p.write_end, command, minimum)));
	EXPECT_EQ(minimum + 1, own(fcntl(p.write_end, command, minimum)));
	EXPECT_EQ(lowest, own(fcntl(p.write_end, command, 0)));

	write_bytes(minimum, "a", 1);
	write_bytes(minimum + 1, "b", 1);
	write_bytes(lowest, "c", 1);
	expect_bytes(p.read_end, "abc", 3);
	EXPECT_OK(fcntl(minimum, F_SETFL, O_NONBLOCK));
	EXPECT(IS_NONBLOCKING(p.write_end));
}

CASE(pipe_fcntl_dupfd_minimum)
{
	expect_lowest_not_below(F_DUPFD);
}

CASE(pipe_fcntl_dupfd_cloexec_sets_flag)
{
	struct pipe_ends p = open_pipe();
	int copy = own((int)EXPECT_OK(fcntl(p.write_end, F_DUPFD_CLOEXEC, 0)));

	EXPECT(IS_CLOEXEC(copy));
	EXPECT(!IS_CLOEXEC(p.write_end));
	close_end(copy);
	expect_lowest_not_below(F_DUPFD_CLOEXEC);
}

CASE(pipe_fcntl_dupfd_clofork)
{
#ifdef F_DUPFD_CLOFORK
	struct pipe_ends p = open_pipe();
	int copy = own((int)EXPECT_OK(fcntl(p.write_end, F_DUPFD_CLOFORK, 0)));

	EXPECT(EXPECT_OK(fcntl(copy, F_GETFD)) & FD_CLOFORK);
	EXPECT(!(EXPECT_OK(fcntl(p.write_end, F_GETFD)) & FD_CLOFORK));
	close_end(copy);
	expect_lowest_not_below(F_DUPFD_CLOFORK);
#else
	skip_unsupported("the headers do not define F_DUPFD_CLOFORK");
#endif
}

CASE(pipe_fcntl_setfd_clofork)
{
#ifdef FD_CLOFORK
	struct pipe_ends p = open_pipe();
	struct actor *child;

	EXPECT_OK(fcntl(p.write_end, F_SETFD, FD_CLOFORK));
	child = ACTOR("child")
	{
		EXPECT(is_open(p.read_end));
		EXPECT_ERROR(EBADF, write(p.write_end, "x", 1));
	}
	expect_finished(child);
	write_bytes(p.write_end, "y", 1);
	expect_bytes(p.read_end, "y", 1);
#else
	skip_unsupported("the headers do not define FD_CLOFORK");
#endif
}
