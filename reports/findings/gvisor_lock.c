/* Record locks under gVisor. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "finding.h"

/* Asks for, or looks for, a lock of that type on so many bytes; what fcntl() returns. */
static int lock_file(int fd, int command, int type, off_t start, off_t length)
{
	struct flock lock = {.l_type = (short)type, .l_start = start, .l_len = length};

	return fcntl(fd, command, &lock);
}

static int new_file(void)
{
	return open("file", O_RDWR | O_CREAT, 0600);
}

/* EOVERFLOW is what the standard says. */
FINDING("gVisor accepts locks that reach beyond the largest offset, or reports EINVAL for them")
{
	int result = lock_file(new_file(), F_SETLK, F_WRLCK, (off_t)INT64_MAX, 2);

	return sizeof(off_t) == 8 && (result == 0 || errno == EINVAL) ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor changes more than the type in the answer of F_GETLK that there is no lock")
{
	struct flock lock = {.l_type = F_WRLCK, .l_start = 5, .l_len = 3, .l_pid = 77};

	if (fcntl(new_file(), F_GETLK, &lock) == -1)
		return CANNOT_TRY;
	return lock.l_start != 5 || lock.l_len != 3 || lock.l_pid != 77 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not have open file description locks: F_OFD_SETLK and its like report EINVAL")
{
	return lock_file(new_file(), F_OFD_SETLK, F_WRLCK, 0, 1) == -1 && errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING_HANGS(
	"sometimes gVisor does not wake who waits for a lock when a write lock becomes a read lock",
	3)
{
	int fd = new_file();
	int reader;

	if (lock_file(fd, F_SETLK, F_WRLCK, 0, 1) == -1)
		return CANNOT_TRY;
	reader = fork();
	if (reader == 0)
		_exit(lock_file(fd, F_SETLKW, F_RDLCK, 0, 1) == 0 ? NOT_SHOWN : CANNOT_TRY);
	usleep(300000);
	lock_file(fd, F_SETLK, F_RDLCK, 0, 1);
	return outcome_of(reader);
}

FINDING("gVisor leaves out bytes when a process extends a lock of the same type that it holds "
	"already")
{
	enum { SIZE = 10 };
	int fd = new_file();
	int other;

	if (lock_file(fd, F_SETLK, F_WRLCK, 3, 3) == -1 ||
	    lock_file(fd, F_SETLK, F_WRLCK, 0, SIZE) == -1)
		return CANNOT_TRY;
	other = fork();
	for (int i = 0; other == 0 && i < SIZE; i++) {
		if (lock_file(fd, F_SETLK, F_WRLCK, i, 1) == 0)
			_exit(SHOWN);
	}
	if (other == 0)
		_exit(NOT_SHOWN);
	return outcome_of(other);
}

/* What the parent of a child that holds that lock is told of it. */
static struct flock lock_of_child(off_t start, off_t length, const char *program)
{
	struct flock lock = {.l_type = F_WRLCK};
	int fd = new_file();
	int fds[2];
	char byte;

	if (pipe(fds) == -1)
		_exit(CANNOT_TRY);
	if (fork() == 0) {
		lock_file(fd, F_SETLK, F_WRLCK, start, length);
		dup2(fds[1], STDOUT_FILENO);
		if (program)
			execl("/bin/sh", "sh", "-c", program, (char *)NULL);
		_exit(write(STDOUT_FILENO, "a", 1) == 1 ? pause() : 1);
	}
	close(fds[1]);
	if (read(fds[0], &byte, 1) != 1 || fcntl(fd, F_GETLK, &lock) == -1)
		_exit(CANNOT_TRY);
	return lock;
}

FINDING("gVisor releases the locks of a process that calls exec")
{
	if (access("/bin/sh", X_OK) == -1)
		return CANNOT_TRY;
	return lock_of_child(0, 1, "echo; sleep 100").l_type == F_UNLCK ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor tells a negative length of a lock without an end")
{
	return lock_of_child(5, 0, NULL).l_len < 0 ? SHOWN : NOT_SHOWN;
}
