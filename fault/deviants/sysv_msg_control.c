/* Deviants of msgctl(). */
#include "deviant.h"

#include <errno.h>
#include <string.h>

DEVIANT(sysv_msg_ctl_stat_copies, "what IPC_STAT told once it tells again", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	static struct msqid_ds former;
	static int former_id = -1;
	int result;

	if (command != IPC_STAT)
		return real_msgctl(id, command, status);
	if (id == former_id) {
		*status = former;
		return 0;
	}
	result = real_msgctl(id, command, status);
	if (result == 0) {
		former_id = id;
		former = *status;
	}
	return result;
}

DEVIANT(sysv_msg_ctl_stat_needs_read, "who may not look sees zeros", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (result == 0 || errno != EACCES)
		return result;
	memset(status, 0, sizeof(*status));
	return 0;
}

DEVIANT(sysv_msg_ctl_set_fields, "IPC_SET leaves the mode alone", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	struct msqid_ds wanted;
	struct msqid_ds now;

	if (command != IPC_SET || real_msgctl(id, IPC_STAT, &now) != 0)
		return real_msgctl(id, command, status);
	wanted = *status;
	wanted.msg_perm.mode = now.msg_perm.mode;
	return real_msgctl(id, command, &wanted);
}

DEVIANT(sysv_msg_ctl_set_ctime, "IPC_SET sets msg_ctime to what the buffer says", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	static time_t time;
	int result = real_msgctl(id, command, status);

	if (command == IPC_SET)
		time = status->msg_ctime;
	if (command == IPC_STAT && result == 0 && time)
		status->msg_ctime = time;
	return result;
}

DEVIANT(sysv_msg_ctl_set_raise_qbytes_privileged, "what may not be raised is left alone in silence",
	int, msgctl, (int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	return command == IPC_SET && result == -1 && errno == EPERM ? 0 : result;
}

DEVIANT(sysv_msg_ctl_set_lower_qbytes_ok, "msg_qbytes cannot be lowered", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	struct msqid_ds now;

	if (command == IPC_SET && real_msgctl(id, IPC_STAT, &now) == 0 &&
	    status->msg_qbytes < now.msg_qbytes)
		return fail(EPERM);
	return real_msgctl(id, command, status);
}

DEVIANT(sysv_msg_ctl_rmid_destroys, "of a queue that is not empty the messages are removed only",
	int, msgctl, (int id, int command, struct msqid_ds *status))
{
	char message[sizeof(long) + 1];
	bool is_empty = true;

	while (command == IPC_RMID &&
	       real_msgrcv(id, message, 1, 0, IPC_NOWAIT | MSG_NOERROR) != -1)
		is_empty = false;
	return is_empty ? real_msgctl(id, command, status) : 0;
}

DEVIANT(sysv_msg_ctl_rmid_then_einval, "what is not there can be removed again", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	return command == IPC_RMID && result == -1 && errno == EINVAL ? 0 : result;
}

DEVIANT(sysv_msg_ctl_rmid_wakes_all, "a removal wakes the senders only", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	ssize_t count = real_msgrcv(id, message, size, type, flags);

	if (count == -1 && errno == EIDRM)
		block_forever();
	return count;
}

DEVIANT(sysv_msg_ctl_rmid_null_buf_ok, "IPC_RMID wants a buffer, too", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	if (command == IPC_RMID && !status)
		return fail(EFAULT);
	return real_msgctl(id, command, status);
}

DEVIANT(sysv_msg_ctl_bad_cmd_einval, "a command that is not known does nothing", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	if (command != IPC_RMID && command != IPC_SET && command != IPC_STAT)
		return 0;
	return real_msgctl(id, command, status);
}

DEVIANT(sysv_msg_ctl_returns_zero, "success is 1", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	return result == 0 ? 1 : result;
}
