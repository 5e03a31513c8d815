#include "errors.h"

#include <unistd.h>

int by_mkfifo(const char *path)
{
	return mkfifo(path, 0600);
}

int by_mkfifoat(const char *path)
{
	return mkfifoat(open_directory("."), path, 0600);
}

int by_mknod(const char *path)
{
	return mknod(path, S_IFIFO | 0600, 0);
}

int by_mknodat(const char *path)
{
	return mknodat(open_directory("."), path, S_IFIFO | 0600, 0);
}

int by_open(const char *path)
{
	return open(path, O_RDONLY | O_NONBLOCK);
}

int at_mkfifoat(int directory, const char *path)
{
	return mkfifoat(directory, path, 0600);
}

int at_mknodat(int directory, const char *path)
{
	return mknodat(directory, path, S_IFIFO | 0600, 0);
}

void use_expect_works(use *function)
{
	const char *path = function == by_open ? make_fifo(0600) : scratch_path();

	errno = 0;
	own((int)check_success(THERE, "the call with nothing in its way", function(path)));
}

int open_directory(const char *path)
{
	return own((int)SETUP(open(path, O_RDONLY | O_DIRECTORY)));
}
