#include "file_lock_commands.h"

#include <unistd.h>

bool is_file(int fd)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

off_t file_size(int fd)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 ? status.st_size : 0;
}

struct flock *lock_of(long argument)
{
	return (struct flock *)argument;
}

bool is_setting(int fd, int command)
{
	return (command == F_SETLK || command == F_SETLKW) && is_file(fd);
}

static bool ends_before(const struct flock *one, const struct flock *other)
{
	return one->l_len != 0 && one->l_start + one->l_len <= other->l_start;
}

bool do_overlap(const struct flock *one, const struct flock *other)
{
	return !ends_before(one, other) && !ends_before(other, one);
}

int set_changed(int fd, int command, long argument, void (*change)(int fd, struct flock *lock))
{
	struct flock lock;

	if (!is_setting(fd, command))
		return real_fcntl(fd, command, argument);
	lock = *lock_of(argument);
	change(fd, &lock);
	return real_fcntl(fd, command, &lock);
}

static const int commands[][2] = {
	{F_GETLK, F_OFD_GETLK}, {F_SETLK, F_OFD_SETLK}, {F_SETLKW, F_OFD_SETLKW}};

int lock_for_description(int fd, int command, long argument)
{
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (command == commands[i][0] && is_file(fd)) {
			lock_of(argument)->l_pid = 0;
			return real_fcntl(fd, commands[i][1], argument);
		}
	return real_fcntl(fd, command, argument);
}

int lock_for_process(int fd, int command, long argument)
{
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (command == commands[i][1] && is_file(fd))
			return real_fcntl(fd, commands[i][0], argument);
	return real_fcntl(fd, command, argument);
}

static void unlock(int fd, int command)
{
	struct flock everything = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	real_fcntl(fd, command, &everything);
}

void unlock_of_process(int fd)
{
	unlock(fd, F_SETLK);
}

void unlock_of_description(int fd)
{
	unlock(fd, F_OFD_SETLK);
}

void for_each_file(void (*act)(int fd))
{
	enum { LIMIT = 64 };
	int fd;

	for (fd = STDERR_FILENO + 1; fd < LIMIT; fd++)
		if (is_file(fd))
			act(fd);
}
