/*
 * The errors of pathname resolution, of each function that takes the path of a
 * socket.
 */
#include "paths.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../atf/failing.h"

enum missing { PREFIX, FILE_ITSELF, LINKED, EMPTY };

static const struct variant missing_of_any[] = {{"prefix", PREFIX, NULL}, {"empty", EMPTY, NULL}};
static const struct variant missing_of_peer[] = {{"prefix", PREFIX, NULL},
						 {"file", FILE_ITSELF, NULL},
						 {"dangling_link", LINKED, NULL},
						 {"empty", EMPTY, NULL}};

static void missing(use_path *function)
{
	const char *path = scratch_path();
	const char *link = scratch_path();

	expect_works(function);
	SETUP(symlink(path, link));
	switch ((enum missing)variant()->value) {
	case PREFIX:
		EXPECT_ERROR(ENOENT, function(inside(path, "socket")));
		break;
	case FILE_ITSELF:
		EXPECT_ERROR(ENOENT, function(path));
		break;
	case LINKED:
		EXPECT_ERROR(ENOENT, function(link));
		break;
	case EMPTY:
		EXPECT_ERROR(ENOENT, function(""));
	}
	expect_absent(path);
}

TRY_EACH(missing_of_any, missing, by_bind, bind_enoent)
TRY_EACH(missing_of_peer, missing, by_connect, connect_enoent)
TRY_EACH(missing_of_peer, missing, by_sendto, sendto_enoent)
TRY_EACH(missing_of_peer, missing, by_sendmsg, sendmsg_enoent)

static void file_in_prefix(use_path *function)
{
	const char *file = make_file();
	const char *path = scratch_path();

	bound_socket(SOCK_DGRAM, path);
	expect_works(function);
	EXPECT_ERROR(ENOTDIR, function(inside(file, "socket")));
	EXPECT_ERROR(ENOTDIR, function(inside(path, "socket")));
}

/* A slash behind the name of a socket makes it the prefix of something. */
static void file_with_slash(use_path *function)
{
	const char *path = scratch_path();

	file_in_prefix(function);
	bound_socket(SOCK_DGRAM, path);
	EXPECT_ERROR(ENOTDIR, function(inside(path, "")));
}

TRY(file_with_slash, by_connect, connect_enotdir)
TRY(file_with_slash, by_sendto, sendto_enotdir)
TRY(file_with_slash, by_sendmsg, sendmsg_enotdir)

CASE(bind_enotdir)
{
	const char *path = scratch_path();

	file_in_prefix(by_bind);
	EXPECT_ERROR_OF(ENOTDIR, ENOENT, by_bind(inside(path, "")));
	expect_absent(path);
	/* The name exists: ENOENT would be a lie. */
	EXPECT_ERROR_OF(ENOTDIR, EADDRINUSE, by_bind(inside(make_file(), "")));
}

static void link_loop(use_path *function)
{
	expect_works(function);
	EXPECT_ERROR(ELOOP, function(inside(make_loop(), "socket")));
}

static void link_loop_at_end(use_path *function)
{
	link_loop(function);
	EXPECT_ERROR(ELOOP, function(make_loop()));
}

TRY(link_loop, by_bind, bind_eloop_loop)
TRY(link_loop_at_end, by_connect, connect_eloop_loop)
TRY(link_loop_at_end, by_sendto, sendto_eloop)
TRY(link_loop_at_end, by_sendmsg, sendmsg_eloop)

/*
 * No component of the address itself can be that long, but one that a symbolic
 * link brings in can.
 */
static void long_component(use_path *function)
{
	long longest = pathconf(".", _PC_NAME_MAX);
	const char *too_long = scratch_path();
	const char *just_fits = scratch_path();
	char name[1000];

	if (longest < 0)
		skip_unsupported("the file system has no NAME_MAX");
	SETUP_THAT(longest + 1 < (long)sizeof(name), "NAME_MAX is %ld", longest);
	memset(name, 'n', sizeof(name));
	name[longest + 1] = '\0';
	SETUP(symlink(name, too_long));
	name[longest] = '\0';
	SETUP(symlink(name, just_fits));
	expect_works(function);
	EXPECT_ERROR(ENAMETOOLONG, function(inside(too_long, "socket")));
	EXPECT_ERROR(ENOENT, function(inside(just_fits, "socket")));
}

