#include "removal.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../notify/proc.h"
#include "../plan/log.h"

/* Where the kernel has two layouts of the structures, a flag of the command tells which. */
enum { NEW_LAYOUT = 0x100 };

/* The path of what is open there. */
static bool read_path(int fd, char path[PATH_MAX])
{
	char link[32];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_MAX - 1);
	path[length < 0 ? 0 : length] = '\0';
	return length > 0;
}

/* The folder in which the thread looks for a path, of which it is all but the last part. */
static int open_folder(pid_t thread, int folder, const char *path)
{
	const char *slash = strrchr(path, '/');
	char place[PATH_MAX + 64];
	int length = slash ? (int)(slash - path) : 0;

	if (*path == '/')
		snprintf(place, sizeof(place), "/proc/%d/root/%.*s", (int)thread, length, path);
	else if (folder == AT_FDCWD)
		snprintf(place, sizeof(place), "/proc/%d/cwd/%.*s", (int)thread, length, path);
	else
		snprintf(place, sizeof(place), "/proc/%d/fd/%d/%.*s", (int)thread, folder, length,
			 path);
	return open(place, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static bool describe_path(const struct notify_call *made, int folder, uint64_t address, char *text,
			  size_t size)
{
	char path[PATH_MAX], where[PATH_MAX];
	const char *slash;
	bool is_found;
	int fd;

	if (proc_string(made->thread, address, path, sizeof(path)) != 0)
		return false;
	fd = open_folder(made->thread, folder, path);
	if (fd == -1)
		return false;
	is_found = read_path(fd, where);
	close(fd);
	slash = strrchr(path, '/');
	snprintf(text, size, LOG_PATH "%s/%s", strcmp(where, "/") == 0 ? "" : where,
		 slash ? slash + 1 : path);
	return is_found;
}

static bool describe_id(const struct notify_call *made, const char *kind, int command, char *text,
			size_t size)
{
	snprintf(text, size, LOG_SYSV "%s id %d", kind, (int)made->arguments[0]);
	return (command & ~NEW_LAYOUT) == IPC_RMID;
}

static bool describe_queue(const struct notify_call *made, char *text, size_t size)
{
	char name[NAME_MAX + 1];

	if (proc_string(made->thread, made->arguments[0], name, sizeof(name)) != 0)
		return false;
	snprintf(text, size, LOG_QUEUE "%s", name);
	return true;
}

static bool describe(const struct notify_call *made, char *text, size_t size)
{
	const uint64_t *arguments = made->arguments;

	switch (made->number) {
#ifdef SYS_unlink
	case SYS_unlink:
		return describe_path(made, AT_FDCWD, arguments[0], text, size);
#endif
	case SYS_unlinkat:
		return describe_path(made, (int)arguments[0], arguments[1], text, size);
	case SYS_mq_unlink:
		return describe_queue(made, text, size);
	case SYS_msgctl:
		return describe_id(made, "msg", (int)arguments[1], text, size);
	case SYS_semctl:
		return describe_id(made, "sem", (int)arguments[2], text, size);
	case SYS_shmctl:
		return describe_id(made, "shm", (int)arguments[1], text, size);
	default:
		return false;
	}
}

bool removal_describe(const struct notify_call *made, char *text, size_t size)
{
	if (!describe(made, text, size))
		return false;
	for (char *byte = strchr(text, '\n'); byte; byte = strchr(byte, '\n'))
		*byte = '?';
	return true;
}
