/* Deviants of fork(), exec and the end of a process with queues; of what Linux shows of queues. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static bool is_queue(int fd)
{
	struct mq_attr attributes;

	return real_mq_getattr(fd, &attributes) == 0;
}

/* Calls act with every queue of this process. */
static void for_each_queue(void (*act)(int fd))
{
	enum { LIMIT = 64 };
	int fd;

	for (fd = STDERR_FILENO + 1; fd < LIMIT; fd++)
		if (is_queue(fd))
			act(fd);
}

static void close_one(int fd)
{
	real_mq_close(fd);
}

/* Real fork(), whose child does that with every queue. */
static pid_t fork_and(void (*act)(int fd))
{
	pid_t pid = real_fork();

	if (pid == 0)
		for_each_queue(act);
	return pid;
}

DEVIANT(mq_fork_descriptors_inherited, "the child has no queues", pid_t, fork, (void))
{
	return fork_and(close_one);
}

DEVIANT(mq_fork_nonblock_shared, "the child has queues of its own descriptions", pid_t, fork,
	(void))
{
	return fork_and(reopen);
}

/* Opens a queue that exec leaves open. */
static mqd_t open_for_good(const char *name, int flags, mode_t mode, struct mq_attr *attributes)
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1)
		real_fcntl(queue, F_SETFD, 0);
	return queue;
}

DEVIANT(mq_exec_descriptors_closed, "the new program has the queues", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_for_good(name, flags, mode, attributes);
}

DEVIANT(mq_exec_registration_removed, "the new program stays registered", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_for_good(name, flags, mode, attributes);
}

DEVIANT(mq_exit_descriptors_closed, "something else has a descriptor, too, and lives on", mqd_t,
	mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1 && real_fork() == 0)
		block_forever();
	return queue;
}

/* Who made the queue that was made last; known to all processes of a case. */
static atomic_int *creator;

COMMON(creator)

DEVIANT(mq_persist_kernel_lifetime, "a queue goes with its maker", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	if (flags & O_CREAT)
		*creator = getpid();
	else if (*creator != 0 && kill(*creator, 0) == -1 && errno == ESRCH)
		real_mq_unlink(name);
	return real_mq_open(name, flags, mode, attributes);
}

DEVIANT(mq_poll_linux_pollable, "there is room for one more where a queue is full", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr larger;

	if (!(flags & O_CREAT) || !attributes)
		return real_mq_open(name, flags, mode, attributes);
	larger = *attributes;
	larger.mq_maxmsg++;
	return real_mq_open(name, flags, mode, &larger);
}

DEVIANT(mq_linux_mount_status_line, "QSIZE is never 0", ssize_t, pread,
	(int fd, void *buffer, size_t size, off_t offset))
{
	static const char field[] = "QSIZE:";
	ssize_t count = real_pread(fd, buffer, size, offset);
	char *digit = (char *)buffer + strlen(field);

	if (count > (ssize_t)strlen(field) && memcmp(buffer, field, strlen(field)) == 0 &&
	    *digit == '0')
		*digit = '1';
	return count;
}

DEVIANT(mq_linux_ipc_namespace, "a name leads to the process's queue in every namespace", mqd_t,
	mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	static mqd_t last = -1;
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue == -1 && errno == ENOENT && is_queue(last))
		return real_fcntl(last, F_DUPFD_CLOEXEC, 0);
	if (queue != -1)
		last = queue;
	return queue;
}
