/* Deviants of msgrcv(): they take another message than they should. */
#include "deviant.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { LARGEST = 8192 };

struct message {
	long mtype;
	char mtext[LARGEST];
};

DEVIANT(sysv_msg_rcv_type_zero_first, "0 is for the lowest type", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return real_msgrcv(id, message, size, type == 0 ? -LONG_MAX : type, flags);
}

DEVIANT(sysv_msg_rcv_type_positive_first_of_type, "the type is not looked at", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return real_msgrcv(id, message, size, type > 0 ? 0 : type, flags);
}

DEVIANT(sysv_msg_rcv_type_negative_lowest, "the highest type goes first", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	enum { HIGH = 10 };
	long wanted;
	ssize_t count;

	for (wanted = type < -HIGH ? HIGH : -type; wanted > 0 && type < 0; wanted--) {
		count = real_msgrcv(id, message, size, wanted, flags | IPC_NOWAIT);
		if (count >= 0 || errno != ENOMSG)
			return count;
	}
	return real_msgrcv(id, message, size, type, flags);
}

/* Takes, instead of the oldest message of a type, the newest one. */
static ssize_t take_newest(int id, void *message, size_t size, long type, int flags)
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);
	struct msqid_ds status = {.msg_qnum = 0};
	struct message later;
	ssize_t later_count;

	if (count < 0)
		return count;
	real_msgctl(id, IPC_STAT, &status);
	for (; status.msg_qnum > 0; status.msg_qnum--) {
		later_count = real_msgrcv(id, &later, size, *(long *)message, flags | IPC_NOWAIT);
		if (later_count < 0)
			break;
		real_msgsnd(id, message, (size_t)count, IPC_NOWAIT);
		count = later_count;
		memcpy(message, &later, sizeof(later.mtype) + (size_t)count);
	}
	return count;
}

DEVIANT(sysv_msg_rcv_type_negative_fifo_in_type, "the newest of the lowest type is taken", ssize_t,
	msgrcv, (int id, void *message, size_t size, long type, int flags))
{
	return type < 0 ? take_newest(id, message, size, type, flags)
			: real_msgrcv(id, message, size, type, flags);
}

DEVIANT(sysv_msg_rcv_order_fifo_same_type, "the newest of the type is taken", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return type > 0 ? take_newest(id, message, size, type, flags)
			: real_msgrcv(id, message, size, type, flags);
}

DEVIANT(sysv_msg_rcv_nowait_enomsg_other_types, "any message is better than none", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	return count == -1 && errno == ENOMSG ? real_msgrcv(id, message, size, 0, flags) : count;
}

DEVIANT(sysv_msg_rcv_linux_msg_except, "MSG_EXCEPT takes any type", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return real_msgrcv(id, message, size, flags & MSG_EXCEPT ? 0 : type, flags & ~MSG_EXCEPT);
}

DEVIANT(sysv_msg_rcv_linux_msg_copy, "what is copied is removed", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (flags & MSG_COPY && count >= 0)
		real_msgrcv(id, message, size, *(long *)message, flags & ~MSG_COPY);
	return count;
}

DEVIANT(sysv_msg_rcv_linux_type_long_min, "LONG_MIN has no absolute value", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return type == LONG_MIN ? fail(ENOMSG) : real_msgrcv(id, message, size, type, flags);
}
