/* bind() to a path: the file it makes, and what is in its way. */
#include "paths.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

CASE_VARIANTS(socket_types, unix_bind_creates_socket_file)
{
	const char *path = scratch_path();
	int fd = new_socket((int)variant()->value);

	expect_absent(path);
	EXPECT_EQ(0, bind_to(fd, path));
	EXPECT(is_socket_file(path));
}

enum file_type { REGULAR, DIRECTORY, FIFO, SOCKET };

static const struct variant file_types[] = {{"file", REGULAR, NULL},
					    {"directory", DIRECTORY, NULL},
					    {"fifo", FIFO, NULL},
					    {"socket", SOCKET, NULL}};

static const char *make_existing(enum file_type type)
{
	const char *path = scratch_path();

	switch (type) {
	case REGULAR:
		return make_file();
	case DIRECTORY:
		return scratch_directory(0700);
	case FIFO:
		SETUP(mkfifo(path, 0600));
		break;
	case SOCKET:
		bound_socket(SOCK_STREAM, path);
	}
	return path;
}

CASE_VARIANTS(file_types, unix_bind_existing_eaddrinuse, bind_eaddrinuse)
{
	const char *path = make_existing((enum file_type)variant()->value);
	int fd = new_socket(SOCK_STREAM);
	struct stat before;
	struct stat after;

	SETUP(lstat(path, &before));
	EXPECT_ERROR(EADDRINUSE, bind_to(fd, path));
	EXPECT_OK(lstat(path, &after));
	EXPECT_EQ(before.st_ino, after.st_ino);
	EXPECT_EQ(before.st_mode, after.st_mode);
	EXPECT_EQ(before.st_ctim.tv_nsec, after.st_ctim.tv_nsec);
	/* The socket has not been bound to anything. */
	EXPECT_EQ(0, bind_to(fd, scratch_path()));
}

CASE_VARIANTS(socket_types, unix_bind_stale_file_eaddrinuse)
{
	int type = (int)variant()->value;
	const char *path = scratch_path();
	int fd = new_socket(type);

	close_end(bound_socket(type, path));
	EXPECT_ERROR(EADDRINUSE, bind_to(fd, path));
	SETUP(unlink(path));
	EXPECT_EQ(0, bind_to(fd, path));
	EXPECT(is_socket_file(path));
}

CASE(unix_bind_symlink_eaddrinuse)
{
	const char *target = scratch_path();
	const char *dangling = scratch_path();
	const char *leading_to_file = scratch_path();
	int fd = new_socket(SOCK_STREAM);

	SETUP(symlink(target, dangling));
	SETUP(symlink(make_file(), leading_to_file));
	EXPECT_ERROR(EADDRINUSE, bind_to(fd, dangling));
	expect_absent(target);
	EXPECT_ERROR(EADDRINUSE, bind_to(fd, leading_to_file));
	EXPECT_EQ(0, bind_to(fd, target));
}

CASE_VARIANTS(socket_types, unix_bind_rebind_einval)
{
	const char *path = scratch_path();
	const char *other = scratch_path();
	int fd = bound_socket((int)variant()->value, path);

	EXPECT_ERROR(EINVAL, bind_to(fd, other));
	expect_absent(other);
	EXPECT(is_socket_file(path));
	EXPECT_STRING(path, name_of(fd).name.sun_path);
}

/* In the directory, not where the socket was made. */
CASE(unix_bind_relative_path)
{
	const char *directory = scratch_directory(0700);
	const char *path = scratch_path();
	struct actor *server;

	server = ACTOR("server")
	{
		int fd = new_socket(SOCK_DGRAM);

		SETUP(chdir(directory));
		EXPECT_EQ(0, bind_to(fd, path));
		SETUP(chdir("/"));
	}
	expect_finished(server);
	EXPECT(is_socket_file(inside(directory, path)));
	expect_absent(path);
}

CASE_VARIANTS(socket_types, unix_bind_file_stays_after_close)
{
	const char *path = scratch_path();

	close_end(bound_socket((int)variant()->value, path));
	EXPECT(is_socket_file(path));
	EXPECT_EQ(0, unlink(path));
	expect_absent(path);
}

CASE(unix_bind_fail_no_file)
{
	const char *directory = scratch_directory(0700);
	const char *path = scratch_path();
	struct unix_address address;
	int end = open_socketpair(SOCK_STREAM).one;
	int file = own((int)SETUP(open(make_file(), O_RDWR)));
	int bound = bound_socket(SOCK_STREAM, path);

	address = address_of_path(inside(directory, "socket"));
	EXPECT_ERROR(EINVAL, bind(bound, AS_ADDRESS(&address)));
	EXPECT_ERROR(ENOTSOCK, bind(file, AS_ADDRESS(&address)));
	EXPECT_ERROR(EBADF, bind(-1, AS_ADDRESS(&address)));
	address.name.sun_family = AF_INET;
	EXPECT(bind(end, AS_ADDRESS(&address)) == -1);
	EXPECT_ERROR(ENOENT, bind_to(end, inside(directory, "missing/socket")));
	EXPECT_ERROR(EADDRINUSE, bind_to(end, path));
	expect_empty_directory(directory);
}

CASE(unix_bind_sun_path_size_varies)
{
	observe("size of sun_path", "%zu", sizeof(((struct sockaddr_un *)NULL)->sun_path));
}
