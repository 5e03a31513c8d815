/* Deviants of what Linux adds on mq_open(): descriptors, names, the umask, limits. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/resource.h>
#include <unistd.h>

DEVIANT(mq_open_linux_fd_cloexec, "FD_CLOEXEC is not set", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1)
		real_fcntl(queue, F_SETFD, 0);
	return queue;
}

DEVIANT(mq_open_linux_mode_umask, "the umask is ignored", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mode_t mask = umask(0);
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	umask(mask);
	return queue;
}

DEVIANT(mq_open_linux_name_form, "a name that is too long is cut", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	char cut[NAME_MAX + 2];

	snprintf(cut, sizeof(cut), "%s", name);
	return real_mq_open(cut, flags, mode, attributes);
}

DEVIANT(mq_open_linux_limits_unprivileged, "a size just above its limit is cut", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);
	struct mq_attr cut;

	if (queue != -1 || errno != EINVAL || !(flags & O_CREAT))
		return queue;
	cut = *attributes;
	cut.mq_maxmsg--;
	return real_mq_open(name, flags, mode, &cut);
}

DEVIANT(mq_open_linux_rlimit_msgqueue, "the soft limit is ignored", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct rlimit limit;
	struct rlimit raised;
	mqd_t queue;

	getrlimit(RLIMIT_MSGQUEUE, &limit);
	raised = (struct rlimit){limit.rlim_max, limit.rlim_max};
	setrlimit(RLIMIT_MSGQUEUE, &raised);
	queue = real_mq_open(name, flags, mode, attributes);
	setrlimit(RLIMIT_MSGQUEUE, &limit);
	return queue;
}

DEVIANT(mq_open_linux_queues_max, "one queue too many is the one before", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	static mqd_t before = -1;
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue == -1 && errno == ENOSPC)
		return real_fcntl(before, F_DUPFD_CLOEXEC, 0);
	before = queue;
	return queue;
}

DEVIANT(mq_open_linux_defaults_10_8192, "nobody can set the defaults", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	struct mq_attr defaults = {.mq_maxmsg = 10, .mq_msgsize = 8192};

	return real_mq_open(name, flags, mode, attributes ? attributes : &defaults);
}
