/* The array that poll() takes: what is asked for, and what is answered. */
#include "../pipe/pipe.h"
#include "../posix_shm/posix_shm.h"
#include "endpoints.h"
#include "ready.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define ALL_EVENTS (NORMAL_INPUT | NORMAL_OUTPUT | POLLRDBAND | POLLWRBAND | POLLPRI)

/* A descriptor that is not open. */
static int closed_descriptor(void)
{
	int fd = (int)SETUP(dup(STDIN_FILENO));

	SETUP(close(fd));
	return fd;
}

/* A socket with data to be read and room to write. */
static int ready_socket(void)
{
	return enter_connected_with_data(STREAM);
}

static const struct variant normal_states[] = {
	{"pipe_data", 0, &states[STATE_pipe_data]},
	{"pipe_empty", 0, &states[STATE_pipe_empty]},
	{"pipe_room", 0, &states[STATE_pipe_room]},
	{"pipe_full", 0, &states[STATE_pipe_full]},
	{"fifo_data", 0, &states[STATE_fifo_data]},
	{"stream_data", 0, &states[STATE_stream_data]},
	{"stream_full", 0, &states[STATE_stream_full]},
	{"dgram_no_bytes", 0, &states[STATE_dgram_no_bytes]},
	{"tcp_data", 0, &states[STATE_tcp_data]},
	{"tcp_pending", 0, &states[STATE_tcp_pending]},
	{"file_data", 0, &states[STATE_file_data]},
	{"terminal_line", 0, &states[STATE_terminal_line]},
};

CASE_VARIANTS(normal_states, poll_events_rdnorm_wrnorm_equivalent)
{
	int fd = enter_state((const struct state *)variant()->data);

	EXPECT_EQ(!(polled(fd, POLLIN) & POLLIN), !(polled(fd, POLLRDNORM) & POLLRDNORM));
	EXPECT_EQ(!(polled(fd, POLLOUT) & POLLOUT), !(polled(fd, POLLWRNORM) & POLLWRNORM));
}

CASE(poll_err_hup_nval_ignored_in_events)
{
	struct pipe_ends p = open_pipe();

	expect_shown(p.read_end, UNASKED, 0, 0);
	expect_shown(p.write_end, UNASKED, 0, 0);
	expect_shown(p.write_end, UNASKED | POLLOUT, POLLOUT, 0);
	close_end(p.write_end);
	expect_shown(p.read_end, 0, POLLHUP, 0);
	expect_shown(p.read_end, POLLERR | POLLNVAL, POLLHUP, 0);
	close_end(p.read_end);
	expect_shown(p.read_end, 0, POLLNVAL, 0);
	expect_shown(p.read_end, POLLERR | POLLHUP, POLLNVAL, 0);
}

CASE(poll_revents_cleared)
{
	struct pipe_ends p = open_pipe();
	struct pollfd entries[] = {
		{p.read_end, ALL_EVENTS, ~0}, {p.write_end, POLLOUT, ~0}, {-1, ALL_EVENTS, ~0}};
	int round;

	for (round = 0; round < 2; round++) {
		EXPECT_EQ(1, poll(entries, 3, 0));
		EXPECT_EQ(0, entries[0].revents);
		EXPECT_EQ(POLLOUT, entries[1].revents);
		EXPECT_EQ(0, entries[2].revents);
	}
	entries[1].fd = p.read_end;
	EXPECT_EQ(0, poll(entries, 3, 0));
	EXPECT_EQ(0, entries[1].revents);
}

CASE(poll_only_requested)
{
	int fd = ready_socket();

	expect_shown(fd, 0, 0, 0);
	expect_shown(fd, POLLIN, POLLIN, 0);
	expect_shown(fd, POLLOUT, POLLOUT, 0);
	expect_shown(fd, POLLRDNORM, POLLRDNORM, 0);
	expect_shown(fd, POLLWRNORM, POLLWRNORM, 0);
	expect_shown(fd, POLLIN | POLLWRNORM, POLLIN | POLLWRNORM, 0);
}

CASE(poll_negative_fd_ignored)
{
	int fd = ready_socket();
	struct pollfd entries[] = {
		{-1, ALL_EVENTS, ~0}, {fd, POLLIN, 0}, {~fd, ALL_EVENTS, ~0}, {-4711, 0, ~0}};

	EXPECT_EQ(1, poll(entries, 4, 0));
	EXPECT_EQ(0, entries[0].revents);
	EXPECT_EQ(POLLIN, entries[1].revents);
	EXPECT_EQ(0, entries[2].revents);
	EXPECT_EQ(0, entries[3].revents);
}

