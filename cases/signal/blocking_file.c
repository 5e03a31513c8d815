#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../fifo/fifo.h"
#include "../file_lock/file_lock.h"
#include "blocking.h"

/* 0 for a call that returned a count as expected, or -1 as the call left it. */
static int moved(ssize_t count, ssize_t expected)
{
	return count == expected ? 0 : -1;
}

static struct place on_empty_pipe(void)
{
	struct pipe_ends p = open_pipe();

	return (struct place){.here = p.read_end, .there = p.write_end};
}

static void put_byte(struct place *place)
{
	write_bytes(place->there, "x", 1);
}

static int wait_in_read(struct place *place)
{
	char byte;

	return moved(read(place->here, &byte, 1), 1);
}

static int wait_in_readv(struct place *place)
{
	char byte;

	return moved(readv(place->here, &(struct iovec){&byte, 1}, 1), 1);
}

static struct place on_full_pipe(void)
{
	struct pipe_ends p = open_pipe();

	fill(p.write_end);
	return (struct place){.here = p.write_end, .there = p.read_end};
}

static void make_room(struct place *place)
{
	drain(place->there);
}

static int wait_in_write(struct place *place)
{
	return moved(write(place->here, "x", 1), 1);
}

static int wait_in_writev(struct place *place)
{
	return moved(writev(place->here, &(struct iovec){"x", 1}, 1), 1);
}

static struct place at_fifo(void)
{
	return (struct place){.path = make_fifo(0600)};
}

static int wait_in_open_for_reading(struct place *place)
{
	int fd = own(open(place->path, O_RDONLY));

	return fd == -1 ? -1 : 0;
}

static int wait_in_open_for_writing(struct place *place)
{
	int fd = own(open(place->path, O_WRONLY));

	return fd == -1 ? -1 : 0;
}

static void open_the_other_end(struct place *place)
{
	open_fifo(place->path, O_RDWR);
}

static struct place at_gate(void)
{
	return (struct place){.gate = new_gate()};
}

static int wait_in_waitpid(struct place *place)
{
	pid_t child = (pid_t)SETUP(fork());
	int error;

	if (child == 0) {
		pass_gate(place->gate);
		_exit(0);
	}
	if (waitpid(child, NULL, 0) == child)
		return 0;
	error = errno;
	SETUP(kill(child, SIGKILL));
	SETUP(waitpid(child, NULL, 0));
	errno = error;
	return -1;
}

static void open_the_gate(struct place *place)
{
	open_gate(place->gate);
}

static int wait_in_poll(struct place *place)
{
	return moved(poll(&(struct pollfd){.fd = place->here, .events = POLLIN}, 1, -1), 1);
}

static int wait_in_ppoll(struct place *place)
{
	struct pollfd entry = {.fd = place->here, .events = POLLIN};

	return moved(ppoll(&entry, 1, NULL, NULL), 1);
}

static fd_set only(int fd)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return set;
}

static int wait_in_select(struct place *place)
{
	fd_set set = only(place->here);

	return moved(select(place->here + 1, &set, NULL, NULL, NULL), 1);
}

static int wait_in_pselect(struct place *place)
{
	fd_set set = only(place->here);

	return moved(pselect(place->here + 1, &set, NULL, NULL, NULL, NULL), 1);
}

static struct place on_locked_file(void)
{
	const char *path = scratch_path();

	close_end(open_locked_file(path));
	return (struct place){.path = path, .other = start_holder(path, F_WRLCK, 0, 0)};
}

static int wait_in_setlkw(struct place *place)
{
	return await_region(open_again(place->path, O_RDWR), F_WRLCK, 0, 0);
}

static int wait_in_lockf(struct place *place)
{
	return lockf(open_again(place->path, O_RDWR), F_LOCK, 0);
}

static void release_lock(struct place *place)
{
	dismiss(place->other);
}

const struct blocking_call read_of_pipe = {CALL_READ, on_empty_pipe, wait_in_read, put_byte, NULL};
const struct blocking_call readv_of_pipe = {CALL_READ, on_empty_pipe, wait_in_readv, put_byte,
					    NULL};
const struct blocking_call write_of_pipe = {CALL_WRITE, on_full_pipe, wait_in_write, make_room,
					    NULL};
const struct blocking_call writev_of_pipe = {CALL_WRITE, on_full_pipe, wait_in_writev, make_room,
					     NULL};
const struct blocking_call open_for_reading = {CALL_OPEN, at_fifo, wait_in_open_for_reading,
					       open_the_other_end, NULL};
const struct blocking_call open_for_writing = {CALL_OPEN, at_fifo, wait_in_open_for_writing,
					       open_the_other_end, NULL};
const struct blocking_call waitpid_of_child = {CALL_WAIT, at_gate, wait_in_waitpid, open_the_gate,
					       NULL};
const struct blocking_call poll_of_pipe = {CALL_POLL, on_empty_pipe, wait_in_poll, put_byte, NULL};
const struct blocking_call ppoll_of_pipe = {CALL_POLL, on_empty_pipe, wait_in_ppoll, put_byte,
					    NULL};
const struct blocking_call select_of_pipe = {CALL_SELECT, on_empty_pipe, wait_in_select, put_byte,
					     NULL};
const struct blocking_call pselect_of_pipe = {CALL_SELECT, on_empty_pipe, wait_in_pselect, put_byte,
					      NULL};
const struct blocking_call lock_of_record = {CALL_FCNTL, on_locked_file, wait_in_setlkw,
					     release_lock, NULL};
const struct blocking_call lockf_of_record = {CALL_FCNTL, on_locked_file, wait_in_lockf,
					      release_lock, NULL};
