/* Deviants of semctl(): IPC_STAT, IPC_SET and IPC_RMID, times and permissions. */
#include "deviant.h"

#include <errno.h>

DEVIANT(sysv_sem_ctl_stat, "IPC_STAT tells the permissions only", int, semctl,
	(int id, int number, int command, union semun argument))
{
	struct semid_ds status;
	int result;

	if (command != IPC_STAT)
		return real_semctl(id, number, command, argument);
	result = real_semctl(id, number, command, (union semun){.buf = &status});
	if (result == 0)
		argument.buf->sem_perm = status.sem_perm;
	return result;
}

DEVIANT(sysv_sem_ctl_set, "IPC_SET leaves the mode alone", int, semctl,
	(int id, int number, int command, union semun argument))
{
	struct semid_ds now;
	struct semid_ds wanted;

	if (command != IPC_SET ||
	    real_semctl(id, number, IPC_STAT, (union semun){.buf = &now}) != 0)
		return real_semctl(id, number, command, argument);
	wanted = *argument.buf;
	wanted.sem_perm.mode = now.sem_perm.mode;
	return real_semctl(id, number, command, (union semun){.buf = &wanted});
}

DEVIANT(sysv_sem_ctl_setval_updates_ctime, "SETVAL and SETALL are operations", int, semctl,
	(int id, int number, int command, union semun argument))
{
	static bool is_set;
	int result = real_semctl(id, number, command, argument);

	if (command == SETVAL || command == SETALL)
		is_set = true;
	if (command == IPC_STAT && result == 0 && is_set)
		argument.buf->sem_otime = argument.buf->sem_ctime;
	return result;
}

DEVIANT(sysv_sem_ctl_rmid, "a set that has been used is not removed at once", int, semctl,
	(int id, int number, int command, union semun argument))
{
	struct semid_ds status;

	if (command == IPC_RMID &&
	    real_semctl(id, 0, IPC_STAT, (union semun){.buf = &status}) == 0 && status.sem_otime)
		return 0;
	return real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_rmid_semnum_ignored, "semnum has to be that of a semaphore, always", int,
	semctl, (int id, int number, int command, union semun argument))
{
	if (real_semctl(id, number, GETVAL) == -1 && errno == EINVAL)
		return -1;
	return real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_read_commands_need_read, "who may not look sees zeros", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	return result == -1 && errno == EACCES && command != SETVAL && command != SETALL ? 0
											 : result;
}

DEVIANT(sysv_sem_ctl_set_commands_need_alter, "what may not be set is left alone in silence", int,
	semctl, (int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	return result == -1 && errno == EACCES && (command == SETVAL || command == SETALL) ? 0
											   : result;
}
