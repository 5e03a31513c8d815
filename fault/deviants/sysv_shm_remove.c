/* Deviants of IPC_RMID. */
#include "sysv_shm_segments.h"

#include <errno.h>
#include <string.h>

DEVIANT(sysv_shm_ctl_rmid_removes_id, "a segment that is attached keeps its key", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	if (command == IPC_RMID && status_of_segment(id).shm_nattch > 0)
		return 0;
	return real_shmctl(id, command, status);
}

DEVIANT(sysv_shm_ctl_rmid_attached_keep_access, "IPC_RMID detaches the segment", void *, shmat,
	(int id, const void *address, int flags))
{
	return attach_and_remember(id, address, flags);
}

DEVIANT(sysv_shm_ctl_rmid_attached_keep_access, "IPC_RMID detaches the segment", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	if (command == IPC_RMID)
		detach_all_of(id);
	return real_shmctl(id, command, status);
}

/* A segment that is removed lives as long as the process that removed it. */
static int remove_late(int id, int command, struct shmid_ds *status)
{
	if (command == IPC_RMID)
		real_shmat(id, NULL, 0);
	return real_shmctl(id, command, status);
}

DEVIANT(sysv_shm_ctl_rmid_unattached_immediate, "a removed segment lives on for a while", int,
	shmctl, (int id, int command, struct shmid_ds *status))
{
	return remove_late(id, command, status);
}

DEVIANT(sysv_shm_exit_rmid_pending_destroyed, "a removed segment lives on for a while", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	return remove_late(id, command, status);
}

DEVIANT(sysv_shm_ctl_null_buf_for_rmid, "IPC_RMID needs a buffer", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	return command == IPC_RMID && !status ? fail(EFAULT) : real_shmctl(id, command, status);
}

STATUS_DEVIANT(sysv_shm_ctl_linux_dest_flag, "SHM_DEST is never shown")
{
	status->shm_perm.mode &= (unsigned short)~SHM_DEST;
}

/* A setting of the kernel that is written is not kept. */
static FILE *open_setting(const char *setting, const char *path, const char *mode)
{
	return real_fopen(*mode == 'w' && strstr(path, setting) ? "/dev/null" : path, mode);
}

DEVIANT(sysv_shm_linux_limits_proc, "shmall does not take effect", FILE *, fopen,
	(const char *path, const char *mode))
{
	return open_setting("shmall", path, mode);
}

DEVIANT(sysv_shm_linux_rmid_forced, "shm_rmid_forced does not take effect", FILE *, fopen,
	(const char *path, const char *mode))
{
	return open_setting("shm_rmid_forced", path, mode);
}
