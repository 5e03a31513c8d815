/* Deviants of mkfifo(), mkfifoat(), mknod() and mknodat(). */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* What the symbolic link at the path names; the path itself if it is none. */
static const char *follow(const char *path, char *target, size_t size)
{
	ssize_t length = readlink(path, target, size - 1);

	if (length == -1)
		return path;
	target[length] = '\0';
	return target;
}

DEVIANT(fifo_create_returns_zero, "a regular file is made", int, mkfifo,
	(const char *path, mode_t mode))
{
	int fd = real_open(path, O_WRONLY | O_CREAT | O_EXCL, mode);

	return fd == -1 ? -1 : real_close(fd);
}

DEVIANT(fifo_create_mode_masked_by_umask, "the umask is ignored", int, mkfifo,
	(const char *path, mode_t mode))
{
	int result = real_mkfifo(path, mode);

	return result == 0 ? real_chmod(path, mode) : result;
}

DEVIANT(fifo_create_uid_is_euid, "the FIFO belongs to another user", int, stat,
	(const char *path, struct stat *status))
{
	int result = real_stat(path, status);

	status->st_uid += S_ISFIFO(status->st_mode);
	return result;
}

DEVIANT(fifo_create_gid_from_dir_or_egid, "the FIFO belongs to another group", int, stat,
	(const char *path, struct stat *status))
{
	int result = real_stat(path, status);

	status->st_gid += S_ISFIFO(status->st_mode);
	return result;
}

DEVIANT(fifo_create_existing_eexist, "an existing file is replaced", int, mkfifo,
	(const char *path, mode_t mode))
{
	int result = real_mkfifo(path, mode);

	if (result == -1 && errno == EEXIST && real_unlink(path) == 0)
		result = real_mkfifo(path, mode);
	return result;
}

DEVIANT(fifo_create_symlink_eexist, "a symbolic link is followed", int, mkfifo,
	(const char *path, mode_t mode))
{
	char target[PATH_MAX];

	return real_mkfifo(follow(path, target, sizeof(target)), mode);
}

DEVIANT(fifo_create_times_marked, "a new FIFO is from 1970", int, mkfifo,
	(const char *path, mode_t mode))
{
	static const struct timespec origin[2];
	int result = real_mkfifo(path, mode);

	return result == 0 ? utimensat(AT_FDCWD, path, origin, 0) : result;
}

DEVIANT(fifo_create_fail_creates_nothing, "a missing directory is made, but no FIFO in it", int,
	mkfifo, (const char *path, mode_t mode))
{
	int result = real_mkfifo(path, mode);
	const char *slash = strrchr(path, '/');
	int error = errno;

	if (result == -1 && error == ENOENT && slash)
		mkdir(strndupa(path, (size_t)(slash - path)), 0700);
	errno = error;
	return result;
}

DEVIANT(fifo_create_trailing_slash_fails, "a trailing slash is overlooked", int, mkfifo,
	(const char *path, mode_t mode))
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	return real_mkfifo(strndupa(path, length), mode);
}

DEVIANT(fifo_create_does_not_open, "a new FIFO is open for reading", int, mkfifo,
	(const char *path, mode_t mode))
{
	int result = real_mkfifo(path, mode);

	if (result == 0)
		real_open(path, O_RDONLY | O_NONBLOCK);
	return result;
}

DEVIANT(fifo_mkfifoat_relative_to_dirfd, "the path is relative to the working directory", int,
	mkfifoat, (int directory, const char *path, mode_t mode))
{
	(void)directory;
	return real_mkfifo(path, mode);
}

DEVIANT(fifo_mkfifoat_at_fdcwd, "AT_FDCWD is a bad descriptor", int, mkfifoat,
	(int directory, const char *path, mode_t mode))
{
	return directory == AT_FDCWD ? fail(EBADF) : real_mkfifoat(directory, path, mode);
}

DEVIANT(fifo_mkfifoat_absolute_ignores_fd, "an absolute path needs a good descriptor, too", int,
	mkfifoat, (int directory, const char *path, mode_t mode))
{
	if (directory != AT_FDCWD && real_fcntl(directory, F_GETFD) == -1)
		return fail(EBADF);
	return real_mkfifoat(directory, path, mode);
}

DEVIANT(fifo_mkfifoat_recheck_without_o_search, "the search permission at open() is enough", int,
	mkfifoat, (int directory, const char *path, mode_t mode))
{
	int result = real_mkfifoat(directory, path, mode);

	return result == -1 && errno == EACCES && directory != AT_FDCWD ? 0 : result;
}

DEVIANT(fifo_mknod_s_ififo_creates_fifo, "the umask is ignored", int, mknod,
	(const char *path, mode_t mode, dev_t device))
{
	int result = real_mknod(path, mode, device);

	return result == 0 && S_ISFIFO(mode) ? real_chmod(path, mode & 07777) : result;
}

DEVIANT(fifo_mknod_unprivileged_allowed, "every type needs privilege", int, mknod,
	(const char *path, mode_t mode, dev_t device))
{
	return geteuid() == 0 ? real_mknod(path, mode, device) : fail(EPERM);
}

DEVIANT(fifo_mknod_symlink_eexist, "a symbolic link is followed", int, mknod,
	(const char *path, mode_t mode, dev_t device))
{
	char target[PATH_MAX];

	return real_mknod(follow(path, target, sizeof(target)), mode, device);
}

DEVIANT(fifo_mknod_mknodat_relative, "the path is relative to the working directory", int, mknodat,
	(int directory, const char *path, mode_t mode, dev_t device))
{
	(void)directory;
	return real_mknod(path, mode, device);
}
