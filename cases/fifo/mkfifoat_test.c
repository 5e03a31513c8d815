/* What mkfifoat() takes a path to be relative to. */
#include "fifo.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

static int open_directory(const char *path)
{
	return own((int)SETUP(open(path, O_RDONLY | O_DIRECTORY)));
}

CASE(fifo_mkfifoat_relative_to_dirfd)
{
	const char *directory = scratch_directory(0755);
	const char *name = scratch_path();

	EXPECT_EQ(0, mkfifoat(open_directory(directory), name, 0600));
	expect_fifo(inside(directory, name), 0600);
	expect_absent(name);
}

CASE(fifo_mkfifoat_at_fdcwd)
{
	const char *path = scratch_path();

	umask(027);
	EXPECT_EQ(0, mkfifoat(AT_FDCWD, path, 0666));
	expect_fifo(path, 0640);
	EXPECT_ERROR(EEXIST, mkfifoat(AT_FDCWD, path, 0666));
}

CASE(fifo_mkfifoat_absolute_ignores_fd)
{
	char root[PATH_MAX];
	const char *directory = scratch_directory(0755);
	const char *first = scratch_path();
	const char *second = scratch_path();

	SETUP_THAT(getcwd(root, sizeof(root)) != NULL, "getcwd(): %s", error_name(errno));
	EXPECT_EQ(0, mkfifoat(-1, inside(root, first), 0600));
	expect_fifo(first, 0600);
	EXPECT_EQ(0, mkfifoat(open_directory(directory), inside(root, second), 0600));
	expect_fifo(second, 0600);
	expect_absent(inside(directory, second));
}

CASE(fifo_mkfifoat_o_search_no_recheck)
{
#ifdef O_SEARCH
	const char *directory = scratch_directory(0777);
	int fd = own((int)SETUP(open(directory, O_SEARCH)));
	struct actor *maker;

	SETUP(chmod(directory, 0222));
	maker = ACTOR("unprivileged maker")
	{
		become_unprivileged();
		EXPECT_EQ(0, mkfifoat(fd, "fifo", 0600));
	}
	expect_finished(maker);
	SETUP(chmod(directory, 0700));
	expect_fifo(inside(directory, "fifo"), 0600);
#else
	skip_unsupported("<fcntl.h> does not define O_SEARCH");
#endif
}
