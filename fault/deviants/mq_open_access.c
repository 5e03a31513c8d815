/* Deviants of mq_open(): the descriptor it gives, to whom, and on which queue. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

DEVIANT(mq_open_same_name_same_queue, "a name is known to one process only", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr small = {.mq_maxmsg = 3, .mq_msgsize = 16};
	static pid_t first;
	char another[100];
	mqd_t queue;

	if (!first)
		first = getpid();
	if (getpid() == first)
		return real_mq_open(name, flags, mode, attributes);
	snprintf(another, sizeof(another), "/%ld.%.80s", (long)getpid(), name + 1);
	queue = real_mq_open(another, flags | O_CREAT, S_IRUSR | S_IWUSR, &small);
	real_mq_unlink(another);
	return queue;
}

/* The last queue that was opened, and its descriptor. */
static char last_name[100];
static mqd_t last_queue = -1;

/* Whether the process has that queue already. Remembers the name otherwise. */
static bool is_last(const char *name, int flags)
{
	if (!(flags & O_CREAT) && last_queue != -1 && strcmp(name, last_name) == 0)
		return true;
	snprintf(last_name, sizeof(last_name), "%s", name);
	return false;
}

DEVIANT(mq_open_multiple_opens_same_process, "the process gets the descriptor that it has", mqd_t,
	mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	if (!is_last(name, flags))
		last_queue = real_mq_open(name, flags, mode, attributes);
	return last_queue;
}

DEVIANT(mq_open_separate_description_each_open, "the process gets a copy of its descriptor", mqd_t,
	mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	if (is_last(name, flags))
		return real_fcntl(last_queue, F_DUPFD_CLOEXEC, 0);
	last_queue = real_mq_open(name, flags, mode, attributes);
	return last_queue;
}

/* An access mode is taken for another one. */
static mqd_t open_otherwise(const char *name, int flags, mode_t mode, struct mq_attr *attributes,
			    int wanted, int given)
{
	if ((flags & O_ACCMODE) == wanted)
		flags = (flags & ~O_ACCMODE) | given;
	return real_mq_open(name, flags, mode, attributes);
}

DEVIANT(mq_open_rdonly_cannot_send, "O_RDONLY is taken for O_RDWR", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_otherwise(name, flags, mode, attributes, O_RDONLY, O_RDWR);
}

DEVIANT(mq_open_wronly_cannot_receive, "O_WRONLY is taken for O_RDWR", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_otherwise(name, flags, mode, attributes, O_WRONLY, O_RDWR);
}

DEVIANT(mq_open_rdwr_both, "O_RDWR is taken for O_WRONLY", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_otherwise(name, flags, mode, attributes, O_RDWR, O_WRONLY);
}

DEVIANT(mq_open_nonblock_flag_effective, "O_NONBLOCK is ignored", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return real_mq_open(name, flags & ~O_NONBLOCK, mode, attributes);
}

DEVIANT(mq_open_permission_like_file, "read permission is enough to open for both", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue == -1 && errno == EACCES && (flags & O_ACCMODE) == O_RDWR)
		return real_mq_open(name, flags & ~O_ACCMODE, mode, attributes);
	return queue;
}

DEVIANT(mq_open_owner_euid, "the owner is the creator's real user", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);
	uid_t user = geteuid();

	if (queue == -1 || !(flags & O_CREAT))
		return queue;
	if (seteuid(getuid()) == -1 || fchown(queue, getuid(), (gid_t)-1) == -1 ||
	    seteuid(user) == -1)
		abort();
	return queue;
}

DEVIANT(mq_open_mode_permission_bits, "every queue is open to its owner only", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	(void)mode;
	return real_mq_open(name, flags, S_IRUSR | S_IWUSR, attributes);
}

DEVIANT(mq_open_permission_not_rechecked, "who sends must have permission now", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	struct stat status;

	if (real_fstat(queue, &status) == 0 && !(status.st_mode & 0222))
		return fail(EACCES);
	return real_mq_send(queue, message, size, priority);
}
