/* Deviants of poll(): what it shows of pipes and FIFOs. */
#include "poll_entries.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_read_end(int fd)
{
	return is_fifo(fd) && (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY;
}

static bool is_write_end(int fd)
{
	return is_fifo(fd) && (real_fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY;
}

POLL_DEVIANT(poll_pipe_in_when_data, "data are not seen", is_read_end, entry)
{
	return entry->revents & ~POLL_INPUT;
}

/* POLLIN, although there is nothing to be read. */
static short with_input(const struct pollfd *entry)
{
	return entry->revents | (entry->events & POLL_INPUT);
}

POLL_DEVIANT(poll_pipe_not_in_when_empty, "an empty pipe is readable", is_read_end, entry)
{
	return with_input(entry);
}

POLL_DEVIANT(poll_pipe_pollin_eof_read_not_block, "an empty pipe is readable", is_read_end, entry)
{
	return with_input(entry);
}

POLL_DEVIANT(poll_pipe_hup_when_writers_gone, "the end is not seen", is_read_end, entry)
{
	return entry->revents & ~POLLHUP;
}

POLL_DEVIANT(poll_pipe_hup_with_data_keeps_in, "a hang-up hides what is left to be read",
	     is_read_end, entry)
{
	return entry->revents & POLLHUP ? POLLHUP : entry->revents;
}

POLL_DEVIANT(poll_pipe_out_when_room, "a write end that is not empty has no room", is_write_end,
	     entry)
{
	int bytes = 0;

	real_ioctl(entry->fd, FIONREAD, &bytes);
	return bytes > 0 ? entry->revents & ~POLL_OUTPUT : entry->revents;
}

/* POLLOUT, although there is no room. */
static short with_output(const struct pollfd *entry)
{
	return entry->revents | (entry->events & POLL_OUTPUT);
}

POLL_DEVIANT(poll_pipe_not_out_when_full, "a full pipe is writable", is_write_end, entry)
{
	return with_output(entry);
}

POLL_DEVIANT(poll_pipe_pollout_write_not_block, "a full pipe is writable", is_write_end, entry)
{
	return with_output(entry);
}

POLL_DEVIANT(poll_pipe_hup_out_exclusive, "a pipe without a writer is writable", is_read_end, entry)
{
	return entry->revents & POLLHUP ? with_output(entry) : entry->revents;
}

POLL_DEVIANT(poll_fifo_hup_persists_until_writer, "a hang-up is shown once", is_read_end, entry)
{
	static bool is_shown;
	bool was_shown = is_shown;

	is_shown = entry->revents & POLLHUP;
	return was_shown ? entry->revents & ~POLLHUP : entry->revents;
}

/* A reader of a FIFO without data: whether it would come to the end. */
static bool has_no_writer(int fd)
{
	int flags = real_fcntl(fd, F_GETFL);
	char byte;
	bool is_end;

	real_fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	is_end = real_read(fd, &byte, 1) == 0;
	real_fcntl(fd, F_SETFL, flags);
	return is_end;
}

POLL_DEVIANT(poll_fifo_hup_clears_on_new_writer, "an idle FIFO stays hung up", is_read_end, entry)
{
	return entry->revents ? entry->revents : POLLHUP;
}

POLL_DEVIANT(poll_pipe_linux_err_no_reader, "a write end without reader is fine", is_write_end,
	     entry)
{
	return entry->revents & ~POLLERR;
}

POLL_DEVIANT(poll_pipe_linux_room_pipe_buf, "a byte of room is room", is_write_end, entry)
{
	int bytes = 0;

	real_ioctl(entry->fd, FIONREAD, &bytes);
	return bytes < real_fcntl(entry->fd, F_GETPIPE_SZ) ? with_output(entry) : entry->revents;
}

POLL_DEVIANT(poll_fifo_linux_no_hup_before_first_writer, "a FIFO without a writer is hung up",
	     is_read_end, entry)
{
	if (entry->revents == 0 && has_no_writer(entry->fd))
		return POLLHUP;
	return entry->revents;
}
