/* The errors that all six commands of record locks have in common. */
#include "file_lock.h"

/* fcntl() with one command. */
typedef int use(int fd, struct flock *lock);

static int by_getlk(int fd, struct flock *lock)
{
	return fcntl(fd, F_GETLK, lock);
}

static int by_setlk(int fd, struct flock *lock)
{
	return fcntl(fd, F_SETLK, lock);
}

static int by_setlkw(int fd, struct flock *lock)
{
	return fcntl(fd, F_SETLKW, lock);
}

static int by_ofd_getlk(int fd, struct flock *lock)
{
	return fcntl(fd, ofd_getlk(), lock);
}

static int by_ofd_setlk(int fd, struct flock *lock)
{
	return fcntl(fd, ofd_setlk(), lock);
}

static int by_ofd_setlkw(int fd, struct flock *lock)
{
	return fcntl(fd, ofd_setlkw(), lock);
}

/* A case that tries the scenario with a command, and what it proves. */
#define TRY(scenario, function, ...) \
	CASE(__VA_ARGS__)            \
	{                            \
		scenario(function);  \
	}

/* Tries it with a copy, which F_GETLK may change. */
static int ask(use *function, int fd, struct flock lock)
{
	return function(fd, &lock);
}

/* Opens a file for the command, which works. */
static int open_usable(use *function, const char *path)
{
	int fd = open_locked_file(path);

	EXPECT_OK(ask(function, fd, region(F_WRLCK, 0, 2)));
	close_end(fd);
	return open_again(path, O_RDWR);
}

static void not_open(use *function)
{
	const char *path = scratch_path();
	int fd = open_usable(function, path);

	close_end(fd);
	EXPECT_ERROR(EBADF, ask(function, fd, region(F_WRLCK, 0, 2)));
	EXPECT_ERROR(EBADF, ask(function, fd, region(F_RDLCK, 0, 2)));
	EXPECT_ERROR(EBADF, ask(function, -1, region(F_WRLCK, 0, 2)));
	expect_locks(path, "........");
}

TRY(not_open, by_getlk, getlk_ebadf)
TRY(not_open, by_ofd_getlk, ofd_getlk_ebadf)

/* Likewise, and the commands that lock need the access that the type is about. */
static void not_open_for_it(use *function)
{
	const char *path = scratch_path();

	not_open(function);
	open_locked_file(path);
	EXPECT_ERROR(EBADF, ask(function, open_again(path, O_RDONLY), region(F_WRLCK, 0, 2)));
	EXPECT_ERROR(EBADF, ask(function, open_again(path, O_WRONLY), region(F_RDLCK, 0, 2)));
	expect_locks(path, "........");
}

TRY(not_open_for_it, by_setlk, setlk_ebadf)
TRY(not_open_for_it, by_setlkw, setlkw_ebadf)
TRY(not_open_for_it, by_ofd_setlk, ofd_setlk_ebadf)
TRY(not_open_for_it, by_ofd_setlkw, ofd_setlkw_ebadf)

static void invalid(use *function)
{
	enum { NO_TYPE = 99, NO_WHENCE = 99 };
	const char *path = scratch_path();
	int fd = open_usable(function, path);
	struct flock lock = region(F_WRLCK, 0, 2);

	lock.l_whence = NO_WHENCE;
	EXPECT_ERROR(EINVAL, ask(function, fd, lock));
	EXPECT_ERROR(EINVAL, ask(function, fd, region(NO_TYPE, 0, 2)));
	EXPECT_ERROR(EINVAL, ask(function, fd, region(F_WRLCK, -1, 2)));
	EXPECT_ERROR(EINVAL, ask(function, fd, region(F_WRLCK, 2, -3)));
	expect_locks(path, "........");
}

TRY(invalid, by_getlk, getlk_einval)
TRY(invalid, by_setlk, setlk_einval)
TRY(invalid, by_setlkw, setlkw_einval)

/* Likewise, and l_pid has to be 0. */
static void invalid_for_description(use *function)
{
	const char *path = scratch_path();
	struct flock lock = region(F_WRLCK, 0, 2);

	invalid(function);
	lock.l_pid = getpid();
	EXPECT_ERROR(EINVAL, ask(function, open_locked_file(path), lock));
	expect_locks(path, "........");
}

TRY(invalid_for_description, by_ofd_getlk, ofd_getlk_einval)
TRY(invalid_for_description, by_ofd_setlk, ofd_setlk_einval)
TRY(invalid_for_description, by_ofd_setlkw, ofd_setlkw_einval)

static void too_far(use *function)
{
	const char *path = scratch_path();
	int fd = open_usable(function, path);
	struct flock from_end = region(F_WRLCK, LARGEST_OFFSET, 1);

	EXPECT_ERROR(EOVERFLOW, ask(function, fd, region(F_WRLCK, LARGEST_OFFSET, 2)));
	EXPECT_ERROR(EOVERFLOW, ask(function, fd, region(F_RDLCK, 2, LARGEST_OFFSET)));
	from_end.l_whence = SEEK_END;
	EXPECT_ERROR(EOVERFLOW, ask(function, fd, from_end));
	expect_locks(path, "........");
}

TRY(too_far, by_getlk, getlk_eoverflow)
TRY(too_far, by_setlkw, setlkw_eoverflow)
TRY(too_far, by_ofd_getlk, ofd_getlk_eoverflow)
TRY(too_far, by_ofd_setlk, ofd_setlk_eoverflow)
