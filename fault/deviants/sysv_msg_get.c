/* Deviants of msgget(), and of what IPC_STAT tells of a new queue. */
#include "deviant.h"

#include <errno.h>
#include <unistd.h>

/* Nothing has ever been sent to it. */
static bool is_unused(const struct msqid_ds *status)
{
	return status->msg_lspid == 0;
}

DEVIANT(sysv_msg_get_creates, "a new queue holds a message", int, msgget, (key_t key, int flags))
{
	static const long type = 1;
	int id = real_msgget(key, flags);
	struct msqid_ds status;

	if (id != -1 && real_msgctl(id, IPC_STAT, &status) == 0 && is_unused(&status))
		real_msgsnd(id, &type, 0, IPC_NOWAIT);
	return id;
}

DEVIANT(sysv_msg_get_init_owner, "the creator is known by the real ids, or is another one", int,
	msgctl, (int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0) {
		status->msg_perm.cuid = getuid() + (getuid() == geteuid());
		status->msg_perm.cgid = getgid() + (getgid() == getegid());
	}
	return result;
}

DEVIANT(sysv_msg_get_init_mode, "the file mode creation mask applies", int, msgget,
	(key_t key, int flags))
{
	mode_t mask = umask(0);

	umask(mask);
	return real_msgget(key, flags & ~(int)mask);
}

DEVIANT(sysv_msg_get_init_zero_fields, "the last send was the creation", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0 && is_unused(status))
		status->msg_stime = status->msg_ctime;
	return result;
}

DEVIANT(sysv_msg_get_init_ctime, "the time of creation is not known", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0 && is_unused(status))
		status->msg_ctime = 0;
	return result;
}

DEVIANT(sysv_msg_get_init_qbytes, "a new queue gets half of the limit", int, msgget,
	(key_t key, int flags))
{
	int id = real_msgget(key, flags);
	struct msqid_ds status;

	if (id != -1 && real_msgctl(id, IPC_STAT, &status) == 0 && is_unused(&status)) {
		status.msg_qbytes /= 2;
		real_msgctl(id, IPC_SET, &status);
	}
	return id;
}

DEVIANT(sysv_msg_get_existing_unchanged, "IPC_CREAT sets the mode of an existing queue", int,
	msgget, (key_t key, int flags))
{
	int id = real_msgget(key, flags);
	struct msqid_ds status;

	if (flags & IPC_CREAT && id != -1 && real_msgctl(id, IPC_STAT, &status) == 0) {
		status.msg_perm.mode = (unsigned short)(flags & 0777);
		real_msgctl(id, IPC_SET, &status);
	}
	return id;
}

DEVIANT(sysv_msg_get_enoent, "IPC_CREAT goes without saying", int, msgget, (key_t key, int flags))
{
	return real_msgget(key, flags | IPC_CREAT);
}

DEVIANT(sysv_msg_get_eexist, "IPC_EXCL is ignored", int, msgget, (key_t key, int flags))
{
	return real_msgget(key, flags & ~IPC_EXCL);
}

DEVIANT(sysv_msg_header_members, "msg_lrpid is never filled in", int, msgctl,
	(int id, int command, struct msqid_ds *status))
{
	int result = real_msgctl(id, command, status);

	if (command == IPC_STAT && result == 0)
		status->msg_lrpid = 0;
	return result;
}
