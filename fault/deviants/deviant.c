#include "deviant.h"

/* Without it, fiu.h makes nothing of every call. */
#define FIU_ENABLE

#include <errno.h>
#include <fcntl.h>
#include <fiu-control.h>
#include <fiu.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct deviant *registered;

void register_deviant(struct deviant *deviant)
{
	deviant->next = registered;
	registered = deviant;
}

const struct deviant *deviant_next(const struct deviant *deviant)
{
	return deviant ? deviant->next : registered;
}

void deviant_name(const struct deviant *deviant, char *text, size_t size)
{
	char *dot;

	snprintf(text, size, "deviant/%s%s%s", deviant->requirement->id, deviant->kind ? "/" : "",
		 deviant->kind ? deviant->kind : "");
	for (dot = strchr(text, '.'); dot; dot = strchr(dot, '.'))
		*dot = '/';
}

/*
 * libfiu decides which deviants are chosen. IPCTS_DEVIANT names one to enable
 * without fiu-run.
 */
void choose_deviants(void)
{
	const char *wanted = getenv("IPCTS_DEVIANT");
	const struct deviant *deviant;
	char name[200];

	fiu_init(0);
	if (wanted)
		fiu_enable(wanted, 1, NULL, 0);
	for (deviant = registered; deviant; deviant = deviant->next) {
		deviant_name(deviant, name, sizeof(name));
		if (fiu_fail(name))
			deviant->choose(deviant);
	}
}

int fail(int error)
{
	errno = error;
	return -1;
}

bool is_fifo(int fd)
{
	struct stat status;

	return real_fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

bool is_fifo_path(const char *path)
{
	struct stat status;

	return real_stat(path, &status) == 0 && S_ISFIFO(status.st_mode);
}

static bool is_ready(int fd, short events)
{
	struct pollfd poll_fd = {fd, events, 0};

	return poll(&poll_fd, 1, 0) == 1;
}

bool is_readable(int fd)
{
	return is_ready(fd, POLLIN);
}

bool is_writable(int fd)
{
	return is_ready(fd, POLLOUT);
}

void for_each_fifo(void (*act)(int fd))
{
	enum { LIMIT = 64 };
	int fd;

	for (fd = STDERR_FILENO + 1; fd < LIMIT; fd++)
		if (is_fifo(fd))
			act(fd);
}

/* Puts what is at the path in the place of fd, with its access mode and flags. */
static void replace(int fd, const char *path)
{
	int flags = real_fcntl(fd, F_GETFL);
	int descriptor_flags = real_fcntl(fd, F_GETFD);
	int other = real_open(path, (flags & O_ACCMODE) | O_NONBLOCK | O_CLOEXEC);

	if (other == -1)
		return;
	real_dup2(other, fd);
	real_close(other);
	real_fcntl(fd, F_SETFL, flags);
	real_fcntl(fd, F_SETFD, descriptor_flags);
}

void reopen(int fd)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	replace(fd, path);
}

void make_null(int fd)
{
	replace(fd, "/dev/null");
}

void block_forever(void)
{
	int fds[2];
	char byte;

	if (real_pipe(fds) == -1)
		abort();
	for (;;)
		real_read(fds[0], &byte, 1);
}

void await_interruption(void)
{
	sem_t never;

	sem_init(&never, 0, 0);
	real_sem_wait(&never);
}

void *common_memory(size_t size)
{
	void *memory =
		real_mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		abort();
	return memory;
}
