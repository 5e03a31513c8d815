/* Deviants of msgsnd() on a full queue. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>

DEVIANT(sysv_msg_snd_full_blocks, "a full queue is an error", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	return real_msgsnd(id, message, size, flags | IPC_NOWAIT);
}

DEVIANT(sysv_msg_snd_full_nowait_eagain, "with IPC_NOWAIT, what does not fit is lost in silence",
	int, msgsnd, (int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	return result == -1 && errno == EAGAIN ? 0 : result;
}

DEVIANT(sysv_msg_snd_unblocked_by_receive, "a sender that had to wait waits for ever", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags | IPC_NOWAIT);

	if (result == 0 || errno != EAGAIN || flags & IPC_NOWAIT)
		return result;
	result = real_msgsnd(id, message, size, flags);
	if (result == 0)
		block_forever();
	return result;
}

DEVIANT(sysv_msg_snd_unblocked_by_qbytes_raise, "msg_qbytes is lowered only", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	struct msqid_ds now;

	if (command == IPC_SET && real_msgctl(id, IPC_STAT, &now) == 0 &&
	    status->msg_qbytes > now.msg_qbytes)
		return 0;
	return real_msgctl(id, command, status);
}

DEVIANT(sysv_msg_snd_blocked_eidrm, "a removed queue is just not there", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	return result == -1 && errno == EIDRM ? fail(EINVAL) : result;
}

DEVIANT(sysv_msg_snd_blocked_eintr, "it waits on after a signal", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result;

	do {
		result = real_msgsnd(id, message, size, flags);
	} while (result == -1 && errno == EINTR);
	return result;
}

DEVIANT(sysv_msg_snd_cancellation_point, "a blocked sender cannot be cancelled", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int state;
	int result;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_msgsnd(id, message, size, flags);
	pthread_setcancelstate(state, NULL);
	return result;
}

static bool must_restart(int error)
{
	struct sigaction action;

	return error == EINTR && sigaction(SIGUSR1, NULL, &action) == 0 &&
	       action.sa_flags & SA_RESTART;
}

DEVIANT(sysv_msg_snd_linux_never_restarted, "SA_RESTART is obeyed", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result;

	do {
		result = real_msgsnd(id, message, size, flags);
	} while (result == -1 && must_restart(errno));
	return result;
}

DEVIANT(sysv_msg_snd_linux_count_limit, "empty messages are not counted", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	return result == -1 && errno == EAGAIN && size == 0 ? 0 : result;
}
