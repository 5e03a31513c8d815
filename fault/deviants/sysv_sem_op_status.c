/* Deviants of what semctl() tells of semop() calls: who, when, and how many wait. */
#include "sysv_sem_op.h"

#include <time.h>
#include <unistd.h>

DEVIANT(sysv_sem_semop_sempid_set, "the last operator is who asks for it", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	return command == GETPID && result > 0 ? getpid() : result;
}

/* Remembers who operated on which semaphore; not who only waited for zero. */
static int remember_operator(int id, struct sembuf *operations, size_t count)
{
	int result = real_semop(id, operations, count);
	size_t i;

	for (i = 0; semop_news && result == 0 && i < count; i++)
		if (operations[i].sem_op != 0 && operations[i].sem_num < NEWS_SEMAPHORES)
			semop_news->operators[operations[i].sem_num] = getpid();
	return result;
}

/* GETPID tells what is remembered. */
static int tell_operator(int id, int number, int command, union semun argument)
{
	if (command == GETPID && semop_news && number < NEWS_SEMAPHORES)
		return semop_news->operators[number];
	return real_semctl(id, number, command, argument);
}

static int make_set(key_t key, int count, int flags)
{
	make_semop_news();
	return real_semget(key, count, flags);
}

DEVIANT(sysv_sem_semop_sempid_set_for_zero_op, "to wait for zero is no operation", int, semget,
	(key_t key, int count, int flags))
{
	return make_set(key, count, flags);
}

DEVIANT(sysv_sem_semop_sempid_set_for_zero_op, "to wait for zero is no operation", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return remember_operator(id, operations, count);
}

DEVIANT(sysv_sem_semop_sempid_set_for_zero_op, "to wait for zero is no operation", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return tell_operator(id, number, command, argument);
}

DEVIANT(sysv_sem_semop_linux_undo_sets_sempid, "an undo is no operation", int, semget,
	(key_t key, int count, int flags))
{
	return make_set(key, count, flags);
}

DEVIANT(sysv_sem_semop_linux_undo_sets_sempid, "an undo is no operation", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return remember_operator(id, operations, count);
}

DEVIANT(sysv_sem_semop_linux_undo_sets_sempid, "an undo is no operation", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return tell_operator(id, number, command, argument);
}

DEVIANT(sysv_sem_semop_otime_set, "sem_otime is never set", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	if (command == IPC_STAT && result == 0)
		argument.buf->sem_otime = 0;
	return result;
}

DEVIANT(sysv_sem_semop_fail_otime_unchanged, "a failure, too, sets sem_otime", int, semget,
	(key_t key, int count, int flags))
{
	return make_set(key, count, flags);
}

DEVIANT(sysv_sem_semop_fail_otime_unchanged, "a failure, too, sets sem_otime", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);

	if (result == -1 && semop_news)
		semop_news->has_failed = true;
	return result;
}

DEVIANT(sysv_sem_semop_fail_otime_unchanged, "a failure, too, sets sem_otime", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	if (command == IPC_STAT && result == 0 && semop_news && semop_news->has_failed)
		argument.buf->sem_otime = time(NULL);
	return result;
}

/* A count that never falls. */
static int most_so_far(int count)
{
	static int most;

	if (count > most)
		most = count;
	return most;
}

DEVIANT(sysv_sem_semop_ncnt_counts_waiters, "who has stopped waiting is still counted", int, semctl,
	(int id, int number, int command, union semun argument))
{
	int result = real_semctl(id, number, command, argument);

	return command == GETNCNT ? most_so_far(result) : result;
}

DEVIANT(sysv_sem_semop_zcnt_counts_waiters, "who waits for an increase is counted", int, semctl,
	(int id, int number, int command, union semun argument))
{
	return real_semctl(id, number, command == GETZCNT ? GETNCNT : command, argument);
}
