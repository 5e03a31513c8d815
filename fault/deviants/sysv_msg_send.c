/* Deviants of msgsnd() where there is room: what becomes of the message, and the traces of it. */
#include "deviant.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST = 8192 };

struct any_message {
	long type;
	char text[LARGEST];
};

DEVIANT(sysv_msg_snd_returns_zero, "the length is returned, as by write()", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	return result == 0 ? (int)size : result;
}

DEVIANT(sysv_msg_snd_qnum_plus_one, "a message is queued twice", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	if (result == 0)
		real_msgsnd(id, message, size, flags | IPC_NOWAIT);
	return result;
}

DEVIANT(sysv_msg_snd_lspid_set, "the last sender is whoever asks", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0)
		status->msg_lspid = getpid();
	return result;
}

DEVIANT(sysv_msg_snd_stime_set, "the time of the last send is not kept", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0)
		status->msg_stime = 0;
	return result;
}

DEVIANT(sysv_msg_snd_zero_length_ok, "a message has at least one byte", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	return size == 0 ? fail(EINVAL) : real_msgsnd(id, message, size, flags);
}

DEVIANT(sysv_msg_snd_msgsz_excludes_type, "msgsz counts the type, too", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	size_t with_type = sizeof(long);

	return real_msgsnd(id, message, size > with_type ? size - with_type : 0, flags);
}

DEVIANT(sysv_msg_snd_type_below_one_einval, "a type below 1 counts as 1", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	struct any_message copy = {.type = 1};

	if (*(const long *)message > 0 || size > LARGEST)
		return real_msgsnd(id, message, size, flags);
	memcpy(copy.text, (const char *)message + sizeof(copy.type), size);
	return real_msgsnd(id, &copy, size, flags);
}

DEVIANT(sysv_msg_snd_too_long_einval, "a message too long is lost in silence", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	return result == -1 && errno == EINVAL && size > 1 ? 0 : result;
}

/* The message of the last msgsnd(), which is not on its way yet. */
static struct {
	int id;
	const void *message;
	size_t size;
} pending;

DEVIANT(sysv_msg_snd_buffer_copied, "the buffer is read when the message is received", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	(void)flags;
	pending.id = id;
	pending.message = message;
	pending.size = size;
	return 0;
}

DEVIANT(sysv_msg_snd_buffer_copied, "the buffer is read when the message is received", ssize_t,
	msgrcv, (int id, void *message, size_t size, long type, int flags))
{
	if (pending.message && pending.id == id) {
		struct any_message now = {.type = 3};

		memcpy(now.text, (const char *)pending.message + sizeof(now.type), pending.size);
		real_msgsnd(id, &now, pending.size, IPC_NOWAIT);
		pending.message = NULL;
	}
	return real_msgrcv(id, message, size, type, flags);
}

DEVIANT(sysv_msg_snd_qbytes_exact_fit, "the last byte of a queue stays free", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	struct msqid_ds status;

	if (flags & IPC_NOWAIT && real_msgctl(id, IPC_STAT, &status) == 0 &&
	    status.__msg_cbytes + size == status.msg_qbytes)
		return fail(EAGAIN);
	return real_msgsnd(id, message, size, flags);
}

DEVIANT(sysv_msg_snd_linux_cbytes, "__msg_cbytes counts the types, too", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0)
		status->__msg_cbytes += status->msg_qnum * sizeof(long);
	return result;
}

/* A send of this process has failed. */
static bool has_failed;

DEVIANT(sysv_msg_snd_fail_no_change, "who tries to send, was the last sender", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	has_failed = result == -1;
	return result;
}

DEVIANT(sysv_msg_snd_fail_no_change, "who tries to send, was the last sender", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0 && has_failed) {
		status->msg_lspid = getpid();
		status->msg_stime = time(NULL);
	}
	return result;
}

DEVIANT(sysv_msg_snd_alter_permission, "what may not be sent is lost in silence", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	int result = real_msgsnd(id, message, size, flags);

	return result == -1 && errno == EACCES ? 0 : result;
}
