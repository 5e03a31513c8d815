/* What closing the ends of a pipe does. */
#include "pipe.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nothing is there, but somebody has it open for writing. */
static void expect_nothing_yet(int read_end)
{
	char byte;

	set_nonblocking(read_end, true);
	EXPECT_ERROR(EAGAIN, read(read_end, &byte, 1));
}

/* poll() says the same as often as it is asked. */
static void expect_event(int fd, short event)
{
	struct pollfd poll_fd = {fd, event, 0};
	int i;

	for (i = 0; i < 2; i++) {
		EXPECT_EQ(1, poll(&poll_fd, 1, 0));
		EXPECT_THAT(poll_fd.revents & event, "poll(): expected 0x%x, observed 0x%x", event,
			    poll_fd.revents);
	}
}

static struct pipe_ends open_fifo(const char *path)
{
	struct pipe_ends p;

	p.read_end = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	p.write_end = own((int)SETUP(open(path, O_WRONLY)));
	return p;
}

static void close_both(struct pipe_ends p)
{
	close_end(p.read_end);
	close_end(p.write_end);
}

/* Only a FIFO can be looked at again once nobody has it open. */
CASE(pipe_close_discards_when_all_closed)
{
	const char *path = scratch_path();
	struct pipe_ends p;

	SETUP(mkfifo(path, 0600));
	p = open_fifo(path);
	write_bytes(p.write_end, "lost", 4);
	close_both(p);
	p = open_fifo(path);
	expect_nothing_yet(p.read_end);
	write_bytes(p.write_end, "new", 3);
	expect_bytes(p.read_end, "new", 3);

	p = open_pipe();
	write_bytes(p.write_end, "lost", 4);
	close_both(p);
	expect_nothing_yet(open_pipe().read_end);
}

CASE(pipe_close_frees_fd)
{
	struct pipe_ends p = open_pipe();
	char byte;

	EXPECT_EQ(0, close(p.write_end));
	EXPECT_ERROR(EBADF, write(p.write_end, "x", 1));
	EXPECT_ERROR(EBADF, fcntl(p.write_end, F_GETFD));
	EXPECT_ERROR(EBADF, close(p.write_end));
	EXPECT_EQ(0, close(p.read_end));
	EXPECT_ERROR(EBADF, read(p.read_end, &byte, 1));
	EXPECT_ERROR(EBADF, dup(p.read_end));
	EXPECT_EQ(p.read_end, dup(STDIN_FILENO));
	EXPECT_EQ(p.write_end, dup(STDIN_FILENO));
}

CASE(pipe_close_last_dup_counts)
{
	struct pipe_ends p = open_pipe();
	struct pipe_ends q = open_pipe();
	int writer = own((int)SETUP(dup(p.write_end)));
	int reader = own((int)SETUP(dup(q.read_end)));

	ignore_signal(SIGPIPE);
	close_end(p.write_end);
	expect_nothing_yet(p.read_end);
	close_end(writer);
	expect_end_of_file(p.read_end);
	expect_event(p.read_end, POLLHUP);

	close_end(q.read_end);
	write_bytes(q.write_end, "x", 1);
	close_end(reader);
	EXPECT_ERROR(EPIPE, write(q.write_end, "y", 1));
	expect_event(q.write_end, POLLERR);
}

enum { EXITS, IS_KILLED };
static const struct variant ways_out[] = {{"_exit", EXITS, NULL}, {"SIGKILL", IS_KILLED, NULL}};

/* The process without which p has no writer and q has no reader. */
CASE_VARIANTS(ways_out, pipe_close_process_exit_closes)
{
	struct pipe_ends p = open_pipe();
	struct pipe_ends q = open_pipe();
	struct gate *is_here = new_gate();
	struct gate *way_out = new_gate();
	struct actor *holder = ACTOR("holder")
	{
		open_gate(is_here);
		pass_gate(way_out);
		_exit(0);
	}

	ignore_signal(SIGPIPE);
	close_end(p.write_end);
	close_end(q.read_end);
	pass_gate(is_here);
	expect_nothing_yet(p.read_end);
	write_bytes(q.write_end, "x", 1);
	if (variant()->value == IS_KILLED) {
		send_signal(holder, SIGKILL);
		expect_killed(holder, SIGKILL);
	} else {
		open_gate(way_out);
		expect_exit(holder, 0);
	}
	expect_end_of_file(p.read_end);
	expect_event(p.read_end, POLLHUP);
	EXPECT_ERROR(EPIPE, write(q.write_end, "y", 1));
}
