/* Deviants of select() and pselect(): what they find ready. */
#include "select_sets.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>

static short conditions_of(int fd)
{
	struct pollfd entry = {fd, POLLIN | POLLOUT | POLLPRI, 0};

	return real_poll(&entry, 1, 0) == 1 ? entry.revents : 0;
}

/* The bytes to be read of a pipe. */
static int bytes_in(int fd)
{
	int bytes = 0;

	real_ioctl(fd, FIONREAD, &bytes);
	return bytes;
}

SELECT_CHANGE_DEVIANT(select_read_ready_pipe_data, "a byte alone is not seen", fd, asked, found)
{
	return is_fifo(fd) && bytes_in(fd) == 1 ? found & ~READABLE : found;
}

SELECT_CHANGE_DEVIANT(select_read_ready_on_eof, "the end is not seen", fd, asked, found)
{
	return is_fifo(fd) && conditions_of(fd) == POLLHUP ? found & ~READABLE : found;
}

SELECT_CHANGE_DEVIANT(select_write_ready_pipe, "what is not empty has no room", fd, asked, found)
{
	return is_fifo(fd) && bytes_in(fd) > 0 ? found & ~WRITABLE : found;
}

SELECT_CHANGE_DEVIANT(select_write_ready_epipe, "a write end without reader is not ready", fd,
		      asked, found)
{
	return is_fifo(fd) && conditions_of(fd) & POLLERR ? found & ~WRITABLE : found;
}

static bool is_regular_file(int fd)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

SELECT_CHANGE_DEVIANT(select_regular_file_ready, "files are not supported", fd, asked, found)
{
	return is_regular_file(fd) ? 0 : found;
}

SELECT_CHANGE_DEVIANT(select_not_affected_by_nonblock, "what is non-blocking is always ready", fd,
		      asked, found)
{
	return real_fcntl(fd, F_GETFL) & O_NONBLOCK ? found | (asked & (READABLE | WRITABLE))
						    : found;
}

static bool is_listener(int fd)
{
	int value = 0;
	socklen_t length = sizeof(value);

	real_getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &length);
	return value;
}

SELECT_CHANGE_DEVIANT(select_listener_readable, "a connection that is pending is not seen", fd,
		      asked, found)
{
	return is_listener(fd) ? found & ~READABLE : found;
}

SELECT_CHANGE_DEVIANT(select_connect_failed_writable, "what failed cannot be written to", fd, asked,
		      found)
{
	return !is_fifo(fd) && conditions_of(fd) & POLLERR ? found & ~WRITABLE : found;
}

SELECT_CHANGE_DEVIANT(select_oob_exceptional, "urgent data are nothing exceptional", fd, asked,
		      found)
{
	return conditions_of(fd) & POLLPRI ? found & ~EXCEPTIONAL : found;
}

SELECT_CHANGE_DEVIANT(select_fdset_macros, "a set has room for 64 descriptors", fd, asked, found)
{
	return fd < 64 ? found : 0;
}
