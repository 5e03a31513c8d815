/*
 * The errors of pathname resolution, of each function that takes the path of a
 * FIFO.
 */
#include "errors.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void missing(use *function)
{
	const char *prefix = scratch_path();

	expect_works(function);
	EXPECT_ERROR(ENOENT, function(inside(prefix, "fifo")));
	expect_absent(prefix);
	EXPECT_ERROR(ENOENT, function(""));
}

TRY(missing, by_mkfifo, mkfifo_enoent)
TRY(missing, by_mkfifoat, mkfifoat_enoent)
TRY(missing, by_mknod, mknod_enoent)

CASE(open_enoent)
{
	missing(by_open);
	EXPECT_ERROR(ENOENT, by_open(scratch_path()));
}

/* Where the name exists without the slash, ENOENT would be a lie. */
static void trailing_slash(use *function)
{
	const char *path = scratch_path();

	expect_works(function);
	EXPECT_ERROR_OF(ENOENT, ENOTDIR, function(inside(path, "")));
	expect_absent(path);
	EXPECT_ERROR_OF(ENOTDIR, EEXIST, function(inside(make_file(), "")));
}

TRY(trailing_slash, by_mkfifo, mkfifo_enoent_trailing_slash, fifo_create_trailing_slash_fails)
TRY(trailing_slash, by_mkfifoat, mkfifoat_enoent_trailing_slash)
TRY(trailing_slash, by_mknod, mknod_enoent_trailing_slash)

static void file_in_prefix(use *function)
{
	expect_works(function);
	EXPECT_ERROR(ENOTDIR, function(inside(make_file(), "fifo")));
}

TRY(file_in_prefix, by_mkfifo, mkfifo_enotdir)
TRY(file_in_prefix, by_mkfifoat, mkfifoat_enotdir_prefix)
TRY(file_in_prefix, by_mknod, mknod_enotdir)

CASE(open_enotdir)
{
	const char *path = make_fifo(0600);

	file_in_prefix(by_open);
	EXPECT_ERROR(ENOTDIR, by_open(inside(path, "")));
	EXPECT_ERROR(ENOTDIR, open(path, O_RDONLY | O_NONBLOCK | O_DIRECTORY));
}

static void link_loop(use *function)
{
	expect_works(function);
	EXPECT_ERROR(ELOOP, function(inside(make_loop(), "fifo")));
}

TRY(link_loop, by_mkfifo, mkfifo_eloop)
TRY(link_loop, by_mkfifoat, mkfifoat_eloop)
TRY(link_loop, by_mknod, mknod_eloop)

CASE(open_eloop)
{
	const char *path = make_fifo(0600);
	const char *link = scratch_path();

	link_loop(by_open);
	EXPECT_ERROR(ELOOP, by_open(make_loop()));
	SETUP(symlink(path, link));
	EXPECT_ERROR(ELOOP, open(link, O_RDONLY | O_NONBLOCK | O_NOFOLLOW));
}

/* What a function says to what a system may refuse. */
static const char *attempt(use *function, const char *path)
{
	errno = 0;
	return own(function(path)) == -1 ? error_name(errno) : "success";
}

static void many_links(use *function)
{
	char path[100];

	snprintf(path, sizeof(path), "%s/fifo", make_chain(scratch_directory(0755), 41));
	observe("a path through 41 symbolic links", "%s", attempt(function, path));
}

TRY(many_links, by_mkfifo, mkfifo_eloop_many_links)
TRY(many_links, by_mkfifoat, mkfifoat_eloop_many_links)
TRY(many_links, by_mknod, mknod_eloop_many_links)
TRY(many_links, by_open, open_eloop_many_links)

static void long_component(use *function)
{
	const char *directory = scratch_directory(0755);
	long longest = pathconf(directory, _PC_NAME_MAX);
	char name[1000];

	if (longest < 0)
		skip_unsupported("the file system has no NAME_MAX");
	expect_works(function);
	SETUP_THAT(longest + 1 < (long)sizeof(name), "NAME_MAX is %ld", longest);
	memset(name, 'n', sizeof(name));
	name[longest + 1] = '\0';
	EXPECT_ERROR(ENAMETOOLONG, function(inside(directory, name)));
	expect_empty_directory(directory);
	/* One byte less is not too long. */
	name[longest] = '\0';
	EXPECT(own(function(inside(directory, name))) != -1 || errno != ENAMETOOLONG);
}

TRY(long_component, by_mkfifo, mkfifo_enametoolong)
TRY(long_component, by_mkfifoat, mkfifoat_enametoolong)
TRY(long_component, by_mknod, mknod_enametoolong)
TRY(long_component, by_open, open_enametoolong)

static void long_path(use *function)
{
	const char *name = scratch_path();
	char path[PATH_MAX + 200];
	size_t used;

	for (used = 0; used < PATH_MAX; used += 2)
		memcpy(path + used, "./", 2);
	strcpy(path + used, name);
	observe("a path longer than PATH_MAX", "%s", attempt(function, path));
}

TRY(long_path, by_mkfifo, mkfifo_enametoolong_long_path)
TRY(long_path, by_mkfifoat, mkfifoat_enametoolong_long_path)
TRY(long_path, by_mknod, mknod_enametoolong_long_path)
TRY(long_path, by_open, open_enametoolong_long_path)
