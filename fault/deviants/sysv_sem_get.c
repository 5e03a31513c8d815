/* Deviants of semget(), and of what semctl() tells of a new set. */
#include "deviant.h"

#include <errno.h>
#include <unistd.h>

/* Whether a semget() with these arguments makes a set, if there is none. */
static bool may_create(key_t key, int flags)
{
	return key == IPC_PRIVATE || flags & IPC_CREAT;
}

/* IPC_STAT tells this of the set. */
static bool get_status(int id, struct semid_ds *status)
{
	return real_semctl(id, 0, IPC_STAT, (union semun){.buf = status}) == 0;
}

DEVIANT(sysv_sem_get_creates_nsems, "a new set has one semaphore more", int, semget,
	(key_t key, int count, int flags))
{
	return real_semget(key, may_create(key, flags) && count > 0 ? count + 1 : count, flags);
}

DEVIANT(sysv_sem_get_init_owner, "the creator is known by the real ids, or is another one", int,
	semctl, (int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	if (command == IPC_STAT && result == 0) {
		argument.buf->sem_perm.cuid = getuid() + (getuid() == geteuid());
		argument.buf->sem_perm.cgid = getgid() + (getgid() == getegid());
	}
	return result;
}

DEVIANT(sysv_sem_get_init_otime_zero, "the creation is an operation", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	if (command == IPC_STAT && result == 0 && argument.buf->sem_otime == 0)
		argument.buf->sem_otime = argument.buf->sem_ctime;
	return result;
}

DEVIANT(sysv_sem_get_linux_values_zero, "the first semaphore of a new set has value 1", int, semget,
	(key_t key, int count, int flags))
{
	int id = real_semget(key, count, flags);
	struct semid_ds status;

	if (id != -1 && get_status(id, &status) && status.sem_otime == 0)
		real_semctl(id, 0, SETVAL, (union semun){.val = 1});
	return id;
}

DEVIANT(sysv_sem_get_nsems_zero_existing_ok, "0 is never a number of semaphores", int, semget,
	(key_t key, int count, int flags))
{
	return count == 0 ? fail(EINVAL) : real_semget(key, count, flags);
}

DEVIANT(sysv_sem_get_nsems_smaller_ok, "nsems has to be the size of the set", int, semget,
	(key_t key, int count, int flags))
{
	int id = real_semget(key, count, flags);
	struct semid_ds status;

	if (id != -1 && count != 0 && get_status(id, &status) &&
	    status.sem_nsems != (unsigned)count)
		return fail(EINVAL);
	return id;
}

DEVIANT(sysv_sem_get_nsems_larger_einval, "a set is found, however small it is", int, semget,
	(key_t key, int count, int flags))
{
	int id = real_semget(key, count, flags);

	return id == -1 && errno == EINVAL ? real_semget(key, 0, flags) : id;
}

DEVIANT(sysv_sem_get_create_zero_einval, "a set has at least one semaphore, whatever nsems is", int,
	semget, (key_t key, int count, int flags))
{
	return real_semget(key, may_create(key, flags) && count <= 0 ? 1 : count, flags);
}

DEVIANT(sysv_sem_get_create_over_limit_einval, "a set that would be too large is made smaller", int,
	semget, (key_t key, int count, int flags))
{
	int id = real_semget(key, count, flags);

	return id == -1 && errno == EINVAL && count > 1 ? real_semget(key, 1, flags) : id;
}

DEVIANT(sysv_sem_get_enoent, "IPC_CREAT goes without saying", int, semget,
	(key_t key, int count, int flags))
{
	return real_semget(key, count, flags | IPC_CREAT);
}

DEVIANT(sysv_sem_get_eexist, "IPC_EXCL is ignored", int, semget, (key_t key, int count, int flags))
{
	return real_semget(key, count, flags & ~IPC_EXCL);
}

DEVIANT(sysv_sem_header_members, "sem_ctime is never filled in", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	if (command == IPC_STAT && result == 0)
		argument.buf->sem_ctime = 0;
	return result;
}

DEVIANT(sysv_sem_header_constants, "GETZCNT is no command", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return command == GETZCNT ? fail(EINVAL) : real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_linux_limits_proc, "what SEMOPM forbids is left undone in silence", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);

	return result == -1 && errno == E2BIG ? 0 : result;
}
