/* Deviants of mq_unlink(). */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>

/* The name that was used last, and the queue that the process opened by it. */
static char last_name[300];
static mqd_t last_queue = -1;

static mqd_t open_and_remember(const char *name, int flags, mode_t mode, struct mq_attr *attributes)
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	if (queue != -1) {
		snprintf(last_name, sizeof(last_name), "%s", name);
		last_queue = queue;
	}
	return queue;
}

/* The name that is to go when a queue is closed; "": none. */
static char late_name[300];

DEVIANT(mq_unlink_name_gone, "the name stays while the queue is open", int, mq_unlink,
	(const char *name))
{
	mqd_t queue = real_mq_open(name, O_RDONLY);

	if (queue == -1)
		return real_mq_unlink(name);
	real_mq_close(queue);
	snprintf(late_name, sizeof(late_name), "%s", name);
	return 0;
}

DEVIANT(mq_unlink_name_gone, "a name goes now that should have gone before", int, mq_close,
	(mqd_t queue))
{
	if (late_name[0] != '\0')
		real_mq_unlink(late_name);
	late_name[0] = '\0';
	return real_mq_close(queue);
}

DEVIANT(mq_unlink_open_descriptors_work, "nothing can be sent to a queue without a name", int,
	mq_send, (mqd_t queue, const char *message, size_t size, unsigned priority))
{
	struct stat status;

	if (real_fstat(queue, &status) == 0 && status.st_nlink == 0)
		return fail(EBADF);
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_unlink_recreate_is_new_queue, "the name leads to its former queue while that is open",
	mqd_t, mq_open, (const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	if (flags & O_CREAT && strcmp(name, last_name) == 0 && last_queue != -1)
		return real_fcntl(last_queue, F_DUPFD_CLOEXEC, 0);
	return open_and_remember(name, flags, mode, attributes);
}

/* How many descriptors of queues all processes of a case have, of those that they opened. */
static atomic_int *open_count;

COMMON(open_count)

DEVIANT(mq_unlink_linux_returns_at_once, "open queues are counted", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	mqd_t queue = real_mq_open(name, flags, mode, attributes);

	*open_count += queue != -1;
	return queue;
}

DEVIANT(mq_unlink_linux_returns_at_once, "open queues are counted", int, mq_close, (mqd_t queue))
{
	int result = real_mq_close(queue);

	*open_count -= result == 0;
	return result;
}

DEVIANT(mq_unlink_linux_returns_at_once, "it waits while a queue is open", int, mq_unlink,
	(const char *name))
{
	int result = real_mq_unlink(name);

	if (result == 0 && *open_count > 0)
		block_forever();
	return result;
}

DEVIANT(mq_unlink_enoent_missing, "a name that is missing is as good as removed", int, mq_unlink,
	(const char *name))
{
	int result = real_mq_unlink(name);

	return result == -1 && errno == ENOENT ? 0 : result;
}

DEVIANT(mq_unlink_fail_no_change, "the queue is remembered", mqd_t, mq_open,
	(const char *name, int flags, mode_t mode, struct mq_attr *attributes))
{
	return open_and_remember(name, flags, mode, attributes);
}

DEVIANT(mq_unlink_fail_no_change, "messages are gone before the name is looked at", int, mq_unlink,
	(const char *name))
{
	enum { LARGEST = 8192 };
	struct timespec past = {0, 0};
	char message[LARGEST];

	while (real_mq_timedreceive(last_queue, message, LARGEST, NULL, &past) >= 0)
		continue;
	return real_mq_unlink(name);
}

DEVIANT(mq_unlink_opened_name_not_too_long, "names to remove may have 128 bytes", int, mq_unlink,
	(const char *name))
{
	enum { LIMIT = 128 };

	return strlen(name) > LIMIT ? fail(ENAMETOOLONG) : real_mq_unlink(name);
}

DEVIANT(mq_unlink_permission, "who may not remove a name does not see it", int, mq_unlink,
	(const char *name))
{
	int result = real_mq_unlink(name);

	return result == -1 && errno == EACCES ? fail(ENOENT) : result;
}