CASE(poll_closed_fd_nval)
{
	int fd = ready_socket();
	struct pollfd entries[] = {
		{closed_descriptor(), ALL_EVENTS, 0}, {fd, POLLIN, 0}, {closed_descriptor(), 0, 0}};

	EXPECT_EQ(3, poll(entries, 3, -1));
	EXPECT_EQ(POLLNVAL, entries[0].revents);
	EXPECT_EQ(POLLIN, entries[1].revents);
	EXPECT_EQ(POLLNVAL, entries[2].revents);
}

CASE(poll_fd_events_unchanged)
{
	struct pollfd entries[] = {{ready_socket(), ALL_EVENTS, 0},
				   {open_pipe().read_end, ALL_EVENTS | UNASKED, 0},
				   {closed_descriptor(), POLLIN, 0},
				   {-2, POLLOUT, 0}};
	struct pollfd former[4];
	size_t i;

	memcpy(former, entries, sizeof(former));
	EXPECT_EQ(2, poll(entries, 4, 0));
	for (i = 0; i < 4; i++) {
		EXPECT_EQ(former[i].fd, entries[i].fd);
		EXPECT_EQ(former[i].events, entries[i].events);
	}
}

CASE(poll_return_count_structures)
{
	int fd = ready_socket();
	struct pipe_ends p = open_pipe();
	struct pollfd entries[] = {{fd, ALL_EVENTS, 0},
				   {p.read_end, ALL_EVENTS, 0},
				   {-1, ALL_EVENTS, 0},
				   {p.write_end, NORMAL_OUTPUT, 0},
				   {closed_descriptor(), POLLIN, 0}};

	EXPECT_EQ(0, poll(entries + 1, 2, 0));
	EXPECT_EQ(1, poll(entries, 3, 0));
	EXPECT_EQ(3, poll(entries, 5, 0));
}

CASE(poll_same_fd_twice)
{
	int fd = ready_socket();
	struct pollfd entries[] = {
		{fd, POLLIN, 0}, {fd, POLLOUT, 0}, {fd, 0, 0}, {fd, NORMAL_INPUT, 0}};

	EXPECT_EQ(3, poll(entries, 4, 0));
	EXPECT_EQ(POLLIN, entries[0].revents);
	EXPECT_EQ(POLLOUT, entries[1].revents);
	EXPECT_EQ(0, entries[2].revents);
	EXPECT_EQ(NORMAL_INPUT, entries[3].revents);
}

static const struct variant told_states[] = {
	{"pipe_empty", 0, &states[STATE_pipe_empty]},
	{"pipe_data", 0, &states[STATE_pipe_data]},
	{"pipe_full", 0, &states[STATE_pipe_full]},
	{"stream_empty", 0, &states[STATE_stream_empty]},
	{"stream_full_data", 0, &states[STATE_stream_full_data]},
	{"dgram_full", 0, &states[STATE_dgram_full]},
	{"tcp_listening", 0, &states[STATE_tcp_listening]},
	{"tcp_pending", 0, &states[STATE_tcp_pending]},
};

CASE_VARIANTS(told_states, poll_not_affected_by_nonblock)
{
	const struct state *state = variant()->data;
	int fd = enter_state(state);

	set_nonblocking(fd, false);
	expect_polled(state, fd);
	set_nonblocking(fd, true);
	expect_polled(state, fd);
}

CASE(poll_regular_file_always_ready)
{
	static const short both = NORMAL_INPUT | NORMAL_OUTPUT;
	const char *path = scratch_path();
	int fd = own((int)SETUP(open(path, O_RDWR | O_CREAT, 0600)));

	expect_shown(fd, both, both, 0);
	write_bytes(fd, "x", 1);
	expect_shown(fd, both, both, 0);
	SETUP(lseek(fd, 0, SEEK_SET));
	expect_shown(fd, both, both, 0);
	expect_shown(own((int)SETUP(open(path, O_RDONLY))), both, both, 0);
	expect_shown(own((int)SETUP(open(path, O_WRONLY))), both, both, 0);
}

CASE(poll_other_types_unspecified)
{
	struct object memory = new_object(1);

	remove_object(memory.name);
	observe("poll() of a shared memory object for POLLIN", "%s",
		polled(memory.fd, POLLIN) & POLLIN ? "ready" : "not ready");
	observe("poll() of a shared memory object for POLLOUT", "%s",
		polled(memory.fd, POLLOUT) & POLLOUT ? "ready" : "not ready");
	observe("poll() of a directory for POLLIN", "%s",
		polled(own((int)SETUP(open(".", O_RDONLY))), POLLIN) & POLLIN ? "ready"
									      : "not ready");
}
