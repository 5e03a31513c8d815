/* When ftok() fails. */
#include <limits.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../fifo/errors.h"

static void make_file_at(const char *path)
{
	SETUP(close((int)SETUP(open(path, O_WRONLY | O_CREAT, 0666))));
}

CASE(ftok_eacces)
{
	const char *directory = scratch_directory(0755);
	const char *path = inside(directory, "file");
	struct actor *caller;

	make_file_at(path);
	EXPECT_OK(ftok(path, 'k'));
	SETUP(chmod(directory, 0));
	caller = ACTOR("unprivileged caller")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, ftok(path, 'k'));
	}
	expect_finished(caller);
	SETUP(chmod(directory, 0700));
}

CASE(ftok_eloop_loop)
{
	const char *one = scratch_path();
	const char *other = scratch_path();

	SETUP(symlink(one, other));
	SETUP(symlink(other, one));
	EXPECT_ERROR(ELOOP, ftok(one, 'k'));
	EXPECT_ERROR(ELOOP, ftok(inside(one, "file"), 'k'));
	SETUP(unlink(one));
	make_file_at(one);
	EXPECT_OK(ftok(other, 'k'));
}

CASE(ftok_enametoolong_long_name)
{
	const char *directory = scratch_directory(0755);
	long longest = pathconf(directory, _PC_NAME_MAX);
	char name[1000];

	if (longest < 0)
		skip_unsupported("the file system has no NAME_MAX");
	SETUP_THAT(longest + 1 < (long)sizeof(name), "NAME_MAX is %ld", longest);
	memset(name, 'n', sizeof(name));
	name[longest + 1] = '\0';
	EXPECT_ERROR(ENAMETOOLONG, ftok(inside(directory, name), 'k'));
	/* One byte less is not too long. */
	name[longest] = '\0';
	make_file_at(inside(directory, name));
	EXPECT_OK(ftok(inside(directory, name), 'k'));
}

CASE(ftok_enoent)
{
	const char *path = make_file();

	EXPECT_OK(ftok(path, 'k'));
	SETUP(unlink(path));
	EXPECT_ERROR(ENOENT, ftok(path, 'k'));
	EXPECT_ERROR(ENOENT, ftok(inside(path, "file"), 'k'));
	EXPECT_ERROR(ENOENT, ftok("", 'k'));
	/* Nor is a file made of it. */
	expect_absent(path);
}

CASE(ftok_enotdir)
{
	const char *path = make_file();

	EXPECT_OK(ftok(path, 'k'));
	EXPECT_ERROR(ENOTDIR, ftok(inside(path, "file"), 'k'));
	EXPECT_ERROR(ENOTDIR, ftok(inside(path, ""), 'k'));
}

/* What ftok() says to what a system may refuse. */
static const char *attempt(const char *path)
{
	errno = 0;
	return ftok(path, 'k') == -1 ? error_name(errno) : "success";
}

CASE(ftok_eloop_many_links)
{
	observe("a path through 41 symbolic links", "%s",
		attempt(make_chain(scratch_directory(0755), 41)));
}

CASE(ftok_enametoolong_long_path)
{
	const char *name = make_file();
	char path[PATH_MAX + 200];
	size_t used;

	for (used = 0; used < PATH_MAX; used += 2)
		memcpy(path + used, "./", 2);
	strcpy(path + used, name);
	observe("a path longer than PATH_MAX", "%s", attempt(path));
}
