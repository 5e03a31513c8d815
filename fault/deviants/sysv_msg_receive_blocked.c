/* Deviants of msgrcv() where there is no message to be taken yet. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

DEVIANT(sysv_msg_rcv_blocks_until_type, "any message wakes a receiver", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return real_msgrcv(id, message, size, flags & IPC_NOWAIT ? type : 0, flags);
}

DEVIANT(sysv_msg_rcv_blocked_eidrm, "a receiver waits on at a removed queue", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count == -1 && errno == EIDRM)
		block_forever();
	return count;
}

static ssize_t receive_uninterrupted(int id, void *message, size_t size, long type, int flags)
{
	ssize_t count;

	do {
		count = real_msgrcv(id, message, size, type, flags);
	} while (count == -1 && errno == EINTR);
	return count;
}

DEVIANT(sysv_msg_rcv_blocked_eintr, "it waits on after a signal", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return receive_uninterrupted(id, message, size, type, flags);
}

DEVIANT(sysv_msg_snd_linux_never_restarted, "it waits on after a signal", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return receive_uninterrupted(id, message, size, type, flags);
}

DEVIANT(sysv_msg_rcv_cancellation_point, "a blocked receiver cannot be cancelled", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	int state;
	ssize_t count;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	count = real_msgrcv(id, message, size, type, flags);
	pthread_setcancelstate(state, NULL);
	return count;
}

/* Whether a message has been copied; common to all processes of a case. */
static atomic_bool *is_copied;

COMMON(is_copied)

DEVIANT(sysv_msg_rcv_one_receiver_each, "the first message taken goes to two receivers", ssize_t,
	msgrcv, (int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count >= 0 && !atomic_exchange(is_copied, true))
		real_msgsnd(id, message, (size_t)count, IPC_NOWAIT);
	return count;
}