TRY(long_component, by_bind, bind_enametoolong_component)
TRY(long_component, by_connect, connect_enametoolong_component)
TRY(long_component, by_sendto, sendto_enametoolong)
TRY(long_component, by_sendmsg, sendmsg_enametoolong)

static void broken_device(use_path *function)
{
	const char *directory = scratch_directory(0755);
	struct actor *device;

	expect_works(function);
	enter_private(PRIVATE_MOUNTS);
	device = mount_failing(directory);
	EXPECT_ERROR(EIO, function(inside(directory, "socket")));
	dismiss(device);
}

TRY(broken_device, by_bind, bind_eio)
TRY(broken_device, by_connect, connect_eio)
TRY(broken_device, by_sendto, sendto_eio)
TRY(broken_device, by_sendmsg, sendmsg_eio)

CASE(bind_erofs)
{
	const char *directory = scratch_directory(0755);

	enter_private(PRIVATE_MOUNTS);
	mount_private(directory, "size=64k");
	EXPECT_OK(by_bind(inside(directory, "first")));
	remount_read_only(directory);
	EXPECT_ERROR(EROFS, by_bind(inside(directory, "second")));
	expect_absent(inside(directory, "second"));
}

CASE(unix_bind_needs_dir_write, bind_eacces_directory)
{
	const char *unsearchable = scratch_directory(0600);
	const char *unwritable = scratch_directory(0555);
	const char *allowed = scratch_directory(0777);
	struct actor *user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_OK(by_bind(inside(allowed, "socket")));
		EXPECT_ERROR(EACCES, by_bind(inside(unsearchable, "socket")));
		EXPECT_ERROR(EACCES, by_bind(inside(unwritable, "socket")));
	}

	expect_finished(user);
	EXPECT(is_socket_file(inside(allowed, "socket")));
	expect_empty_directory(unsearchable);
	expect_empty_directory(unwritable);
}

/* What a function says to what a system may refuse. */
static void observe_use(const char *what, use_path *function, const char *path)
{
	errno = 0;
	observe(what, "%s", function(path) == -1 ? error_name(errno) : "success");
}

static void permission_denied(use_path *function)
{
	const char *directory = scratch_directory(0700);
	const char *path = scratch_path();
	struct actor *user;

	bound_socket(SOCK_DGRAM, path);
	SETUP(chmod(path, 0555));
	bound_socket(SOCK_DGRAM, inside(directory, "socket"));
	SETUP(chmod(inside(directory, "socket"), 0777));
	SETUP(chmod(directory, 0600));
	user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		observe_use("a socket's file without write permission", function, path);
		observe_use("a path through a directory without search permission", function,
			    inside(directory, "socket"));
	}
	expect_finished(user);
}

TRY(permission_denied, by_connect, connect_eacces)
TRY(permission_denied, by_sendto, sendto_eacces)
TRY(permission_denied, by_sendmsg, sendmsg_eacces)

/* A socket's path inside the directory, which is nothing's for bind(). */
static const char *use_inside(use_path *function, const char *directory)
{
	if (function != by_bind)
		bound_socket(SOCK_DGRAM, inside(directory, "socket"));
	return "socket";
}

static void many_links(use_path *function)
{
	const char *directory = scratch_directory(0755);
	char path[100];

	strcpy(path, make_chain(directory, 41));
	observe_use("a path through 41 symbolic links", function,
		    inside(path, use_inside(function, directory)));
}

TRY(many_links, by_bind, bind_eloop_many_links)
TRY(many_links, by_connect, connect_eloop_many_links)

static void long_path(use_path *function)
{
	const char *directory = scratch_directory(0755);
	const char *link = scratch_path();
	char target[PATH_MAX];
	size_t i;

	for (i = 0; i < sizeof(target) - 1; i++)
		target[i] = i % 2 == 0 ? '.' : '/';
	target[i] = '\0';
	memcpy(target, directory, strlen(directory));
	target[strlen(directory)] = '/';
	if (symlink(target, link) == -1)
		skip_unsupported("no symbolic link may be almost PATH_MAX long");
	observe_use("a symbolic link that makes the path longer than PATH_MAX", function,
		    inside(link, use_inside(function, directory)));
}

TRY(long_path, by_bind, bind_enametoolong_long_path)
TRY(long_path, by_connect, connect_enametoolong_long_path)
