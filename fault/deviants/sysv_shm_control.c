/* Deviants of shmctl(). */
#include "sysv_shm_segments.h"

#include <errno.h>
#include <string.h>

DEVIANT(sysv_shm_ctl_stat, "IPC_STAT repeats what it told first", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	static struct shmid_ds first;
	static int known_id = -1;
	int result = real_shmctl(id, command, status);

	if (result == -1 || command != IPC_STAT)
		return result;
	if (id == known_id)
		*status = first;
	known_id = id;
	first = *status;
	return result;
}

DEVIANT(sysv_shm_ctl_stat_needs_read, "IPC_STAT needs no permission", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	int result = real_shmctl(id, command, status);

	if (result == 0 || command != IPC_STAT || errno != EACCES)
		return result;
	memset(status, 0, sizeof(*status));
	return 0;
}

DEVIANT(sysv_shm_ctl_set_fields, "IPC_SET changes the mode only", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	struct shmid_ds wanted = status_of_segment(id);

	if (command != IPC_SET)
		return real_shmctl(id, command, status);
	wanted.shm_perm.mode = status->shm_perm.mode;
	return real_shmctl(id, command, &wanted);
}

DEVIANT(sysv_shm_ctl_set_size_ignored, "IPC_SET sets shm_segsz, too", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	int result = real_shmctl(id, command, status);

	if (result == 0 && command == IPC_SET)
		sysv_shm_common->size = status->shm_segsz;
	if (result == 0 && command == IPC_STAT && sysv_shm_common->size > 0)
		status->shm_segsz = sysv_shm_common->size;
	return result;
}

DEVIANT(sysv_shm_ctl_bad_cmd_einval, "what is no command does nothing", int, shmctl,
	(int id, int command, struct shmid_ds *status))
{
	int result = real_shmctl(id, command, status);

	if (command == IPC_STAT || command == IPC_SET || command == IPC_RMID)
		return result;
	return 0;
}

STATUS_DEVIANT(sysv_shm_ctl_linux_shm_lock, "SHM_LOCKED is never shown")
{
	status->shm_perm.mode &= (unsigned short)~SHM_LOCKED;
}

STATUS_DEVIANT(sysv_shm_header_members, "two members are in each other's place")
{
	pid_t creator = status->shm_cpid;

	status->shm_cpid = status->shm_lpid;
	status->shm_lpid = creator;
}
