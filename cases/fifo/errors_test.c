/*
 * What the file system, its permissions and a descriptor refuse to each of the
 * functions that take the path of a FIFO, and what only one of them refuses.
 */
#include "errors.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

static void permission_denied(use *function)
{
	const char *unsearchable = scratch_directory(0600);
	const char *unwritable = scratch_directory(0555);
	const char *allowed = scratch_directory(0777);
	struct actor *user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_OK(function(inside(allowed, "fifo")));
		EXPECT_ERROR(EACCES, function(inside(unsearchable, "fifo")));
		EXPECT_ERROR(EACCES, function(inside(unwritable, "fifo")));
	}

	expect_finished(user);
	expect_empty_directory(unsearchable);
	expect_empty_directory(unwritable);
}

TRY(permission_denied, by_mkfifo, mkfifo_eacces)
TRY(permission_denied, by_mkfifoat, mkfifoat_eacces_search_or_write_denied)
TRY(permission_denied, by_mknod, mknod_eacces)

/* A descriptor opened while the directory could be searched is no pass for later. */
static void search_denied_now(use_at *function)
{
	const char *directory = scratch_directory(0777);
	int fd = open_directory(directory);
	struct actor *user;

	EXPECT_OK(function(fd, "fifo"));
	SETUP(unlink(inside(directory, "fifo")));
	SETUP(chmod(directory, 0666));
	user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, function(fd, "fifo"));
	}
	expect_finished(user);
	expect_empty_directory(directory);
}

TRY(search_denied_now, at_mkfifoat, mkfifoat_eacces_dir_search_denied,
    fifo_mkfifoat_recheck_without_o_search)
TRY(search_denied_now, at_mknodat, mknodat_eacces)

static void bad_descriptor(use_at *function)
{
	const char *name = scratch_path();
	int closed = open_directory(".");

	close_end(closed);
	EXPECT_ERROR(EBADF, function(closed, name));
	EXPECT_ERROR(EBADF, function(-1, name));
	expect_absent(name);
	EXPECT_OK(function(open_directory("."), name));
}

TRY(bad_descriptor, at_mkfifoat, mkfifoat_ebadf)
TRY(bad_descriptor, at_mknodat, mknodat_ebadf)

static void no_directory(use_at *function)
{
	const char *name = scratch_path();
	int file = own((int)SETUP(open(make_file(), O_RDONLY)));

	EXPECT_ERROR(ENOTDIR, function(file, name));
	expect_absent(name);
	EXPECT_OK(function(open_directory("."), name));
}

TRY(no_directory, at_mkfifoat, mkfifoat_enotdir_dirfd)
TRY(no_directory, at_mknodat, mknodat_enotdir)

static void left_alone(use *function, const char *path)
{
	struct stat before;
	struct stat after;

	SETUP(lstat(path, &before));
	EXPECT_ERROR(EEXIST, function(path));
	EXPECT_OK(lstat(path, &after));
	EXPECT_EQ(before.st_ino, after.st_ino);
	EXPECT_EQ(before.st_mode, after.st_mode);
	EXPECT_EQ(before.st_size, after.st_size);
	EXPECT_EQ(before.st_ctim.tv_nsec, after.st_ctim.tv_nsec);
}

static void existing(use *function)
{
	const char *link = scratch_path();

	expect_works(function);
	SETUP(symlink(make_file(), link));
	left_alone(function, make_file());
	left_alone(function, scratch_directory(0755));
	left_alone(function, make_fifo(0600));
	left_alone(function, link);
}

TRY(existing, by_mkfifo, mkfifo_eexist, fifo_create_existing_eexist)
TRY(existing, by_mkfifoat, mkfifoat_eexist)
TRY(existing, by_mknod, mknod_eexist)
TRY(existing, by_mknodat, mknodat_eexist)

static int by_exclusive_open(const char *path)
{
	return open(path, O_RDONLY | O_NONBLOCK | O_CREAT | O_EXCL, 0600);
}

TRY(existing, by_exclusive_open, open_eexist)

/* A new, tiny file system of the case's own. */
static const char *mount_tiny(void)
{
	const char *directory = scratch_directory(0755);

	enter_private(PRIVATE_MOUNTS);
	mount_private(directory, "size=64k,nr_inodes=4");
	return directory;
}

