/* System V message queues beside POSIX ones. */
#include "sysv_msg.h"

#include <fcntl.h>
#include <mqueue.h>

static long messages_in(mqd_t queue)
{
	struct mq_attr attributes;
	int result = mq_getattr(queue, &attributes);

	if (result == -1 && errno == ENOSYS)
		skip_unsupported("there is no mq_getattr()");
	SETUP_THAT(result == 0, "mq_getattr(): %s", error_name(errno));
	return attributes.mq_curmsgs;
}

CASE(sysv_msg_interop_posix_mq_unspecified)
{
	const char *name = unique_name();
	struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = TEXT_SIZE};
	mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &attributes);
	int id = new_message_queue();

	SETUP_THAT(queue != (mqd_t)-1, "no POSIX queue: %s", error_name(errno));
	put_message(id, 1, "x");
	observe("messages in a POSIX queue after msgsnd()", "%ld", messages_in(queue));
	SETUP(mq_send(queue, "y", 1, 0));
	observe("messages in a System V queue after msgsnd() and mq_send()", "%ju",
		(uintmax_t)message_queue_status(id).msg_qnum);
	SETUP(mq_close(queue));
	SETUP(mq_unlink(name));
	remove_message_queue(id);
}
