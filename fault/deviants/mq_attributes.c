/* Deviants of mq_getattr() and mq_setattr(), and of limits. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

DEVIANT(mq_getattr_maxmsg_msgsize_as_created, "mq_maxmsg is the room that is left", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	int result = real_mq_getattr(queue, attributes);

	if (result == 0)
		attributes->mq_maxmsg -= attributes->mq_curmsgs;
	return result;
}

/* What the process has in the queue, as far as it knows. */
static long own_messages;

DEVIANT(mq_getattr_curmsgs_current, "messages are counted", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	int result = real_mq_send(queue, message, size, priority);

	own_messages += result == 0;
	return result;
}

DEVIANT(mq_getattr_curmsgs_current, "messages are counted", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	ssize_t count = real_mq_receive(queue, message, size, priority);

	own_messages -= count >= 0;
	return count;
}

DEVIANT(mq_getattr_curmsgs_current, "the messages of other processes do not count", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	int result = real_mq_getattr(queue, attributes);

	if (result == 0)
		attributes->mq_curmsgs = own_messages;
	return result;
}

DEVIANT(mq_getattr_flags_from_open, "mq_flags has the access mode", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	int result = real_mq_getattr(queue, attributes);

	if (result == 0)
		attributes->mq_flags |= real_fcntl(queue, F_GETFL) & O_ACCMODE;
	return result;
}

DEVIANT(mq_getattr_returns_zero, "the count of messages is returned", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	int result = real_mq_getattr(queue, attributes);

	return result == 0 ? (int)attributes->mq_curmsgs : result;
}

DEVIANT(mq_setattr_sets_nonblock, "O_NONBLOCK can be set, not cleared", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	struct mq_attr added = *attributes;
	struct mq_attr present;

	if (real_mq_getattr(queue, &present) == 0)
		added.mq_flags |= present.mq_flags;
	return real_mq_setattr(queue, &added, former);
}

/* What mq_setattr() was asked for last, of what it cannot change. */
static long wanted_capacity;

DEVIANT(mq_setattr_other_members_ignored, "mq_maxmsg is remembered", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	wanted_capacity = attributes->mq_maxmsg;
	return real_mq_setattr(queue, attributes, former);
}

DEVIANT(mq_setattr_other_members_ignored, "mq_maxmsg is what it was set to", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	int result = real_mq_getattr(queue, attributes);

	if (result == 0 && wanted_capacity > 0)
		attributes->mq_maxmsg = wanted_capacity;
	return result;
}

DEVIANT(mq_setattr_returns_old, "the new attributes are stored as the old ones", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	int result = real_mq_setattr(queue, attributes, NULL);

	return result == 0 && former ? real_mq_getattr(queue, former) : result;
}

DEVIANT(mq_setattr_null_old_ok, "there must be a place for the old attributes", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	return former ? real_mq_setattr(queue, attributes, former) : fail(EINVAL);
}

/* Sets the attributes of every descriptor that the process has of a queue. */
static void set_everywhere(const struct mq_attr *attributes)
{
	enum { LIMIT = 64 };
	mqd_t queue;

	for (queue = STDERR_FILENO + 1; queue < LIMIT; queue++)
		real_mq_setattr(queue, attributes, NULL);
}

DEVIANT(mq_setattr_per_description, "O_NONBLOCK is the queue's", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	int result = real_mq_setattr(queue, attributes, former);

	if (result == 0)
		set_everywhere(attributes);
	return result;
}

DEVIANT(mq_setattr_fail_no_change, "a descriptor that is wrong is taken for any", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	int result = real_mq_setattr(queue, attributes, former);

	if (result == -1 && errno == EBADF) {
		set_everywhere(attributes);
		return fail(EBADF);
	}
	return result;
}

DEVIANT(mq_setattr_linux_bad_flag_einval, "unknown flags are ignored", int, mq_setattr,
	(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *former))
{
	struct mq_attr known = *attributes;

	known.mq_flags &= O_NONBLOCK;
	return real_mq_setattr(queue, &known, former);
}

/* Real sysconf(), but for one name. */
static long sysconf_but(int name, int other, long value)
{
	return name == other ? value : real_sysconf(name);
}

DEVIANT(mq_limit_prio_max_min, "there are 31 priorities", long, sysconf, (int name))
{
	return sysconf_but(name, _SC_MQ_PRIO_MAX, 31);
}

DEVIANT(mq_limit_linux_prio_max_32768, "there are 32 priorities", long, sysconf, (int name))
{
	return sysconf_but(name, _SC_MQ_PRIO_MAX, 32);
}

DEVIANT(mq_limit_open_max_min, "a process may have 7 queues", long, sysconf, (int name))
{
	return sysconf_but(name, _SC_MQ_OPEN_MAX, 7);
}

DEVIANT(mq_limit_sysconf_option, "the option is not told of", long, sysconf, (int name))
{
	return sysconf_but(name, _SC_MESSAGE_PASSING, -1);
}
