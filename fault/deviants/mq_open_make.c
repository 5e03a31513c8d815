/* Deviants of mq_open(): what it makes, and what it does to a queue that is there. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>

static bool exists(const char *name)
{
	mqd_t queue = real_mq_open(name, O_RDONLY);

	if (queue != -1)
		real_mq_close(queue);
	return queue != -1 || errno == EACCES;
}

DEVIANT(mq_open_returns_descriptor, "a failure is told by the number of the error", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	return queue == -1 ? -errno : queue;
}

DEVIANT(mq_open_enoent_without_creat, "a queue that does not exist is made", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr small = {.mq_maxmsg = 1, .mq_msgsize = 1};
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1 || errno != ENOENT || flags & O_CREAT)
		return queue;
	queue = real_mq_open(name, flags | O_CREAT, S_IRUSR | S_IWUSR, &small);
	real_mq_unlink(name);
	return queue;
}

DEVIANT(mq_open_creat_new_empty, "a new queue holds a message", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	bool is_new = flags & O_CREAT && !exists(name);
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1 && is_new)
		real_mq_send(queue, "", 0, 0);
	return queue;
}

/* O_CREAT always makes the queue anew. */
static mqd_t open_anew(const char *name, int flags, mode_t mode, struct mq_attr *attributes)
{
	if (flags & O_CREAT && !(flags & O_EXCL))
		real_mq_unlink(name);
	return real_mq_open(name, flags, mode, attributes);
}

DEVIANT(mq_open_creat_existing_opens, "O_CREAT replaces the queue", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_anew(name, flags, mode, attributes);
}

DEVIANT(mq_open_creat_existing_attr_ignored, "O_CREAT replaces the queue", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_anew(name, flags, mode, attributes);
}

DEVIANT(mq_open_excl_existing_eexist, "O_EXCL is ignored", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return real_mq_open(name, flags & ~O_EXCL, mode, attributes);
}

DEVIANT(mq_open_excl_atomic, "O_EXCL looks first, and makes the queue then", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	if (flags & O_EXCL && exists(name))
		return fail(EEXIST);
	sched_yield();
	return real_mq_open(name, flags & ~O_EXCL, mode, attributes);
}

DEVIANT(mq_open_attr_sets_maxmsg_msgsize, "room for messages comes in powers of two", mqd_t,
	mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr rounded;

	if (!(flags & O_CREAT) || !attributes)
		return real_mq_open(name, flags, mode, attributes);
	rounded = *attributes;
	while (rounded.mq_maxmsg & (rounded.mq_maxmsg - 1))
		rounded.mq_maxmsg += rounded.mq_maxmsg & -rounded.mq_maxmsg;
	return real_mq_open(name, flags, mode, &rounded);
}

DEVIANT(mq_open_attr_flags_curmsgs_ignored, "mq_flags of attr count", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	if (flags & O_CREAT && attributes)
		flags |= (int)attributes->mq_flags & O_NONBLOCK;
	return real_mq_open(name, flags, mode, attributes);
}

/* What a null attr made; none has the sizes that are told of it. */
static mqd_t default_queue = -1;

DEVIANT(mq_open_attr_null_defaults, "a queue of default sizes has none", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (flags & O_CREAT && !attributes)
		default_queue = queue;
	return queue;
}

DEVIANT(mq_open_attr_null_defaults, "a queue of default sizes has none", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	int result = real_mq_getattr(queue, attributes);

	if (result == 0 && queue == default_queue)
		attributes->mq_maxmsg = attributes->mq_msgsize = 0;
	return result;
}

DEVIANT(mq_open_attr_nonpositive_einval, "a size below 1 is taken for 1", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr raised;

	if (!(flags & O_CREAT) || !attributes)
		return real_mq_open(name, flags, mode, attributes);
	raised = *attributes;
	if (raised.mq_maxmsg < 1)
		raised.mq_maxmsg = 1;
	if (raised.mq_msgsize < 1)
		raised.mq_msgsize = 1;
	return real_mq_open(name, flags, mode, &raised);
}

DEVIANT(mq_open_failed_creates_nothing, "sizes are looked at when the queue is there", mqd_t,
	mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr small = {.mq_maxmsg = 1, .mq_msgsize = 1};
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1 || !(flags & O_CREAT) || errno != EINVAL)
		return queue;
	real_mq_close(real_mq_open(name, flags, mode, &small));
	return fail(EINVAL);
}

DEVIANT(mq_open_does_not_change_messages, "the first message is lost to whoever opens to read",
	mqd_t, mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct timespec past = {0, 0};
	mqd_t queue = real_mq_open(name, flags, mode, attributes);
	char message[1000];

	if (queue != -1 && (flags & O_ACCMODE) == O_RDONLY)
		real_mq_timedreceive(queue, message, sizeof(message), NULL, &past);
	return queue;
}

DEVIANT(mq_open_open_max_queues, "a process has at most 7 queues", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	static int count;
	mqd_t queue;

	if (count == _POSIX_MQ_OPEN_MAX - 1)
		return fail(EMFILE);
	queue = real_mq_open(name, flags, mode, attributes);
	count += queue != -1;
	return queue;
}
