/* Deviants of what a program can learn, and set, about the limits of a pipe. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

static long pipe_buf_of(int fd, int name, long value)
{
	return name == _PC_PIPE_BUF ? value : real_fpathconf(fd, name);
}

DEVIANT(pipe_limit_pipe_buf_min, "PIPE_BUF is 511", long, fpathconf, (int fd, int name))
{
	return pipe_buf_of(fd, name, 511);
}

DEVIANT(pipe_limit_fpathconf_pipe_buf, "fpathconf() promises less than PIPE_BUF", long, fpathconf,
	(int fd, int name))
{
	return pipe_buf_of(fd, name, 512);
}

DEVIANT(pipe_limit_linux_pipe_buf_4096, "PIPE_BUF is 8192", long, fpathconf, (int fd, int name))
{
	return pipe_buf_of(fd, name, 8192);
}

DEVIANT(pipe_limit_pathconf_fifo_and_dir, "a directory has no PIPE_BUF", long, pathconf,
	(const char *path, int name))
{
	if (name == _PC_PIPE_BUF && !is_fifo_path(path)) {
		errno = EINVAL;
		return -1;
	}
	return real_pathconf(path, name);
}

DEVIANT(pipe_limit_iov_max, "IOV_MAX is 15", long, sysconf, (int name))
{
	return name == _SC_IOV_MAX ? 15 : real_sysconf(name);
}

DEVIANT(pipe_write_linux_atomic_sized_slot, "a new pipe takes one page", int, pipe, (int fds[2]))
{
	int result = real_pipe(fds);

	if (result == 0)
		real_fcntl(fds[1], F_SETPIPE_SZ, 1);
	return result;
}

DEVIANT(pipe_capacity_linux_getpipe_sz, "F_SETPIPE_SZ returns 0", int, fcntl,
	(int fd, int command, long argument))
{
	int result = real_fcntl(fd, command, argument);

	return command == F_SETPIPE_SZ && result != -1 ? 0 : result;
}

/* F_SETPIPE_SZ that seems to succeed where it fails with the error. */
static int set_size_but(int ignored, int fd, int command, long argument)
{
	int result = real_fcntl(fd, command, argument);

	return command == F_SETPIPE_SZ && result == -1 && errno == ignored ? (int)argument : result;
}

DEVIANT(pipe_capacity_linux_setpipe_sz_ebusy, "a pipe in use seems to shrink", int, fcntl,
	(int fd, int command, long argument))
{
	return set_size_but(EBUSY, fd, command, argument);
}

DEVIANT(pipe_capacity_linux_setpipe_sz_eperm, "any pipe seems to be permitted", int, fcntl,
	(int fd, int command, long argument))
{
	return set_size_but(EPERM, fd, command, argument);
}

DEVIANT(pipe_capacity_linux_fionread, "FIONREAD tells only whether there are bytes", int, ioctl,
	(int fd, unsigned long request, long argument))
{
	int result = real_ioctl(fd, request, argument);

	if (result == 0 && request == FIONREAD)
		*(int *)argument = *(int *)argument > 0;
	return result;
}
