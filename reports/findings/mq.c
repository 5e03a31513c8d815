/* POSIX message queues. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "finding.h"

static bool closes_any_file(void)
{
	return mq_close((mqd_t)open("file", O_RDWR | O_CREAT, 0600)) == 0;
}

FINDING("glibc's mq_close() is close(): it closes a descriptor of any file")
{
	return IS_GLIBC && closes_any_file() ? SHOWN : NOT_SHOWN;
}

FINDING("musl's mq_close() is close(): it closes a descriptor of any file")
{
	return !IS_GLIBC && closes_any_file() ? SHOWN : NOT_SHOWN;
}

FINDING("musl adds the slash that the name lacks")
{
	return mq_unlink(unique_name + 1) == -1 && errno == ENOENT ? SHOWN : NOT_SHOWN;
}

static void notice(union sigval value)
{
	(void)value;
}

/* ENOMEM is what Linux documents. */
FINDING("musl reports EAGAIN for a thread that it has no memory for")
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = notice};
	mqd_t queue = mq_open(unique_name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	pthread_attr_t attributes;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, (size_t)1 << (8 * sizeof(size_t) - 2));
	event.sigev_notify_attributes = &attributes;
	if (queue == (mqd_t)-1)
		return CANNOT_TRY;
	return mq_notify(queue, &event) == -1 && errno == EAGAIN ? SHOWN : NOT_SHOWN;
}
