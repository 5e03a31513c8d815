/* How regular files and terminals come into their states. */
#include "states.h"

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

ENTRANCE(empty_file)
{
	return own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
}

ENTRANCE(file_with_data)
{
	int fd = enter_empty_file(kind);

	write_bytes(fd, "x", 1);
	SETUP(lseek(fd, 0, SEEK_SET));
	return fd;
}

ENTRANCE(file_read_only)
{
	const char *path = scratch_path();

	close_end((int)SETUP(open(path, O_RDWR | O_CREAT, 0600)));
	return own((int)SETUP(open(path, O_RDONLY)));
}

struct terminal_ends {
	int master;
	int slave;
};

/* A pseudo-terminal without echo; its slave waits for whole lines. */
static struct terminal_ends open_terminal(void)
{
	struct terminal_ends t;
	struct termios modes;
	const char *name;

	t.master = posix_openpt(O_RDWR | O_NOCTTY);
	if (t.master == -1)
		skip_unsupported("no pseudo-terminal: %s", error_name(errno));
	own(t.master);
	SETUP(grantpt(t.master));
	SETUP(unlockpt(t.master));
	name = ptsname(t.master);
	SETUP_THAT(name, "the slave has no name");
	t.slave = own((int)SETUP(open(name, O_RDWR | O_NOCTTY)));
	SETUP(tcgetattr(t.slave, &modes));
	modes.c_lflag &= ~(tcflag_t)ECHO;
	SETUP(tcsetattr(t.slave, TCSANOW, &modes));
	return t;
}

ENTRANCE(terminal)
{
	return open_terminal().slave;
}

ENTRANCE(terminal_with_part_of_line)
{
	struct terminal_ends t = open_terminal();

	write_bytes(t.master, "x", 1);
	return t.slave;
}

ENTRANCE(terminal_with_line)
{
	struct terminal_ends t = open_terminal();

	write_bytes(t.master, "x\n", 2);
	await_shown(t.slave, POLLIN);
	return t.slave;
}

/* Its output is suspended; what is written may be kept until it goes on, or have to wait. */
ENTRANCE(stopped_terminal)
{
	int slave = open_terminal().slave;
	int result = tcflow(slave, TCOOFF);

	if (result == -1 && errno == ENOTTY)
		skip_unsupported("the output of a terminal cannot be suspended");
	SETUP_THAT(result == 0, "tcflow(): %s", error_name(errno));
	return slave;
}

ENTRANCE(hung_up_terminal)
{
	struct terminal_ends t = open_terminal();

	close_end(t.master);
	await_shown(t.slave, 0);
	return t.slave;
}

ENTRANCE(master)
{
	return open_terminal().master;
}

ENTRANCE(master_with_data)
{
	struct terminal_ends t = open_terminal();

	write_bytes(t.slave, "x", 1);
	await_shown(t.master, POLLIN);
	return t.master;
}

ENTRANCE(master_without_slave)
{
	struct terminal_ends t = open_terminal();

	close_end(t.slave);
	await_shown(t.master, 0);
	return t.master;
}
