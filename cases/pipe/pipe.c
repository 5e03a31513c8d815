#include "pipe.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct pipe_ends open_pipe(void)
{
	int fds[2];

	SETUP(pipe(fds));
	return (struct pipe_ends){own(fds[0]), own(fds[1])};
}

struct pipe_ends open_one_way(void)
{
	const char *path = scratch_path();
	struct pipe_ends p;

	SETUP(mkfifo(path, 0600));
	p.read_end = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	p.write_end = own((int)SETUP(open(path, O_WRONLY)));
	return p;
}

void become_shell(const char *command)
{
	char *arguments[] = {"sh", "-c", (char *)command, NULL};

	EXPECT_OK(execvp("sh", arguments));
	actor_abandon();
}

static unsigned char block[PIPE_FLOOD];

ssize_t write_pattern(int write_end, size_t position, size_t size)
{
	SETUP_THAT(size <= sizeof(block), "write_pattern() takes up to %zu bytes", sizeof(block));
	pattern_make(block, position, size);
	errno = 0;
	return write(write_end, block, size);
}

void pipe_expect_contents(int read_end, size_t size)
{
	descriptor_set_nonblocking(read_end, true);
	descriptor_read_fully(read_end, block, size);
	pattern_expect(block, 0, size);
	errno = 0;
	check_equal(THERE, "bytes beyond what was written", 0,
		    (intmax_t)descriptor_drain(read_end));
}

size_t capacity_of(struct pipe_ends p)
{
	size_t capacity = fill(p.write_end);

	SETUP_THAT(capacity >= PIPE_BUF && capacity < PIPE_FLOOD / 4, "a pipe takes %zu bytes",
		   capacity);
	drain(p.read_end);
	return capacity;
}
