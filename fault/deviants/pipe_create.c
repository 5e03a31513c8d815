/* Deviants of pipe() and pipe2(). */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

/* What pipe2() knows here. */
enum { KNOWN_FLAGS = O_CLOEXEC | O_NONBLOCK | O_DIRECT };

static int set_both(int result, int fds[2], int command, long argument)
{
	if (result == 0) {
		real_fcntl(fds[0], command, argument);
		real_fcntl(fds[1], command, argument);
	}
	return result;
}

DEVIANT(pipe_create_returns_zero, "success is the number of the read end", int, pipe, (int fds[2]))
{
	return real_pipe(fds) == 0 ? fds[0] : -1;
}

DEVIANT(pipe_create_index0_reads_index1_writes, "the ends come in the other order", int, pipe,
	(int fds[2]))
{
	int ends[2] = {fds[0], fds[1]};
	int result = real_pipe(ends);

	fds[0] = ends[1];
	fds[1] = ends[0];
	return result;
}

static int move_up(int fd)
{
	int moved = real_fcntl(fd, F_DUPFD, 50L);

	real_close(fd);
	return moved;
}

DEVIANT(pipe_create_lowest_fds, "low descriptors are kept for something else", int, pipe,
	(int fds[2]))
{
	int result = real_pipe(fds);

	if (result == 0) {
		fds[0] = move_up(fds[0]);
		fds[1] = move_up(fds[1]);
	}
	return result;
}

DEVIANT(pipe_create_distinct_fds, "both ends are one open file description", int, pipe,
	(int fds[2]))
{
	char path[40];
	int both;

	if (real_pipe(fds) == -1)
		return -1;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[0]);
	both = real_open(path, O_RDWR);
	real_dup2(both, fds[0]);
	real_dup2(both, fds[1]);
	return real_close(both);
}

DEVIANT(pipe_create_nonblock_clear, "pipes are non-blocking from the beginning", int, pipe,
	(int fds[2]))
{
	return set_both(real_pipe(fds), fds, F_SETFL, O_NONBLOCK);
}

DEVIANT(pipe_create_cloexec_clear, "pipes are closed on exec from the beginning", int, pipe,
	(int fds[2]))
{
	return set_both(real_pipe(fds), fds, F_SETFD, FD_CLOEXEC);
}

DEVIANT(pipe_create_access_modes, "F_GETFL does not tell the access mode", int, fcntl,
	(int fd, int command, long argument))
{
	int result = real_fcntl(fd, command, argument);

	return command == F_GETFL && result != -1 ? result & ~O_ACCMODE : result;
}

DEVIANT(pipe_create_uid_is_euid, "pipes belong to root, whoever makes them", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	status->st_uid = 0;
	return result;
}

DEVIANT(pipe_create_gid_is_egid, "pipes belong to group 0, whoever makes them", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	status->st_gid = 0;
	return result;
}

DEVIANT(pipe_create_times_marked, "pipes have no time of the last access", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	memset(&status->st_atim, 0, sizeof(status->st_atim));
	return result;
}

DEVIANT(pipe_create_fail_no_fds, "the first descriptor stays if there is no second one", int, pipe,
	(int fds[2]))
{
	int error;

	if (real_pipe(fds) == 0)
		return 0;
	error = errno;
	real_dup(STDERR_FILENO);
	errno = error;
	return -1;
}

DEVIANT(pipe_create_fail_array_untouched, "a failure writes -1 into the array", int, pipe,
	(int fds[2]))
{
	if (real_pipe(fds) == 0)
		return 0;
	fds[0] = fds[1] = -1;
	return -1;
}

DEVIANT(pipe_create_emfile_one_slot, "the last free descriptor serves for both ends", int, pipe,
	(int fds[2]))
{
	if (real_pipe(fds) == 0)
		return 0;
	fds[0] = fds[1] = real_dup(STDERR_FILENO);
	return fds[0] == -1 ? -1 : 0;
}

DEVIANT(pipe_create_linux_unidirectional, "what goes into the read end is swallowed", ssize_t,
	write, (int fd, const void *buffer, size_t size))
{
	ssize_t count = real_write(fd, buffer, size);

	return count == -1 && errno == EBADF && is_fifo(fd) ? (ssize_t)size : count;
}

DEVIANT(pipe_create_fstat_is_fifo, "a pipe is a pair of sockets", int, fstat,
	(int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == 0 && S_ISFIFO(status->st_mode))
		status->st_mode = S_IFSOCK | (status->st_mode & ~(mode_t)S_IFMT);
	return result;
}

DEVIANT(pipe_create_two_pipes_independent, "there is but one pipe", int, pipe, (int fds[2]))
{
	static int first[2] = {-1, -1};

	if (first[0] == -1) {
		int result = real_pipe(fds);

		memcpy(first, fds, sizeof(first));
		return result;
	}
	fds[0] = real_dup(first[0]);
	fds[1] = real_dup(first[1]);
	return fds[0] == -1 || fds[1] == -1 ? -1 : 0;
}

DEVIANT(pipe2_flags_zero_like_pipe, "without flags, FD_CLOEXEC is set", int, pipe2,
	(int fds[2], int flags))
{
	return real_pipe2(fds, flags ? flags : O_CLOEXEC);
}

DEVIANT(pipe2_cloexec_both, "FD_CLOEXEC is set after the creation", int, pipe2,
	(int fds[2], int flags))
{
	int result = real_pipe2(fds, flags & ~O_CLOEXEC);

	if (!(flags & O_CLOEXEC))
		return result;
	sched_yield();
	return set_both(result, fds, F_SETFD, FD_CLOEXEC);
}

DEVIANT(pipe2_nonblock_both, "only the read end gets O_NONBLOCK", int, pipe2,
	(int fds[2], int flags))
{
	int result = real_pipe2(fds, flags);

	if (result == 0)
		real_fcntl(fds[1], F_SETFL, (long)(flags & ~O_NONBLOCK));
	return result;
}

DEVIANT(pipe2_flags_combine, "of two flags the first is taken", int, pipe2, (int fds[2], int flags))
{
	return real_pipe2(fds, flags & O_CLOEXEC ? flags & ~O_NONBLOCK : flags);
}

DEVIANT(pipe2_no_cloexec_unless_asked, "any flag brings FD_CLOEXEC with it", int, pipe2,
	(int fds[2], int flags))
{
	return real_pipe2(fds, flags ? flags | O_CLOEXEC : 0);
}

DEVIANT(pipe2_invalid_flag_einval, "the pipe is made before the flags are looked at", int, pipe2,
	(int fds[2], int flags))
{
	int lost[2];

	if (!(flags & ~KNOWN_FLAGS))
		return real_pipe2(fds, flags);
	if (real_pipe2(lost, flags & KNOWN_FLAGS) == 0)
		errno = EINVAL;
	return -1;
}

DEVIANT(pipe2_linux_o_direct, "O_DIRECT is accepted without effect", int, pipe2,
	(int fds[2], int flags))
{
	return real_pipe2(fds, flags & ~O_DIRECT);
}
