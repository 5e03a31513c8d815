/* Deviants of semop() and semtimedop() while they wait, and of what ends the wait. */
#include "sysv_sem_op.h"

#include <errno.h>
#include <time.h>

DEVIANT(sysv_sem_semop_blocked_eidrm, "the removal of the set wakes nobody", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);

	if (result == -1 && errno == EIDRM)
		block_forever();
	return result;
}

/* Waits on after a signal. */
static int restart(int id, struct sembuf *operations, size_t count)
{
	int result;

	do {
		result = real_semop(id, operations, count);
	} while (result == -1 && errno == EINTR);
	return result;
}

DEVIANT(sysv_sem_semop_blocked_eintr, "the wait goes on after a signal", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return restart(id, operations, count);
}

DEVIANT(sysv_sem_semop_linux_never_restarted, "the wait goes on after a signal", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return restart(id, operations, count);
}

DEVIANT(sysv_sem_semop_setval_wakes, "SETVAL and SETALL wake nobody", int, semget,
	(key_t key, int count, int flags))
{
	make_semop_news();
	return real_semget(key, count, flags);
}

DEVIANT(sysv_sem_semop_setval_wakes, "SETVAL and SETALL wake nobody", int, semctl,
	(int id, int number, int command, union semun argument))
{
	if (semop_news && (command == SETVAL || command == SETALL))
		semop_news->is_set = true;
	return real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_semop_setval_wakes, "SETVAL and SETALL wake nobody", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	bool has_waited = semop_must_wait(id, operations, count);
	int result;

	if (!has_waited && semop_news)
		semop_news->is_set = false;
	result = real_semop(id, operations, count);
	if (has_waited && result == 0 && semop_news && semop_news->is_set)
		block_forever();
	return result;
}

DEVIANT(sysv_sem_semop_undo_wakes_waiters, "an undo wakes nobody", int, semget,
	(key_t key, int count, int flags))
{
	make_semop_news();
	return real_semget(key, count, flags);
}

/* Woken, though nobody has operated: by an undo. */
DEVIANT(sysv_sem_semop_undo_wakes_waiters, "an undo wakes nobody", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	bool has_waited = semop_must_wait(id, operations, count);
	unsigned before = 0;
	int result;

	if (semop_news)
		before = has_waited ? semop_news->operations : ++semop_news->operations;
	result = real_semop(id, operations, count);
	if (has_waited && result == 0 && semop_news && semop_news->operations == before)
		block_forever();
	return result;
}

DEVIANT(sysv_sem_timedop_linux_timeout_eagain, "the timeout ends too early", int, semtimedop,
	(int id, struct sembuf *operations, size_t count, const struct timespec *time))
{
	struct timespec half;

	if (!time)
		return real_semtimedop(id, operations, count, time);
	half = (struct timespec){time->tv_sec / 2, time->tv_nsec / 2};
	return real_semtimedop(id, operations, count, &half);
}

DEVIANT(sysv_sem_timedop_linux_bad_timeout_einval, "a bad timeout is none", int, semtimedop,
	(int id, struct sembuf *operations, size_t count, const struct timespec *time))
{
	int result = real_semtimedop(id, operations, count, time);

	if (result == -1 && errno == EINVAL)
		return real_semop(id, operations, count);
	return result;
}

DEVIANT(sysv_sem_timedop_linux_timeout_no_change, "at its end, what can be done is done", int,
	semtimedop, (int id, struct sembuf *operations, size_t count, const struct timespec *time))
{
	int result = real_semtimedop(id, operations, count, time);

	if (result == -1 && errno == EAGAIN)
		return semop_what_is_possible(id, operations, count);
	return result;
}
