/* Pipelines as a shell builds them, and what else is done with pipes. */
#include "pipe.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { NO_DESCRIPTOR = -1 };

/*
 * Becomes a stage of a pipeline: what is not NO_DESCRIPTOR takes the place of
 * the standard stream, and of the two pipes no other end stays open.
 */
static void become_stage(const char *program, const char *argument, struct pipe_ends in,
			 struct pipe_ends out)
{
	char *arguments[] = {(char *)program, (char *)argument, NULL};

	if (in.read_end != NO_DESCRIPTOR) {
		EXPECT_EQ(STDIN_FILENO, dup2(in.read_end, STDIN_FILENO));
		close_end(in.read_end);
		close_end(in.write_end);
	}
	EXPECT_EQ(STDOUT_FILENO, dup2(out.write_end, STDOUT_FILENO));
	close_end(out.read_end);
	close_end(out.write_end);
	EXPECT_OK(execvp(program, arguments));
}

static const struct pipe_ends no_pipe = {NO_DESCRIPTOR, NO_DESCRIPTOR};

static void make_files(const char *directory, int count)
{
	int base = own((int)SETUP(open(directory, O_RDONLY | O_DIRECTORY)));
	char name[] = "a";

	for (; count > 0; count--, name[0]++)
		close_end((int)SETUP(openat(base, name, O_WRONLY | O_CREAT, 0600)));
	close_end(base);
}

CASE(pipe_pipeline_shell_ls_wc)
{
	const char *directory = scratch_directory(0755);
	struct pipe_ends between = open_pipe();
	struct pipe_ends result = open_pipe();
	char text[20] = "";
	struct actor *ls;
	struct actor *wc;

	make_files(directory, 3);
	ls = ACTOR("ls")
	{
		close_end(result.read_end);
		close_end(result.write_end);
		become_stage("ls", directory, no_pipe, between);
	}
	wc = ACTOR("wc")
	{
		become_stage("wc", "-l", between, result);
	}
	close_end(between.read_end);
	close_end(between.write_end);
	close_end(result.write_end);
	expect_exit(ls, 0);
	expect_exit(wc, 0);
	EXPECT_OK(read(result.read_end, text, sizeof(text) - 1));
	EXPECT_EQ(3, atoi(text));
	expect_end_of_file(result.read_end);
}

CASE(pipe_pipeline_unclosed_write_end_hangs)
{
	struct pipe_ends p = open_pipe();
	struct gate *input_is_used_up = new_gate();
	struct actor *consumer = ACTOR("consumer")
	{
		EXPECT_EQ(STDIN_FILENO, dup2(p.read_end, STDIN_FILENO));
		close_end(p.read_end);
		/* The mistake: p.write_end stays open here. */
		expect_bytes(STDIN_FILENO, "x", 1);
		open_gate(input_is_used_up);
		expect_end_of_file(STDIN_FILENO);
	}

	close_end(p.read_end);
	write_bytes(p.write_end, "x", 1);
	close_end(p.write_end);
	pass_gate(input_is_used_up);
	expect_blocked_in(consumer, CALL_READ);
	dismiss(consumer);
}

CASE(pipe_pipeline_producer_killed_by_sigpipe)
{
	struct pipe_ends p = open_pipe();
	struct actor *producer = ACTOR("producer")
	{
		EXPECT_EQ(STDOUT_FILENO, dup2(p.write_end, STDOUT_FILENO));
		close_end(p.read_end);
		close_end(p.write_end);
		become_shell("while echo y; do :; done 2>/dev/null");
	}
	struct actor *consumer = ACTOR("consumer")
	{
		EXPECT_EQ(STDIN_FILENO, dup2(p.read_end, STDIN_FILENO));
		close_end(p.read_end);
		close_end(p.write_end);
		expect_bytes(STDIN_FILENO, "y", 1);
	}

	close_end(p.read_end);
	close_end(p.write_end);
	expect_finished(consumer);
	expect_killed(producer, SIGPIPE);
}

