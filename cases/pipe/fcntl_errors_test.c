/* The errors of fcntl() on pipes, and of F_SETOWN, which is defined for sockets. */
#include "pipe.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

CASE(getfl_ebadf)
{
	struct pipe_ends p = open_pipe();
	int flags = (int)EXPECT_OK(fcntl(p.read_end, F_GETFL));

	EXPECT_OK(fcntl(p.read_end, F_SETFL, flags));
	close_end(p.write_end);
	EXPECT_ERROR(EBADF, fcntl(p.write_end, F_GETFL));
	EXPECT_ERROR(EBADF, fcntl(p.write_end, F_SETFL, O_NONBLOCK));
	EXPECT_ERROR(EBADF, fcntl(-1, F_GETFL));
	EXPECT_ERROR(EBADF, fcntl(-1, F_SETFL, O_NONBLOCK));
	EXPECT_EQ(flags, fcntl(p.read_end, F_GETFL));
}

CASE(getfl_einval)
{
	enum { NO_COMMAND = 9999 };
	struct pipe_ends p = open_pipe();
	int flags = (int)EXPECT_OK(fcntl(p.read_end, F_GETFL));

	EXPECT_ERROR(EINVAL, fcntl(p.read_end, NO_COMMAND));
	EXPECT_ERROR(EINVAL, fcntl(p.read_end, NO_COMMAND, 0));
	EXPECT_EQ(flags, fcntl(p.read_end, F_GETFL));
}

/* F_DUPFD and F_DUPFD_CLOEXEC alike. */
static void expect_ebadf_if_not_open(int command)
{
	struct pipe_ends p = open_pipe();
	int unused = (int)EXPECT_OK(fcntl(p.read_end, command, 0));

	close_end(unused);
	EXPECT_ERROR(EBADF, fcntl(unused, command, 0));
	EXPECT_ERROR(EBADF, fcntl(-1, command, 0));
	EXPECT(!is_open(unused));
}

CASE(dupfd_ebadf)
{
	expect_ebadf_if_not_open(F_DUPFD);
}

CASE(dupfd_cloexec_ebadf)
{
	expect_ebadf_if_not_open(F_DUPFD_CLOEXEC);
}

static void expect_einval_if_out_of_range(int command)
{
	struct pipe_ends p = open_pipe();
	long limit = sysconf(_SC_OPEN_MAX);
	int unused = (int)EXPECT_OK(fcntl(p.read_end, command, 0));

	close_end(unused);
	EXPECT_ERROR(EINVAL, fcntl(p.read_end, command, -1));
	EXPECT_ERROR(EINVAL, fcntl(p.read_end, command, INT_MIN));
	if (limit > 0 && limit < INT_MAX) {
		EXPECT_ERROR(EINVAL, fcntl(p.read_end, command, (int)limit));
		EXPECT_ERROR(EINVAL, fcntl(p.read_end, command, (int)limit + 1));
	}
	EXPECT(!is_open(unused));
}

CASE(dupfd_einval)
{
	expect_einval_if_out_of_range(F_DUPFD);
}

CASE(dupfd_cloexec_einval)
{
	expect_einval_if_out_of_range(F_DUPFD_CLOEXEC);
}

/* What is free below the minimum is of no use. */
static void expect_emfile_if_none_free(int command)
{
	struct pipe_ends below = open_pipe();
	struct pipe_ends p = open_pipe();
	int unused = (int)EXPECT_OK(fcntl(p.write_end, command, p.write_end));

	close_end(unused);
	leave_descriptors(0);
	close_end(below.read_end);
	EXPECT_ERROR(EMFILE, fcntl(p.write_end, command, p.read_end));
	EXPECT(!is_open(below.read_end));
	EXPECT(!is_open(unused));
	EXPECT_EQ(below.read_end, own(fcntl(p.write_end, command, below.read_end)));
}

CASE(dupfd_emfile)
{
	expect_emfile_if_none_free(F_DUPFD);
}

CASE(dupfd_cloexec_emfile)
{
	expect_emfile_if_none_free(F_DUPFD_CLOEXEC);
}

static int open_socket(void)
{
	return own((int)SETUP(socket(AF_UNIX, SOCK_STREAM, 0)));
}

CASE(setown_ebadf)
{
	int fd = open_socket();

	EXPECT_OK(fcntl(fd, F_SETOWN, getpid()));
	close_end(fd);
	EXPECT_ERROR(EBADF, fcntl(fd, F_SETOWN, getpid()));
	EXPECT_ERROR(EBADF, fcntl(-1, F_SETOWN, getpid()));
}

CASE(setown_esrch)
{
	/* No system gives away numbers as large as that. */
	enum { NO_PROCESS = INT_MAX };
	int fd = open_socket();

	EXPECT_OK(fcntl(fd, F_SETOWN, getpid()));
	EXPECT_ERROR(ESRCH, fcntl(fd, F_SETOWN, NO_PROCESS));
	EXPECT_ERROR(ESRCH, fcntl(fd, F_SETOWN, -NO_PROCESS));
	EXPECT_EQ(getpid(), fcntl(fd, F_GETOWN));
}

CASE(setown_einval)
{
	int result = fcntl(open_socket(), F_SETOWN, INT_MIN);

	observe("F_SETOWN to INT_MIN", "%s", result == -1 ? error_name(errno) : "success");
}

CASE(setown_eperm)
{
	enum { FIRST_PROCESS = 1 };
	int fd = open_socket();
	struct actor *user = ACTOR("user")
	{
		int result;

		become_unprivileged();
		result = fcntl(fd, F_SETOWN, FIRST_PROCESS);
		observe("F_SETOWN to a process that may not be signalled", "%s",
			result == -1 ? error_name(errno) : "success");
	}

	expect_finished(user);
}
