/* Deviants of mq_close(). */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>

DEVIANT(mq_close_returns_zero, "the number of the descriptor is returned", int, mq_close,
	(mqd_t queue))
{
	int result = real_mq_close(queue);

	return result == 0 ? queue : result;
}

DEVIANT(mq_close_queue_persists, "the messages go", int, mq_close, (mqd_t queue))
{
	enum { LARGEST = 8192 };
	struct timespec past = {0, 0};
	char message[LARGEST];

	while (real_mq_timedreceive(queue, message, LARGEST, NULL, &past) >= 0)
		continue;
	return real_mq_close(queue);
}

/* What the process is registered for. */
static struct sigevent requested;

static int notify_and_remember(mqd_t queue, const struct sigevent *event)
{
	int result = real_mq_notify(queue, event);

	if (result == 0)
		requested = event ? *event : (struct sigevent){.sigev_signo = 0};
	return result;
}

/* Linux removes the registration: it is made again, through a descriptor nobody knows of. */
static int close_but_stay_registered(mqd_t queue)
{
	mqd_t copy = real_fcntl(queue, F_DUPFD_CLOEXEC, 0);
	int result = real_mq_close(queue);

	if (copy != -1 && requested.sigev_signo != 0)
		real_mq_notify(copy, &requested);
	return result;
}

DEVIANT(mq_close_removes_notification, "the request is remembered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return notify_and_remember(queue, event);
}

DEVIANT(mq_close_removes_notification, "the process stays registered", int, mq_close, (mqd_t queue))
{
	return close_but_stay_registered(queue);
}

DEVIANT(mq_close_frees_registration_for_others, "the request is remembered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return notify_and_remember(queue, event);
}

DEVIANT(mq_close_frees_registration_for_others, "the process stays registered", int, mq_close,
	(mqd_t queue))
{
	return close_but_stay_registered(queue);
}

DEVIANT(mq_close_ebadf_invalid, "to close nothing is no error", int, mq_close, (mqd_t queue))
{
	return queue == (mqd_t)-1 ? 0 : real_mq_close(queue);
}

DEVIANT(mq_close_last_close_after_unlink_destroys, "the queue is kept for later use", int, mq_close,
	(mqd_t queue))
{
	real_fcntl(queue, F_DUPFD_CLOEXEC, 0);
	return real_mq_close(queue);
}
