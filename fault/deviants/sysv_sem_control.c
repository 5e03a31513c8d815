/* Deviants of semctl(): the commands on values, operators and waiters. */
#include "deviant.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

/* How many semaphores the set has. */
static int size_of(int id)
{
	struct semid_ds status = {.sem_nsems = 0};

	real_semctl(id, 0, IPC_STAT, (union semun){.buf = &status});
	return (int)status.sem_nsems;
}

DEVIANT(sysv_sem_ctl_getval, "a value is told as 0 or 1", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	return command == GETVAL && result > 1 ? 1 : result;
}

DEVIANT(sysv_sem_ctl_setval, "SETVAL adds to the value", int, semctl,
	(int id, int number, int command, union semun argument))
{
	if (command == SETVAL)
		argument.val += real_semctl(id, number, GETVAL);
	return real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_setval_out_of_range_erange, "a value out of range becomes the maximum", int,
	semctl, (int id, int number, int command, union semun argument))
{
	enum { SEMVMX = 32767 };
	int result = real_semctl(id, number, command, argument);

	if (command == SETVAL && result == -1 && errno == ERANGE)
		return real_semctl(id, number, command, (union semun){.val = SEMVMX});
	return result;
}

DEVIANT(sysv_sem_ctl_getall, "the values are stored from the last to the first", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);
	int i;
	int j;

	if (command != GETALL || result != 0)
		return result;
	for (i = 0, j = size_of(id) - 1; i < j; i++, j--) {
		unsigned short value = argument.array[i];

		argument.array[i] = argument.array[j];
		argument.array[j] = value;
	}
	return 0;
}

/* SETALL, one value after the other, up to the first that cannot be set. */
static int set_one_by_one(int id, const unsigned short *values)
{
	int size = size_of(id);
	int result = 0;
	int i;

	for (i = 0; i < size && result == 0; i++)
		result = real_semctl(id, i, SETVAL, (union semun){.val = values[i]});
	return result;
}

DEVIANT(sysv_sem_ctl_setall, "SETALL sets one value after the other", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return command == SETALL ? set_one_by_one(id, argument.array)
				 : real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_setall_erange_changes_nothing, "SETALL stops at the value out of range", int,
	semctl, (int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	return command == SETALL && result == -1 && errno == ERANGE
		       ? set_one_by_one(id, argument.array)
		       : result;
}

DEVIANT(sysv_sem_ctl_atomic, "GETALL reads one value after the other", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int size = size_of(id);
	int i;

	if (command != GETALL)
		return real_semctl(id, number, command, argument);
	for (i = 0; i < size; i++) {
		argument.array[i] = (unsigned short)real_semctl(id, i, GETVAL);
		sched_yield();
	}
	return 0;
}

DEVIANT(sysv_sem_ctl_getpid, "all semaphores of a set have one last operator", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return real_semctl(id, command == GETPID ? 0 : number, command, argument);
}

/* The command, or GETNCNT and GETZCNT together if it is the wanted one. */
static int count_all(int wanted, int id, int number, int command, union semun argument)
{
	if (command != wanted)
		return real_semctl(id, number, command, argument);
	return real_semctl(id, number, GETNCNT) + real_semctl(id, number, GETZCNT);
}

DEVIANT(sysv_sem_ctl_getncnt, "GETNCNT counts who waits for zero, too", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return count_all(GETNCNT, id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_getzcnt, "GETZCNT counts who waits for an increase, too", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return count_all(GETZCNT, id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_others_return_zero, "SETVAL returns the former value", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int former = command == SETVAL ? real_semctl(id, number, GETVAL) : 0;
	int result = real_semctl(id, number, command, argument);

	return command == SETVAL && result == 0 ? former : result;
}

DEVIANT(sysv_sem_ctl_union_semun_by_caller, "of val, one byte is looked at", int, semctl,
	(int id, int number, int command, union semun argument))
{
	if (command == SETVAL)
		argument.val &= 0xff;
	return real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_ctl_semnum_out_of_range_einval, "semnum starts again where the set ends", int,
	semctl, (int id, int number, int command, union semun argument))
{
	int size = size_of(id);

	return real_semctl(id, size ? abs(number % size) : number, command, argument);
}
