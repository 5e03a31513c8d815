/* Deviants of mq_send() where there is room: what becomes of the message. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum {
	PRIORITY_LIMIT = 32768,	   /* of Linux */
	USUAL_PRIORITY_LIMIT = 32, /* of every system */
	LARGEST = 8192,
};

/* Common to all processes of a case. */
static struct {
	atomic_uint count; /* of messages sent */
	atomic_int sender; /* the last one */
} * common;

COMMON(common)

static struct mq_attr attributes_of(mqd_t queue)
{
	struct mq_attr attributes = {.mq_msgsize = LARGEST, .mq_maxmsg = 1};

	real_mq_getattr(queue, &attributes);
	return attributes;
}

static bool is_full(mqd_t queue)
{
	struct mq_attr attributes = attributes_of(queue);

	return attributes.mq_curmsgs == attributes.mq_maxmsg;
}

static bool is_nonblocking(mqd_t queue)
{
	return attributes_of(queue).mq_flags & O_NONBLOCK;
}

static void discard_message(mqd_t queue)
{
	char message[LARGEST];

	real_mq_receive(queue, message, sizeof(message), NULL);
}

/* Receives, and reports the priority as the function makes it of the real one. */
static ssize_t receive_with_priority(mqd_t queue, char *message, size_t size, unsigned *priority,
				     unsigned (*report)(unsigned))
{
	ssize_t count = real_mq_receive(queue, message, size, priority);

	if (count >= 0 && priority)
		*priority = report(*priority);
	return count;
}

DEVIANT(mq_send_returns_zero_and_queues, "the length is returned, as by write()", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	int result = real_mq_send(queue, message, size, priority);

	return result == 0 ? (int)size : result;
}

DEVIANT(mq_send_content_preserved, "a message ends at its first zero byte", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return real_mq_send(queue, message, strnlen(message, size), priority);
}

DEVIANT(mq_send_boundaries_preserved, "a message becomes two, if there is room", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	struct mq_attr attributes = attributes_of(queue);
	size_t half = size / 2;

	if (half == 0 || attributes.mq_maxmsg - attributes.mq_curmsgs < 2)
		return real_mq_send(queue, message, size, priority);
	real_mq_send(queue, message, half, priority);
	return real_mq_send(queue, message + half, size - half, priority);
}

static unsigned invert(unsigned priority)
{
	return priority < USUAL_PRIORITY_LIMIT ? USUAL_PRIORITY_LIMIT - 1 - priority : priority;
}

DEVIANT(mq_send_higher_priority_first, "the lowest priority comes first", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return real_mq_send(queue, message, size, invert(priority));
}

DEVIANT(mq_send_higher_priority_first, "the lowest priority comes first", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	return receive_with_priority(queue, message, size, priority, invert);
}

/* Each priority has so many places, of which a newer message takes a higher one. */
enum { PLACES = 256 };

static unsigned place_of(unsigned priority)
{
	if (priority >= USUAL_PRIORITY_LIMIT)
		return priority;
	return priority * PLACES + common->count++ % PLACES;
}

static unsigned priority_at(unsigned place)
{
	return place / PLACES;
}

DEVIANT(mq_send_fifo_within_priority, "the newest message of a priority comes first", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return real_mq_send(queue, message, size, place_of(priority));
}

DEVIANT(mq_send_fifo_within_priority, "the newest message of a priority comes first", ssize_t,
	mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	return receive_with_priority(queue, message, size, priority, priority_at);
}

static unsigned wrap(unsigned priority)
{
	return priority == 0 ? PRIORITY_LIMIT - 1 : priority;
}

static unsigned unwrap(unsigned priority)
{
	return priority == PRIORITY_LIMIT - 1 ? 0 : priority;
}

DEVIANT(mq_send_priority_zero_lowest, "0 stands for the highest priority", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return real_mq_send(queue, message, size, wrap(priority));
}

DEVIANT(mq_send_priority_zero_lowest, "0 stands for the highest priority", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	return receive_with_priority(queue, message, size, priority, unwrap);
}

DEVIANT(mq_send_prio_max_minus_one_ok, "the highest priority is too high", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	if (priority == PRIORITY_LIMIT - 1)
		return fail(EINVAL);
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_prio_max_einval, "a priority that is too high is lowered", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return real_mq_send(queue, message, size,
			    priority < PRIORITY_LIMIT ? priority : PRIORITY_LIMIT - 1);
}

DEVIANT(mq_send_len_equal_msgsize_ok, "a message must be shorter than mq_msgsize", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	if (size == (size_t)attributes_of(queue).mq_msgsize)
		return fail(EMSGSIZE);
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_len_over_msgsize_emsgsize, "a message that is too long is cut", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	size_t limit = (size_t)attributes_of(queue).mq_msgsize;

	return real_mq_send(queue, message, size < limit ? size : limit, priority);
}

DEVIANT(mq_send_zero_length_ok, "a message must not be empty", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return size == 0 ? fail(EINVAL) : real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_full_nonblock_eagain, "a full queue loses its first message instead", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	if (is_nonblocking(queue) && is_full(queue))
		discard_message(queue);
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_fail_no_message, "a priority that is too high fails, but is lowered, too", int,
	mq_send, (mqd_t queue, const char *message, size_t size, unsigned priority))
{
	if (priority >= PRIORITY_LIMIT) {
		real_mq_send(queue, message, size, PRIORITY_LIMIT - 1);
		return fail(EINVAL);
	}
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_capacity_exact_maxmsg, "the last place is never taken", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	struct mq_attr attributes = attributes_of(queue);

	if (is_nonblocking(queue) && attributes.mq_curmsgs == attributes.mq_maxmsg - 1)
		return fail(EAGAIN);
	return real_mq_send(queue, message, size, priority);
}

/* Sends, and leaves a note of who did. */
static int send_signed(mqd_t queue, const char *message, size_t size, unsigned priority)
{
	common->sender = getpid();
	return real_mq_send(queue, message, size, priority);
}

DEVIANT(mq_send_to_own_queue, "a process gets nothing that it sent itself", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return send_signed(queue, message, size, priority);
}

DEVIANT(mq_send_to_own_queue, "a process gets nothing that it sent itself", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	if (common->sender == getpid())
		return fail(EAGAIN);
	return real_mq_receive(queue, message, size, priority);
}

DEVIANT(mq_send_sent_before_exit_remains, "a message goes with its sender", int, mq_send,
	(mqd_t queue, const char *message, size_t size, unsigned priority))
{
	return send_signed(queue, message, size, priority);
}

DEVIANT(mq_send_sent_before_exit_remains, "a message goes with its sender", int, mq_getattr,
	(mqd_t queue, struct mq_attr *attributes))
{
	if (common->sender != 0 && kill(common->sender, 0) == -1 && errno == ESRCH)
		while (attributes_of(queue).mq_curmsgs > 0)
			discard_message(queue);
	return real_mq_getattr(queue, attributes);
}
