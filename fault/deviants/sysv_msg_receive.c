/* Deviants of msgrcv() where there is a message, and of what it leaves to be seen. */
#include "deviant.h"

#include <errno.h>
#include <string.h>

enum { LARGEST = 8192 };

struct message {
	long mtype;
	char mtext[LARGEST];
};

DEVIANT(sysv_msg_rcv_returns_length, "the type is counted, too", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	return count >= 0 ? count + (ssize_t)sizeof(type) : count;
}

DEVIANT(sysv_msg_rcv_stores_type, "the type stored is the one asked for", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count >= 0)
		*(long *)message = type;
	return count;
}

DEVIANT(sysv_msg_rcv_too_big_e2big, "a message that is too long is lost", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count == -1 && errno == E2BIG) {
		real_msgrcv(id, message, size, type, flags | MSG_NOERROR);
		return fail(E2BIG);
	}
	return count;
}

DEVIANT(sysv_msg_rcv_noerror_truncates, "the rest is a message of its own", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	struct message whole;
	ssize_t count;

	if (!(flags & MSG_NOERROR) || size >= LARGEST)
		return real_msgrcv(id, message, size, type, flags);
	count = real_msgrcv(id, &whole, LARGEST, type, flags);
	if (count < 0)
		return count;
	if (count > (ssize_t)size) {
		struct message rest = {.mtype = whole.mtype};

		memcpy(rest.mtext, whole.mtext + size, (size_t)count - size);
		real_msgsnd(id, &rest, (size_t)count - size, IPC_NOWAIT);
		count = (ssize_t)size;
	}
	memcpy(message, &whole, sizeof(whole.mtype) + (size_t)count);
	return count;
}

static unsigned long bytes_queued(int id)
{
	struct msqid_ds status = {.__msg_cbytes = 0};

	real_msgctl(id, IPC_STAT, &status);
	return status.__msg_cbytes;
}

/* Of all messages that were cut. */
static unsigned long rests;

DEVIANT(sysv_msg_rcv_linux_noerror_accounting, "the rest of a message still counts", ssize_t,
	msgrcv, (int id, void *message, size_t size, long type, int flags))
{
	unsigned long before = bytes_queued(id);
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count >= 0)
		rests += before - bytes_queued(id) - (size_t)count;
	return count;
}

DEVIANT(sysv_msg_rcv_linux_noerror_accounting, "the rest of a message still counts", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (result == 0 && command == IPC_STAT)
		status->__msg_cbytes += rests;
	return result;
}

DEVIANT(sysv_msg_rcv_msgsz_zero_noerror, "a message of which nothing is wanted stays", ssize_t,
	msgrcv, (int id, void *message, size_t size, long type, int flags))
{
	struct message whole;
	ssize_t count;

	if (size > 0 || !(flags & MSG_NOERROR))
		return real_msgrcv(id, message, size, type, flags);
	count = real_msgrcv(id, &whole, LARGEST, type, flags);
	if (count < 0)
		return count;
	*(long *)message = whole.mtype;
	real_msgsnd(id, &whole, (size_t)count, IPC_NOWAIT);
	return 0;
}

DEVIANT(sysv_msg_rcv_nowait_enomsg, "an empty queue is a reason to come again", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	return count == -1 && errno == ENOMSG ? fail(EAGAIN) : count;
}

DEVIANT(sysv_msg_rcv_qnum_minus_one, "what is received stays on the queue", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count >= 0)
		real_msgsnd(id, message, (size_t)count, IPC_NOWAIT);
	return count;
}

DEVIANT(sysv_msg_rcv_lrpid_set, "msg_lrpid is the sender", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (result == 0 && command == IPC_STAT)
		status->msg_lrpid = status->msg_lspid;
	return result;
}

DEVIANT(sysv_msg_rcv_rtime_set, "msg_rtime stays 0", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (result == 0 && command == IPC_STAT)
		status->msg_rtime = 0;
	return result;
}

DEVIANT(sysv_msg_rcv_fail_no_change, "a message that is too long is taken and put back", ssize_t,
	msgrcv, (int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);
	struct message whole;

	if (count == -1 && errno == E2BIG) {
		count = real_msgrcv(id, &whole, LARGEST, type, flags);
		real_msgsnd(id, &whole, count > 0 ? (size_t)count : 0, IPC_NOWAIT);
		return fail(E2BIG);
	}
	return count;
}

DEVIANT(sysv_msg_rcv_read_permission, "who may write may read", int, msgget, (key_t key, int flags))
{
	return real_msgget(key, flags | (flags & 0222) << 1);
}

DEVIANT(sysv_msg_linux_limits_proc, "msg_qbytes does not follow kernel.msgmnb", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	enum { DEFAULT = 16384 };
	int result = real_msgctl(id, command, status);

	if (result == 0 && command == IPC_STAT)
		status->msg_qbytes = DEFAULT;
	return result;
}
