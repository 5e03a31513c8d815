#include "errors.h"

#include <dirent.h>
#include <string.h>
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

const char *make_file(void)
{
	const char *path = scratch_path();

	SETUP(close((int)SETUP(open(path, O_WRONLY | O_CREAT, 0600))));
	return path;
}

void directory_expect_empty(const char *directory)
{
	int count = 0;
	DIR *stream;

	SETUP(chmod(directory, 0700));
	stream = opendir(directory);
	SETUP_THAT(stream != NULL, "opendir(): %s", error_name(errno));
	while (readdir(stream))
		count++;
	closedir(stream);
	if (count != 2)
		check_failed(THERE, "entries besides . and ..: expected none, observed %d",
			     count - 2);
}

const char *make_chain(const char *directory, int count)
{
	char target[20] = ".";
	char link[20];

	while (count-- > 0) {
		snprintf(link, sizeof(link), "link%d", count);
		SETUP(symlink(target, inside(directory, link)));
		strcpy(target, link);
	}
	return inside(directory, target);
}
