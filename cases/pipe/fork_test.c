/* How pipes get into other processes: fork(), exec and posix_spawn(). */
#include "pipe.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

CASE(pipe_fork_child_has_both_ends)
{
	struct pipe_ends p = open_pipe();
	struct gate *parent_has_closed = new_gate();
	struct actor *child = ACTOR("child")
	{
		pass_gate(parent_has_closed);
		write_bytes(p.write_end, "x", 1);
		expect_bytes(p.read_end, "x", 1);
		close_end(p.write_end);
		expect_end_of_file(p.read_end);
	}

	close_end(p.read_end);
	close_end(p.write_end);
	open_gate(parent_has_closed);
	expect_finished(child);
}

CASE(pipe_fork_parent_child_transfer)
{
	struct pipe_ends to_child = open_pipe();
	struct pipe_ends to_parent = open_pipe();
	struct actor *child = ACTOR("child")
	{
		expect_bytes(to_child.read_end, "ping", 4);
		write_bytes(to_parent.write_end, "pong", 4);
	}

	write_bytes(to_child.write_end, "ping", 4);
	expect_bytes(to_parent.read_end, "pong", 4);
	expect_finished(child);
}

CASE(pipe_fork_nonblock_visible_across)
{
	struct pipe_ends p = open_pipe();
	char byte;
	struct actor *child = ACTOR("child")
	{
		set_nonblocking(p.read_end, true);
	}

	expect_finished(child);
	EXPECT(EXPECT_OK(fcntl(p.read_end, F_GETFL)) & O_NONBLOCK);
	EXPECT(!(EXPECT_OK(fcntl(p.write_end, F_GETFL)) & O_NONBLOCK));
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));
}

CASE(pipe_fork_sibling_transfer)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader = ACTOR("reader")
	{
		close_end(p.write_end);
		expect_bytes(p.read_end, "hello", 5);
		expect_end_of_file(p.read_end);
	}
	struct actor *writer = ACTOR("writer")
	{
		write_bytes(p.write_end, "hello", 5);
	}

	close_end(p.read_end);
	close_end(p.write_end);
	expect_finished(writer);
	expect_finished(reader);
}

CASE(pipe_exec_open_without_cloexec)
{
	struct pipe_ends in = open_pipe();
	struct pipe_ends out = open_pipe();
	char command[60];
	struct actor *program;

	snprintf(command, sizeof(command), "read word <&%d && echo \"$word\" >&%d", in.read_end,
		 out.write_end);
	program = ACTOR("program")
	{
		become_shell(command);
	}
	close_end(out.write_end);
	write_bytes(in.write_end, "hello\n", 6);
	expect_exit(program, 0);
	expect_bytes(out.read_end, "hello\n", 6);
	expect_end_of_file(out.read_end);
}

CASE(pipe_exec_closed_with_cloexec)
{
	struct pipe_ends p = open_pipe();
	struct pipe_ends kept = open_pipe();
	char command[120];
	struct actor *program;

	SETUP(fcntl(p.read_end, F_SETFD, FD_CLOEXEC));
	SETUP(fcntl(p.write_end, F_SETFD, FD_CLOEXEC));
	/* The status tells which of the descriptors the shell has. */
	snprintf(command, sizeof(command),
		 "exec 2>/dev/null; s=0; true <&%d && s=1; true >&%d && s=2; "
		 "true >&%d || s=3; exit $s",
		 p.read_end, p.write_end, kept.write_end);
	program = ACTOR("program")
	{
		become_shell(command);
	}
	expect_exit(program, 0);
	EXPECT(is_open(p.read_end));
	EXPECT(is_open(p.write_end));
}

CASE(pipe_exec_failed_exec_keeps_fds)
{
	struct pipe_ends p = open_pipe();
	const char *no_program = scratch_path();
	int file = own((int)SETUP(open(no_program, O_WRONLY | O_CREAT, 0700)));
	char *arguments[] = {"program", NULL};

	SETUP(write(file, "\1", 1));
	close_end(file);
	SETUP(fcntl(p.read_end, F_SETFD, FD_CLOEXEC));
	SETUP(fcntl(p.write_end, F_SETFD, FD_CLOEXEC));
	EXPECT_ERROR(ENOENT, execve("no.such.program", arguments, environ));
	EXPECT_ERROR(ENOEXEC, execve(no_program, arguments, environ));

	EXPECT_EQ(FD_CLOEXEC, fcntl(p.read_end, F_GETFD));
	EXPECT_EQ(FD_CLOEXEC, fcntl(p.write_end, F_GETFD));
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

/* posix_spawnp() of a shell with the file actions; they are used up. */
static pid_t spawn_shell(const char *command, posix_spawn_file_actions_t *actions)
{
	char *arguments[] = {"sh", "-c", (char *)command, NULL};
	pid_t pid = -1;

	EXPECT_EQ(0, posix_spawnp(&pid, "sh", actions, NULL, arguments, environ));
	posix_spawn_file_actions_destroy(actions);
	return pid;
}

static void expect_status(int expected, pid_t pid)
{
	int status = 0;

	EXPECT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT(WIFEXITED(status));
	EXPECT_EQ(expected, WEXITSTATUS(status));
}

CASE(pipe_spawn_adddup2)
{
	struct pipe_ends in = open_pipe();
	struct pipe_ends out = open_pipe();
	posix_spawn_file_actions_t actions;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	EXPECT_EQ(0, posix_spawn_file_actions_adddup2(&actions, in.read_end, STDIN_FILENO));
	EXPECT_EQ(0, posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO));
	write_bytes(in.write_end, "hello\n", 6);
	pid = spawn_shell("read word && echo \"$word\"", &actions);
	expect_status(0, pid);
	set_nonblocking(out.read_end, true);
	expect_bytes(out.read_end, "hello\n", 6);
}

CASE(pipe_spawn_addclose)
{
	struct pipe_ends p = open_pipe();
	posix_spawn_file_actions_t actions;
	char command[100];
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	EXPECT_EQ(0, posix_spawn_file_actions_adddup2(&actions, p.read_end, STDIN_FILENO));
	EXPECT_EQ(0, posix_spawn_file_actions_addclose(&actions, p.write_end));
	/* A shell that has the spare end says so; one that has not waits for end-of-file. */
	snprintf(command, sizeof(command),
		 "exec 2>/dev/null; true >&%d && exit 9; while read word; do :; done", p.write_end);
	pid = spawn_shell(command, &actions);
	write_bytes(p.write_end, "hello\n", 6);
	close_end(p.write_end);
	expect_status(0, pid);
}
