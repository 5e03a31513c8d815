/* The errors that only Linux documents of the functions on pipes. */
#include "pipe.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The address of memory that may be used for nothing (PROT_NONE), or only be read. */
static void *forbidden_memory(int protection)
{
	void *memory = mmap(NULL, 1, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
	return memory;
}

static int pipe2_plain(int fds[2])
{
	return pipe2(fds, 0);
}

static void expect_efault_of_array(int (*make)(int fds[2]))
{
	struct actor *caller = ACTOR("caller")
	{
		int fds[2];
		int unused;

		EXPECT_OK(make(fds));
		close_end(fds[0]);
		close_end(fds[1]);
		unused = lowest_free();
		EXPECT_ERROR(EFAULT, make(forbidden_memory(PROT_NONE)));
		EXPECT_ERROR(EFAULT, make(forbidden_memory(PROT_READ)));
		EXPECT_EQ(unused, lowest_free());
	}

	expect_finished(caller);
}

CASE(pipe_efault)
{
	expect_efault_of_array(pipe);
}

CASE(pipe2_efault)
{
	expect_efault_of_array(pipe2_plain);
}

CASE(read_efault)
{
	struct pipe_ends p = open_pipe();
	struct actor *caller = ACTOR("caller")
	{
		EXPECT_ERROR(EFAULT, read(p.read_end, forbidden_memory(PROT_NONE), 1));
		EXPECT_ERROR(EFAULT, read(p.read_end, forbidden_memory(PROT_READ), 1));
	}

	write_bytes(p.write_end, "x", 1);
	expect_finished(caller);
	expect_bytes(p.read_end, "x", 1);
}

CASE(write_efault)
{
	struct pipe_ends p = open_pipe();
	struct actor *caller = ACTOR("caller")
	{
		write_bytes(p.write_end, "x", 1);
		EXPECT_ERROR(EFAULT, write(p.write_end, forbidden_memory(PROT_NONE), 1));
	}

	expect_finished(caller);
	EXPECT_EQ(1, drain(p.read_end));
}

CASE(getfl_eperm)
{
	int directory = own((int)SETUP(open("/", O_RDONLY)));
	int flags = (int)EXPECT_OK(fcntl(directory, F_GETFL));
	struct actor *user = ACTOR("user")
	{
		struct stat status;

		become_unprivileged();
		SETUP(fstat(directory, &status));
		if (status.st_uid == geteuid())
			skip_unpermitted("the user owns the root directory");
		EXPECT_ERROR(EPERM, fcntl(directory, F_SETFL, flags | O_NOATIME));
		EXPECT_EQ(flags, fcntl(directory, F_GETFL));
	}

	expect_finished(user);
}

CASE(setpipe_sz_ebusy)
{
	struct pipe_ends p = open_pipe();
	int capacity = (int)EXPECT_OK(fcntl(p.write_end, F_GETPIPE_SZ));
	size_t filled;

	EXPECT_EQ(capacity, fcntl(p.write_end, F_SETPIPE_SZ, capacity));
	filled = fill(p.write_end);
	EXPECT_ERROR(EBUSY, fcntl(p.write_end, F_SETPIPE_SZ, 1));
	EXPECT_EQ(capacity, fcntl(p.write_end, F_GETPIPE_SZ));
	EXPECT_EQ(filled, drain(p.read_end));
}

CASE(setpipe_sz_eperm)
{
	struct pipe_ends p = open_pipe();
	int capacity = (int)EXPECT_OK(fcntl(p.write_end, F_GETPIPE_SZ));
	int too_large = (int)read_parameter("fs/pipe-max-size", 0) + 1;
	struct actor *user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_EQ(capacity, fcntl(p.write_end, F_SETPIPE_SZ, capacity));
		EXPECT_ERROR(EPERM, fcntl(p.write_end, F_SETPIPE_SZ, too_large));
	}

	expect_finished(user);
	EXPECT_EQ(capacity, fcntl(p.write_end, F_GETPIPE_SZ));
}

CASE(setpipe_sz_ebadf)
{
	struct pipe_ends p = open_pipe();
	int capacity = (int)EXPECT_OK(fcntl(p.write_end, F_GETPIPE_SZ));
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));

	EXPECT_EQ(capacity, fcntl(p.write_end, F_SETPIPE_SZ, capacity));
	EXPECT_ERROR(EBADF, fcntl(file, F_SETPIPE_SZ, capacity));
	EXPECT_ERROR(EBADF, fcntl(lowest_free(), F_SETPIPE_SZ, capacity));
	EXPECT_ERROR(EBADF, fcntl(-1, F_SETPIPE_SZ, capacity));
}

CASE(setpipe_sz_einval)
{
	/* As an unsigned int, the largest size and the first too large a one. */
	enum { LARGEST = -1, TOO_LARGE = -0x7fffffff };
	struct pipe_ends p = open_pipe();
	int capacity = (int)EXPECT_OK(fcntl(p.write_end, F_GETPIPE_SZ));

	EXPECT_EQ(capacity, fcntl(p.write_end, F_SETPIPE_SZ, capacity));
	EXPECT_ERROR(EINVAL, fcntl(p.write_end, F_SETPIPE_SZ, LARGEST));
	EXPECT_ERROR(EINVAL, fcntl(p.write_end, F_SETPIPE_SZ, TOO_LARGE));
	EXPECT_EQ(capacity, fcntl(p.write_end, F_GETPIPE_SZ));
}
