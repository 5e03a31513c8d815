/* Deviants of what hands a pipe to another process: fork(), exec and posix_spawn(). */
#include "deviant.h"

#include <fcntl.h>

static bool is_write_end(int fd)
{
	return (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY;
}

/* fork(), after which the child does something with its pipes. */
static pid_t fork_and_change(void (*change)(int fd))
{
	pid_t child = real_fork();

	if (child == 0)
		for_each_fifo(change);
	return child;
}

static void close_write_end(int fd)
{
	if (is_write_end(fd))
		real_close(fd);
}

DEVIANT(pipe_fork_child_has_both_ends, "a child does not have the write end", pid_t, fork, (void))
{
	return fork_and_change(close_write_end);
}

static void make_null_if_read_end(int fd)
{
	if (!is_write_end(fd))
		make_null(fd);
}

DEVIANT(pipe_fork_parent_child_transfer, "a child gets nothing of what its parent writes", pid_t,
	fork, (void))
{
	return fork_and_change(make_null_if_read_end);
}

DEVIANT(pipe_fork_nonblock_visible_across, "a child gets descriptions of its own", pid_t, fork,
	(void))
{
	return fork_and_change(reopen);
}

DEVIANT(pipe_fork_sibling_transfer, "only the first child has the pipes", pid_t, fork, (void))
{
	static int children;

	return children++ == 0 ? real_fork() : fork_and_change(make_null);
}

static void set_cloexec(int fd)
{
	real_fcntl(fd, F_SETFD, FD_CLOEXEC);
}

DEVIANT(pipe_exec_open_without_cloexec, "exec closes all pipes", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_fifo(set_cloexec);
	return real_execvp(program, arguments);
}

static void clear_cloexec(int fd)
{
	real_fcntl(fd, F_SETFD, 0);
}

DEVIANT(pipe_exec_closed_with_cloexec, "exec closes no pipe", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_fifo(clear_cloexec);
	return real_execvp(program, arguments);
}

static void close_if_cloexec(int fd)
{
	if (real_fcntl(fd, F_GETFD) & FD_CLOEXEC)
		real_close(fd);
}

DEVIANT(pipe_exec_failed_exec_keeps_fds, "exec closes before it looks for the program", int, execve,
	(const char *path, char *const arguments[], char *const environment[]))
{
	for_each_fifo(close_if_cloexec);
	return real_execve(path, arguments, environment);
}

DEVIANT(pipe_spawn_adddup2, "adddup2 is forgotten", int, posix_spawn_file_actions_adddup2,
	(posix_spawn_file_actions_t * actions, int fd, int target))
{
	return is_fifo(fd) ? 0 : real_posix_spawn_file_actions_adddup2(actions, fd, target);
}

DEVIANT(pipe_spawn_addclose, "addclose is forgotten", int, posix_spawn_file_actions_addclose,
	(posix_spawn_file_actions_t * actions, int fd))
{
	return is_fifo(fd) ? 0 : real_posix_spawn_file_actions_addclose(actions, fd);
}
