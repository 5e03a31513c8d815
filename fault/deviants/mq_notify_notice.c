/* Deviants of mq_notify(): what is told, of which messages. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LARGEST = 8192 };

static long messages_of(mqd_t queue)
{
	struct mq_attr attributes = {.mq_curmsgs = -1};

	real_mq_getattr(queue, &attributes);
	return attributes.mq_curmsgs;
}

/* The request of the calling process, if it made one. */
static struct sigevent request;

static int remember(mqd_t queue, const struct sigevent *event)
{
	int result = real_mq_notify(queue, event);

	if (result == 0)
		request = event ? *event : (struct sigevent){.sigev_notify = SIGEV_NONE};
	return result;
}

/* Whether it is to get a signal. */
static bool has_request(void)
{
	return request.sigev_notify == SIGEV_SIGNAL && request.sigev_signo != 0;
}

/* A notice of the deviant's own, and the end of the registration. */
static void notify(mqd_t queue)
{
	if (has_request()) {
		sigqueue(getpid(), request.sigev_signo, request.sigev_value);
		real_mq_notify(queue, NULL);
	}
}

DEVIANT(mq_notify_signal_on_empty_to_nonempty, "nobody is told", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	struct sigevent nothing = {.sigev_notify = SIGEV_NONE};

	return real_mq_notify(queue, event ? &nothing : NULL);
}

DEVIANT(mq_notify_not_when_nonempty, "the request is remembered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return remember(queue, event);
}

DEVIANT(mq_notify_not_when_nonempty, "any message is told of", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	bool is_further = messages_of(queue) > 0;
	int result = real_mq_send(queue, message, size, priority);

	if (result == 0 && is_further)
		notify(queue);
	return result;
}

DEVIANT(mq_notify_one_shot, "the request is remembered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return remember(queue, event);
}

DEVIANT(mq_notify_one_shot, "a registration lasts", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	int result = real_mq_send(queue, message, size, priority);

	if (has_request())
		real_mq_notify(queue, &request);
	return result;
}

DEVIANT(mq_notify_waiting_receiver_wins, "the request is remembered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return remember(queue, event);
}

DEVIANT(mq_notify_waiting_receiver_wins, "a message is told of that a receiver has waited for", int,
	mq_send, (mqd_t queue, const char *message, size_t size, unsigned priority))
{
	bool was_empty = messages_of(queue) == 0;
	int result = real_mq_send(queue, message, size, priority);

	if (result == 0 && was_empty && messages_of(queue) == 0)
		notify(queue);
	return result;
}

DEVIANT(mq_notify_registered_on_nonempty_waits_for_drain, "messages that are there are told of",
	int, mq_notify, (mqd_t queue, const struct sigevent *event))
{
	int result = remember(queue, event);

	if (result == 0 && messages_of(queue) > 0)
		notify(queue);
	return result;
}

DEVIANT(mq_notify_message_not_consumed, "the request is remembered", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	return remember(queue, event);
}

DEVIANT(mq_notify_message_not_consumed, "the message is gone that was told of", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	char told[LARGEST];
	int result = real_mq_send(queue, message, size, priority);

	if (result == 0 && has_request() && messages_of(queue) == 1)
		real_mq_receive(queue, told, sizeof(told), NULL);
	return result;
}

DEVIANT(mq_notify_sigev_signal_value, "the value is lost", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	struct sigevent poor;

	if (!event)
		return real_mq_notify(queue, NULL);
	poor = *event;
	poor.sigev_value.sival_ptr = NULL;
	return real_mq_notify(queue, &poor);
}

DEVIANT(mq_notify_si_code_si_mesgq, "the request is remembered, and not made", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	struct sigevent nothing = {.sigev_notify = SIGEV_NONE};

	request = event ? *event : nothing;
	return real_mq_notify(queue, event ? &nothing : NULL);
}

DEVIANT(mq_notify_si_code_si_mesgq, "the notice looks like one of sigqueue()", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	int result = real_mq_send(queue, message, size, priority);

	if (result == 0 && messages_of(queue) == 1)
		notify(queue);
	return result;
}

/* The arguments of the thread are lost on the way. */
static void (*wanted_function)(union sigval value);

static void call_without_value(union sigval value)
{
	value.sival_ptr = NULL;
	wanted_function(value);
}

DEVIANT(mq_notify_sigev_thread_runs_function, "the function does not get the value", int, mq_notify,
	(mqd_t queue, const struct sigevent *event))
{
	struct sigevent poor;

	if (!event || event->sigev_notify != SIGEV_THREAD)
		return real_mq_notify(queue, event);
	poor = *event;
	wanted_function = poor.sigev_notify_function;
	poor.sigev_notify_function = call_without_value;
	return real_mq_notify(queue, &poor);
}

DEVIANT(mq_notify_linux_si_pid_sender, "a helper of the sender sends", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	pid_t helper = real_fork();
	int status;

	if (helper == 0)
		_exit(real_mq_send(queue, message, size, priority) == 0 ? EXIT_SUCCESS
									: EXIT_FAILURE);
	if (waitpid(helper, &status, 0) == -1 || status != 0)
		return fail(EIO);
	return 0;
}
