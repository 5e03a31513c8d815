/* Deviants of mq_notify(): who is registered, and how long. */
#include "deviant.h"

#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

/* What the processes of a case tell each other past their queues. */
static struct {
	atomic_int registered; /* the process that was the last to register */
	atomic_bool is_removed;
} * common;

COMMON(common)

DEVIANT(mq_notify_single_registrant_ebusy, "a process takes its place from itself", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	int result = real_mq_notify(queue, event);

	if (result == 0 || errno != EBUSY)
		return result;
	real_mq_notify(queue, NULL);
	return real_mq_notify(queue, event);
}

DEVIANT(mq_notify_null_deregisters, "a null notification does nothing", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return event ? real_mq_notify(queue, event) : 0;
}

DEVIANT(mq_notify_null_by_other_process, "a null notification removes whatever registration", int,
	mq_notify, (mqd_t queue, const struct sigevent *event))
{
	if (!event)
		common->is_removed = true;
	else if (atomic_exchange(&common->is_removed, false))
		real_mq_notify(queue, NULL);
	return real_mq_notify(queue, event);
}

DEVIANT(mq_notify_sigev_none_registers, "who wants no notice is not registered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	if (event && event->sigev_notify == SIGEV_NONE)
		return 0;
	return real_mq_notify(queue, event);
}

DEVIANT(mq_notify_removed_by_process_exit, "a registration outlives its process", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	int result;

	if (common->registered && common->registered != getpid())
		return fail(EBUSY);
	result = real_mq_notify(queue, event);
	if (result == 0)
		common->registered = event ? getpid() : 0;
	return result;
}

DEVIANT(mq_notify_ebadf_invalid, "there is nothing to register for, and no error", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	int result = real_mq_notify(queue, event);

	return result == -1 && errno == EBADF ? 0 : result;
}