/* Room for one descriptor beside a message, aligned as it must be. */
union rights {
	struct cmsghdr header;
	char space[CMSG_SPACE(sizeof(int))];
};

/* One byte of data, and a descriptor beside it. */
static struct msghdr message_of(struct iovec *data, union rights *rights)
{
	static char byte;

	*data = (struct iovec){&byte, 1};
	return (struct msghdr){.msg_iov = data,
			       .msg_iovlen = 1,
			       .msg_control = rights->space,
			       .msg_controllen = sizeof(rights->space)};
}

static void send_descriptor(int channel, int fd)
{
	union rights rights = {.header = {.cmsg_level = SOL_SOCKET,
					  .cmsg_type = SCM_RIGHTS,
					  .cmsg_len = CMSG_LEN(sizeof(int))}};
	struct iovec data;
	struct msghdr message = message_of(&data, &rights);

	memcpy(CMSG_DATA(&rights.header), &fd, sizeof(fd));
	EXPECT_EQ(1, sendmsg(channel, &message, 0));
}

static int receive_descriptor(int channel)
{
	union rights rights = {.space = ""};
	struct iovec data;
	struct msghdr message = message_of(&data, &rights);
	int fd;

	EXPECT_EQ(1, recvmsg(channel, &message, 0));
	EXPECT(message.msg_controllen >= CMSG_LEN(sizeof(int)));
	EXPECT_EQ(SCM_RIGHTS, rights.header.cmsg_type);
	memcpy(&fd, CMSG_DATA(&rights.header), sizeof(fd));
	return own(fd);
}

CASE(pipe_misc_fd_passing)
{
	struct gate *may_receive = new_gate();
	struct gate *may_close = new_gate();
	int channel[2];
	struct pipe_ends p;
	struct actor *receiver;
	char byte;

	SETUP(socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	own(channel[0]);
	own(channel[1]);
	/* It is there before the pipe is, and so inherits nothing of it. */
	receiver = ACTOR("receiver")
	{
		int write_end;

		pass_gate(may_receive);
		write_end = receive_descriptor(channel[1]);
		write_bytes(write_end, "x", 1);
		pass_gate(may_close);
		close_end(write_end);
	}
	p = open_pipe();
	send_descriptor(channel[0], p.write_end);
	close_end(p.write_end);

	/* On its way, the write end is open though no process has it. */
	set_nonblocking(p.read_end, true);
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));
	set_nonblocking(p.read_end, false);
	open_gate(may_receive);
	expect_bytes(p.read_end, "x", 1);
	set_nonblocking(p.read_end, true);
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));
	open_gate(may_close);
	expect_finished(receiver);
	expect_end_of_file(p.read_end);
}

/* What a call that a pipe need not support came to. */
static const char *outcome_of(bool has_failed)
{
	return has_failed ? error_name(errno) : "success";
}

static void observe_map(const char *key, int fd, int protection, int flags)
{
	void *memory = mmap(NULL, 1, protection, flags, fd, 0);

	observe(key, "%s", outcome_of(memory == MAP_FAILED));
	if (memory != MAP_FAILED)
		munmap(memory, 1);
}

CASE(pipe_misc_mmap_enodev_or_unsupported)
{
	struct pipe_ends p = open_pipe();

	observe_map("mmap(MAP_SHARED) of a pipe", p.read_end, PROT_READ, MAP_SHARED);
	observe_map("mmap(MAP_PRIVATE) of a pipe", p.read_end, PROT_READ, MAP_PRIVATE);
}

CASE(pipe_misc_ftruncate_unspecified)
{
	struct pipe_ends p = open_pipe();

	write_bytes(p.write_end, "x", 1);
	observe("ftruncate() of a pipe to 0", "%s", outcome_of(ftruncate(p.write_end, 0) == -1));
	set_nonblocking(p.read_end, true);
	observe("bytes in the pipe after ftruncate() to 0", "%zu", drain(p.read_end));
}

CASE(pipe_misc_fsync_may_einval)
{
	struct pipe_ends p = open_pipe();

	observe("fsync() of a pipe", "%s", outcome_of(fsync(p.write_end) == -1));
}
