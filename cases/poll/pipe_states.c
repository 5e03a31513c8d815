/* How pipes, FIFOs and the streams of popen() come into their states. */
#include "../pipe/pipe.h"
#include "states.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct pipe_ends open_ends(enum kind kind)
{
	return kind == FIFO ? open_one_way() : open_pipe();
}

ENTRANCE(empty_read_end)
{
	return open_ends(kind).read_end;
}

ENTRANCE(read_end_with_data)
{
	struct pipe_ends p = open_ends(kind);

	write_bytes(p.write_end, "x", 1);
	return p.read_end;
}

ENTRANCE(read_end_without_writer)
{
	struct pipe_ends p = open_ends(kind);

	close_end(p.write_end);
	return p.read_end;
}

ENTRANCE(read_end_with_last_data)
{
	struct pipe_ends p = open_ends(kind);

	write_bytes(p.write_end, "x", 1);
	close_end(p.write_end);
	return p.read_end;
}

ENTRANCE(read_end_never_written)
{
	const char *path = scratch_path();

	SETUP(mkfifo(path, 0600));
	return own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
}

ENTRANCE(write_end_with_room)
{
	return open_ends(kind).write_end;
}

/* Less than PIPE_BUF, so that one may write a byte, but not all that is to be atomic. */
ENTRANCE(write_end_with_little_room)
{
	struct pipe_ends p = open_ends(kind);
	unsigned char bytes[PIPE_BUF - 1];

	fill(p.write_end);
	read_fully(p.read_end, bytes, sizeof(bytes));
	return p.write_end;
}

ENTRANCE(full_write_end)
{
	struct pipe_ends p = open_ends(kind);

	fill(p.write_end);
	return p.write_end;
}

ENTRANCE(write_end_without_reader)
{
	struct pipe_ends p = open_ends(kind);

	close_end(p.read_end);
	return p.write_end;
}

ENTRANCE(full_write_end_without_reader)
{
	struct pipe_ends p = open_ends(kind);

	fill(p.write_end);
	close_end(p.read_end);
	return p.write_end;
}

/* The descriptor outlives the stream, whose command has ended. */
static int stream_of(const char *command, const char *mode)
{
	FILE *stream = popen(command, mode);
	int fd;

	SETUP_THAT(stream, "cannot start a command: %s", error_name(errno));
	fd = own((int)SETUP(dup(fileno(stream))));
	SETUP(pclose(stream));
	return fd;
}

ENTRANCE(stream_from_command)
{
	return stream_of("echo x", "r");
}

ENTRANCE(stream_to_command)
{
	return stream_of(":", "w");
}
