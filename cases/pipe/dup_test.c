/* Duplicates of a pipe's ends by dup(), dup2() and dup3(). */
#include "pipe.h"

#include <fcntl.h>
#include <unistd.h>

#define IS_CLOEXEC(fd) ((EXPECT_OK(fcntl(fd, F_GETFD)) & FD_CLOEXEC) != 0)

CASE(pipe_dup_shares_description)
{
	struct pipe_ends p = open_pipe();
	int lowest = lowest_free();

	SETUP(fcntl(p.write_end, F_SETFD, FD_CLOEXEC));
	EXPECT_EQ(lowest, own(dup(p.write_end)));
	EXPECT(!IS_CLOEXEC(lowest));
	EXPECT_OK(fcntl(lowest, F_SETFL, O_NONBLOCK));
	EXPECT(EXPECT_OK(fcntl(p.write_end, F_GETFL)) & O_NONBLOCK);

	write_bytes(p.write_end, "a", 1);
	write_bytes(lowest, "b", 1);
	expect_bytes(p.read_end, "ab", 2);
}

CASE(pipe_dup2_redirect_stdout)
{
	struct pipe_ends p = open_pipe();
	struct actor *writer = ACTOR("writer")
	{
		EXPECT_EQ(STDOUT_FILENO, dup2(p.write_end, STDOUT_FILENO));
		close_end(p.write_end);
		close_end(p.read_end);
		become_shell("echo hello");
	}

	close_end(p.write_end);
	expect_exit(writer, 0);
	expect_bytes(p.read_end, "hello\n", 6);
	expect_end_of_file(p.read_end);
}

CASE(pipe_dup2_redirect_stdin)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader = ACTOR("reader")
	{
		EXPECT_EQ(STDIN_FILENO, dup2(p.read_end, STDIN_FILENO));
		close_end(p.read_end);
		close_end(p.write_end);
		become_shell("read word && test \"$word\" = hello");
	}

	write_bytes(p.write_end, "hello\n", 6);
	close_end(p.write_end);
	expect_exit(reader, 0);
}

CASE(pipe_dup2_closes_target_first)
{
	struct pipe_ends source = open_pipe();
	struct pipe_ends target = open_pipe();

	set_nonblocking(target.read_end, true);
	EXPECT_EQ(target.write_end, dup2(source.write_end, target.write_end));
	expect_end_of_file(target.read_end);
	write_bytes(target.write_end, "x", 1);
	expect_bytes(source.read_end, "x", 1);
}

CASE(pipe_dup2_same_fd_noop)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(p.write_end, dup2(p.write_end, p.write_end));
	EXPECT(!IS_CLOEXEC(p.write_end));
	SETUP(fcntl(p.write_end, F_SETFD, FD_CLOEXEC));
	EXPECT_EQ(p.write_end, dup2(p.write_end, p.write_end));
	EXPECT(IS_CLOEXEC(p.write_end));
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

CASE(pipe_dup2_clears_cloexec)
{
	struct pipe_ends p = open_pipe();
	struct pipe_ends target = open_pipe();
	int unused = lowest_free();

	SETUP(fcntl(p.write_end, F_SETFD, FD_CLOEXEC));
	SETUP(fcntl(target.write_end, F_SETFD, FD_CLOEXEC));
	EXPECT_EQ(unused, own(dup2(p.write_end, unused)));
	EXPECT(!IS_CLOEXEC(unused));
	EXPECT_EQ(target.write_end, dup2(p.write_end, target.write_end));
	EXPECT(!IS_CLOEXEC(target.write_end));
	EXPECT(IS_CLOEXEC(p.write_end));
}

CASE(pipe_dup2_invalid_source_keeps_target)
{
	struct pipe_ends p = open_pipe();

	EXPECT_ERROR(EBADF, dup2(lowest_free(), p.write_end));
	EXPECT_ERROR(EBADF, dup2(-1, p.write_end));
	EXPECT(is_open(p.write_end));
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

CASE(pipe_dup3_cloexec)
{
	struct pipe_ends p = open_pipe();
	int unused = lowest_free();

	EXPECT_EQ(unused, own(dup3(p.write_end, unused, O_CLOEXEC)));
	EXPECT(IS_CLOEXEC(unused));
	EXPECT(!IS_CLOEXEC(p.write_end));
	EXPECT_EQ(unused, dup3(p.write_end, unused, 0));
	EXPECT(!IS_CLOEXEC(unused));
	EXPECT_ERROR(EINVAL, dup3(p.write_end, p.write_end, O_CLOEXEC));
	EXPECT_ERROR(EINVAL, dup3(p.write_end, p.write_end, 0));
	EXPECT(!IS_CLOEXEC(p.write_end));

	write_bytes(unused, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}
