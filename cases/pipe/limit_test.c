/* The limits of pipes that a program can ask for. */
#include <limits.h>
#include <unistd.h>

/* As the headers have them; pipe.h makes up for a PIPE_BUF that is not there. */
#ifdef PIPE_BUF
static const long pipe_buf_macro = PIPE_BUF;
#else
static const long pipe_buf_macro = -1;
#endif
#ifdef IOV_MAX
static const long iov_max_macro = IOV_MAX;
#else
static const long iov_max_macro = -1;
#endif

#include "pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>

enum { PIPE_BUF_LEAST = 512, IOV_MAX_LEAST = 16 };

/*
 * The value of a limit: at least what the standard and the macro, if there is
 * one, promise; -1 without an error: no limit.
 */
#define expect_limit(least, macro, call) AT(check_limit(least, macro, #call, (errno = 0, (call))))

static long check_limit(long least, long macro, const char *call, long value)
{
	if (value == -1)
		check_equal(THERE, call, 0, errno);
	else if (value < least || value < macro)
		check_failed(THERE, "%s: expected at least %ld, observed %ld", call,
			     macro > least ? macro : least, value);
	return value;
}

CASE(pipe_limit_pipe_buf_min)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(PIPE_BUF_LEAST, _POSIX_PIPE_BUF);
	EXPECT(pipe_buf_macro == -1 || pipe_buf_macro >= PIPE_BUF_LEAST);
	expect_limit(PIPE_BUF_LEAST, -1, fpathconf(p.read_end, _PC_PIPE_BUF));
	expect_limit(PIPE_BUF_LEAST, -1, fpathconf(p.write_end, _PC_PIPE_BUF));
}

CASE(pipe_limit_fpathconf_pipe_buf)
{
	struct pipe_ends p = open_pipe();
	long value;

	value = expect_limit(PIPE_BUF_LEAST, pipe_buf_macro, fpathconf(p.read_end, _PC_PIPE_BUF));
	EXPECT_EQ(value, fpathconf(p.write_end, _PC_PIPE_BUF));
	observe("fpathconf(_PC_PIPE_BUF) of a pipe", "%ld", value);
	/* It is what fits in one piece: a non-blocking write into an empty pipe succeeds. */
	set_nonblocking(p.write_end, true);
	if (value > 0 && value <= PIPE_FLOOD)
		EXPECT_EQ(value, write_pattern(p.write_end, 0, (size_t)value));
}

CASE(pipe_limit_pathconf_fifo_and_dir)
{
	const char *path = scratch_path();
	long value = expect_limit(PIPE_BUF_LEAST, pipe_buf_macro, pathconf(".", _PC_PIPE_BUF));
	int fifo;
	int directory;

	SETUP(mkfifo(path, 0600));
	fifo = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	directory = own((int)SETUP(open(".", O_RDONLY | O_DIRECTORY)));
	EXPECT_EQ(value, pathconf(path, _PC_PIPE_BUF));
	EXPECT_EQ(value, fpathconf(fifo, _PC_PIPE_BUF));
	EXPECT_EQ(value, fpathconf(directory, _PC_PIPE_BUF));
	observe("pathconf(_PC_PIPE_BUF) of a FIFO and its directory", "%ld", value);
}

CASE(pipe_limit_macro_omitted_if_variable)
{
	if (pipe_buf_macro == -1)
		observe("PIPE_BUF in <limits.h>", "not defined");
	else
		observe("PIPE_BUF in <limits.h>", "%ld", pipe_buf_macro);
}

/* As many parts as writev() is said to take at least, it takes. */
CASE(pipe_limit_iov_max)
{
	static struct iovec parts[PIPE_BUF];
	struct pipe_ends p = open_pipe();
	long value = expect_limit(IOV_MAX_LEAST, iov_max_macro, sysconf(_SC_IOV_MAX));
	long count = value == -1 || value > PIPE_BUF ? PIPE_BUF : value;
	long i;

	EXPECT_EQ(IOV_MAX_LEAST, _XOPEN_IOV_MAX);
	for (i = 0; i < count; i++)
		parts[i] = (struct iovec){"x", 1};
	EXPECT_EQ(IOV_MAX_LEAST, writev(p.write_end, parts, IOV_MAX_LEAST));
	drain(p.read_end);
	EXPECT_EQ(count, writev(p.write_end, parts, (int)count));
}
