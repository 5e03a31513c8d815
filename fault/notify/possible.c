#include "possible.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "calls.h"
#include "proc.h"

enum { PATH_SIZE = 4096, ROOT_SIZE = 32 };

/* The type of the file of that path, as the thread sees it; 0 if there is none. */
static mode_t type_of_path(pid_t thread, uint64_t address)
{
	char path[PATH_SIZE], seen[PATH_SIZE + ROOT_SIZE];
	struct stat status;

	if (proc_string(thread, address, path, sizeof(path)) != 0)
		return 0;
	snprintf(seen, sizeof(seen), "/proc/%d/%s/%s", thread, *path == '/' ? "root" : "cwd", path);
	return stat(seen, &status) == 0 ? status.st_mode & S_IFMT : 0;
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

/* Of read() and write(), and their like. */
static bool is_possible_transfer(const struct notify_call *made, const struct system_call *call,
				 int error)
{
	int fd = (int)made->arguments[call->descriptor];
	bool is_file = proc_is_type(made->thread, fd, S_IFREG);

	switch (error) {
	case EAGAIN:
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
	if (strcmp(call->name, "mmap") == 0)
		return is_possible_mapping(made, error);
	for (size_t i = 0; i < sizeof(transfers) / sizeof(*transfers); i++) {
		if (strcmp(call->name, transfers[i]) == 0)
			return is_possible_transfer(made, call, error);
	}
	return true;
}
