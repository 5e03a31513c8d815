/* Deviants of mq_receive() where there is a message. */
#include "deviant.h"

#include <errno.h>
#include <string.h>

enum { LARGEST = 8192 };

static struct mq_attr attributes_of(mqd_t queue)
{
	struct mq_attr attributes = {0};

	real_mq_getattr(queue, &attributes);
	return attributes;
}

static bool is_too_short(mqd_t queue, size_t size)
{
	return (long)size < attributes_of(queue).mq_msgsize;
}

DEVIANT(mq_receive_highest_priority_first, "the second message is taken", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	char first[LARGEST];
	unsigned first_priority;
	ssize_t first_size;
	ssize_t count;

	if (attributes_of(queue).mq_curmsgs < 2)
		return real_mq_receive(queue, message, size, priority);
	first_size = real_mq_receive(queue, first, sizeof(first), &first_priority);
	count = real_mq_receive(queue, message, size, priority);
	real_mq_send(queue, first, (size_t)first_size, first_priority);
	return count;
}

DEVIANT(mq_receive_returns_length, "the length is always mq_msgsize", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	ssize_t count = real_mq_receive(queue, message, size, priority);

	return count >= 0 ? attributes_of(queue).mq_msgsize : count;
}

DEVIANT(mq_receive_stores_priority, "the priority is not stored", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	(void)priority;
	return real_mq_receive(queue, message, size, NULL);
}

DEVIANT(mq_receive_null_prio_ok, "the priority must be asked for", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	return priority ? real_mq_receive(queue, message, size, priority) : fail(EFAULT);
}

DEVIANT(mq_receive_short_buffer_emsgsize, "a message that fits is taken", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	char whole[LARGEST];
	ssize_t count;

	if (!is_too_short(queue, size))
		return real_mq_receive(queue, message, size, priority);
	count = real_mq_receive(queue, whole, sizeof(whole), priority);
	if (count > (ssize_t)size)
		return fail(EMSGSIZE);
	memcpy(message, whole, count > 0 ? (size_t)count : 0);
	return count;
}

DEVIANT(mq_receive_removes_message, "the message goes to the end of the queue", ssize_t, mq_receive,
	(mqd_t queue, char *message, size_t size, unsigned *priority))
{
	unsigned its_priority;
	ssize_t count = real_mq_receive(queue, message, size, &its_priority);

	if (count >= 0)
		real_mq_send(queue, message, (size_t)count, its_priority);
	if (priority)
		*priority = its_priority;
	return count;
}

DEVIANT(mq_receive_empty_nonblock_eagain, "an empty queue gives an empty message", ssize_t,
	mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	ssize_t count = real_mq_receive(queue, message, size, priority);

	return count == -1 && errno == EAGAIN ? 0 : count;
}

DEVIANT(mq_receive_fail_removes_nothing, "a message that might not fit is lost", ssize_t,
	mq_receive, (mqd_t queue, char *message, size_t size, unsigned *priority))
{
	char lost[LARGEST];

	if (is_too_short(queue, size))
		real_mq_receive(queue, lost, sizeof(lost), NULL);
	return real_mq_receive(queue, message, size, priority);
}