static void no_space(use *function)
{
	static const char *const names[] = {"1", "2", "3", "4", "5", "6"};
	const char *directory = mount_tiny();
	int i;

	expect_works(function);
	for (i = 0; i < 5 && function(inside(directory, names[i])) != -1; i++)
		continue;
	EXPECT_ERROR(ENOSPC, function(inside(directory, names[i])));
	expect_absent(inside(directory, names[i]));
}

TRY(no_space, by_mkfifo, mkfifo_enospc)
TRY(no_space, by_mkfifoat, mkfifoat_enospc)
TRY(no_space, by_mknod, mknod_enospc)

static void read_only(use *function)
{
	const char *directory = mount_tiny();

	expect_works(function);
	remount_read_only(directory);
	EXPECT_ERROR(EROFS, function(inside(directory, "fifo")));
	expect_absent(inside(directory, "fifo"));
}

TRY(read_only, by_mkfifo, mkfifo_erofs)
TRY(read_only, by_mkfifoat, mkfifoat_erofs)
TRY(read_only, by_mknod, mknod_erofs)

CASE(mknod_einval)
{
	const char *path = scratch_path();

	expect_works(by_mknod);
	EXPECT_ERROR(EINVAL, mknod(path, S_IFMT | 0600, 0));
	expect_absent(path);
}

/* Of /dev/null; Linux gives the device 0, a mark of overlay file systems, to everybody. */
static int by_mknod_of_device(const char *path)
{
	return mknod(path, S_IFCHR | 0600, makedev(1, 3));
}

CASE(mknod_eperm)
{
	const char *directory = scratch_directory(0777);
	struct actor *user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_OK(by_mknod(inside(directory, "fifo")));
		SETUP(unlink(inside(directory, "fifo")));
		EXPECT_ERROR(EPERM, by_mknod_of_device(inside(directory, "file")));
	}

	expect_finished(user);
	expect_empty_directory(directory);
}

CASE(open_eacces)
{
	const char *unsearchable = scratch_directory(0700);
	const char *closed = make_fifo(0);
	const char *allowed = make_fifo(0666);
	struct actor *user;

	SETUP(mkfifo(inside(unsearchable, "fifo"), 0666));
	SETUP(chmod(unsearchable, 0600));
	user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_OK(by_open(allowed));
		EXPECT_ERROR(EACCES, by_open(inside(unsearchable, "fifo")));
		EXPECT_ERROR(EACCES, by_open(closed));
		EXPECT_ERROR(EACCES, open(closed, O_WRONLY | O_NONBLOCK));
	}
	expect_finished(user);
}

CASE(open_emfile)
{
	const char *path = make_fifo(0600);
	const char *new = scratch_path();
	struct actor *opener = ACTOR("opener")
	{
		leave_descriptors(0);
		EXPECT_ERROR(EMFILE, by_open(path));
		EXPECT_ERROR(EMFILE, open(new, O_WRONLY | O_CREAT, 0600));
	}

	expect_finished(opener);
	expect_no_reader(path);
	expect_absent(new);
}

static void observe_open(const char *what, const char *path, int flags)
{
	errno = 0;
	observe(what, "%s", own(open(path, flags)) == -1 ? error_name(errno) : "success");
}

CASE(open_erofs)
{
	const char *directory = mount_tiny();

	SETUP(mkfifo(inside(directory, "fifo"), 0600));
	SETUP(close((int)EXPECT_OK(open(inside(directory, "file"), O_WRONLY | O_CREAT, 0600))));
	remount_read_only(directory);
	EXPECT_ERROR(EROFS, open(inside(directory, "new"), O_WRONLY | O_CREAT, 0600));
	expect_absent(inside(directory, "new"));
	EXPECT_ERROR(EROFS, open(inside(directory, "file"), O_WRONLY));
	/* To write to a FIFO is not to write to its file system, or is it? */
	open_fifo(inside(directory, "fifo"), O_RDONLY | O_NONBLOCK);
	observe_open("O_WRONLY on a FIFO of a read-only file system", inside(directory, "fifo"),
		     O_WRONLY | O_NONBLOCK);
}

CASE(open_einval)
{
	observe_open("open() of a FIFO with access mode 3", make_fifo(0600),
		     O_ACCMODE | O_NONBLOCK);
}

CASE(open_eopnotsupp)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = own((int)SETUP(socket(AF_UNIX, SOCK_STREAM, 0)));

	strcpy(address.sun_path, scratch_path());
	SETUP(bind(fd, (struct sockaddr *)&address, sizeof(address)));
	observe_open("open() of a socket", address.sun_path, O_RDWR | O_NONBLOCK);
}
