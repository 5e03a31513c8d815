#include "path.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scratch.h"

const char *inside(const char *directory, const char *name)
{
	static char path[1024];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

const char *make_file(void)
{
	const char *path = scratch_path();

	SETUP(close((int)SETUP(open(path, O_WRONLY | O_CREAT, 0600))));
	return path;
}

const char *make_loop(void)
{
	const char *one = scratch_path();
	const char *other = scratch_path();

	SETUP(symlink(one, other));
	SETUP(symlink(other, one));
	return one;
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

void path_expect_absent(const char *path)
{
	struct stat status;

	errno = 0;
	check_error(THERE, "lstat()", lstat(path, &status), -1, ENOENT, 0);
}

void path_expect_empty(const char *directory)
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
