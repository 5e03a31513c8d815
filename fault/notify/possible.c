#include "possible.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "calls.h"
#include "proc.h"

enum { PATH_SIZE = 4096, ROOT_SIZE = 32 };

/* A path of the thread's memory, as we see it. Returns 0, or -1. */
static int see_path(pid_t thread, uint64_t address, char seen[PATH_SIZE + ROOT_SIZE])
{
	char path[PATH_SIZE];

	if (proc_string(thread, address, path, sizeof(path)) != 0)
		return -1;
	snprintf(seen, PATH_SIZE + ROOT_SIZE, "/proc/%d/%s/%s", thread,
		 *path == '/' ? "root" : "cwd", path);
	return 0;
}

/* The type of the file of that path; 0 if there is none. */
static mode_t type_of_path(pid_t thread, uint64_t address)
{
	char seen[PATH_SIZE + ROOT_SIZE];
	struct stat status;

	if (see_path(thread, address, seen) != 0)
		return 0;
	return stat(seen, &status) == 0 ? status.st_mode & S_IFMT : 0;
}

/* Whether the kernel knows the format of the program of that path: of ELF, or a script's. */
static bool has_known_format(pid_t thread, uint64_t address)
{
	char seen[PATH_SIZE + ROOT_SIZE], magic[SELFMAG];
	ssize_t size;
	int fd;

	if (see_path(thread, address, seen) != 0)
		return false;
	fd = open(seen, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return false;
	size = read(fd, magic, sizeof(magic));
	close(fd);
	return (size == SELFMAG && memcmp(magic, ELFMAG, SELFMAG) == 0) ||
	       (size >= 2 && memcmp(magic, "#!", 2) == 0);
}

static bool is_possible_open(const struct notify_call *made, const struct system_call *call,
			     int error)
{
	int flags = (int)made->arguments[call->path + 1];
	bool creates = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE;
	bool writes = creates || (flags & O_ACCMODE) != O_RDONLY;

	switch (error) {
	case EINTR:
	case ENXIO:
		return type_of_path(made->thread, made->arguments[call->path]) == S_IFIFO;
	case EEXIST:
		return (flags & O_CREAT) && (flags & O_EXCL);
	case EDQUOT:
	case ENOSPC:
		return creates;
	case EISDIR:
	case EROFS:
		return writes;
	default:
		return true;
	}
}

/* Whether the descriptor is one that does not wait. */
static bool is_non_blocking(pid_t thread, int fd)
{
	char path[64];
	unsigned int flags = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", thread, fd);
	file = fopen(path, "re");
	if (!file)
		return true;
	if (fscanf(file, "pos: %*u flags: %o", &flags) != 1)
		flags = O_NONBLOCK;
	fclose(file);
	return flags & O_NONBLOCK;
}

/* Calls that wait have no error that says so; those with a limit of time may exceed it. */
static bool is_possible_wait(const struct notify_call *made, int error)
{
	const uint64_t *arguments = made->arguments;

	switch (made->number) {
	case SYS_flock:
		return error != EWOULDBLOCK || arguments[1] & LOCK_NB;
	case SYS_rt_sigtimedwait:
		return error != EAGAIN || arguments[2];
	case SYS_msgsnd:
		return error != EAGAIN || arguments[3] & IPC_NOWAIT;
	case SYS_msgrcv:
		return error != ENOMSG || arguments[4] & IPC_NOWAIT;
	case SYS_mq_timedsend:
	case SYS_mq_timedreceive:
		if (error == ETIMEDOUT)
			return arguments[4];
		return error != EAGAIN || is_non_blocking(made->thread, (int)arguments[0]);
	default:
		return true;
	}
}

/* Of read() and write(), and their like. */
static bool is_possible_transfer(const struct notify_call *made, const struct system_call *call,
				 int error)
{
	int fd = (int)made->arguments[call->descriptor];
	bool is_file = proc_is_type(made->thread, fd, S_IFREG);

	switch (error) {
	case EAGAIN: /* a socket may have a limit of time */
		return proc_is_type(made->thread, fd, S_IFSOCK) ||
		       (!is_file && is_non_blocking(made->thread, fd));
	case EINTR:
	case EPIPE:
		return !is_file;
	case EDQUOT:
	case EFBIG:
	case EIO:
	case ENOSPC:
		return is_file || proc_is_type(made->thread, fd, S_IFCHR);
	default:
		return true;
	}
}

/* Memory that is no file's cannot be refused for the file's sake. */
static bool is_possible_mapping(const struct notify_call *made, int error)
{
	int flags = (int)made->arguments[3];

	if (error == EAGAIN)
		return flags & MAP_LOCKED;
	return error == ENOMEM || !(flags & MAP_ANONYMOUS);
}

bool notify_is_possible_error(const struct notify_call *made, int error)
{
	static const char *const transfers[] = {"read",	  "write",   "readv",
						"writev", "pread64", "pwrite64"};
	const struct system_call *call = system_call_numbered(made->number);

	if (!call)
		return true;
	if (strcmp(call->name, "open") == 0 || strcmp(call->name, "openat") == 0)
		return is_possible_open(made, call, error);
	if (strcmp(call->name, "execve") == 0 || strcmp(call->name, "execveat") == 0)
		return error != ENOEXEC ||
		       !has_known_format(made->thread, made->arguments[call->path]);
	if (strcmp(call->name, "mmap") == 0)
		return is_possible_mapping(made, error);
	for (size_t i = 0; i < sizeof(transfers) / sizeof(*transfers); i++) {
		if (strcmp(call->name, transfers[i]) == 0)
			return is_possible_transfer(made, call, error);
	}
	return is_possible_wait(made, error);
}
