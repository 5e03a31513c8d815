/* Deviants of SEM_UNDO. */
#include "sysv_sem_op.h"

#include <errno.h>
#include <unistd.h>

enum { SEMAPHORES = 16 };

/* The adjustments of this process, of the set it operated on last. */
static struct {
	int id;
	int of[SEMAPHORES];
} adjustments;

static int remember_adjustments(int id, struct sembuf *operations, size_t count)
{
	int result = real_semop(id, operations, count);
	size_t i;

	adjustments.id = id;
	for (i = 0; result == 0 && i < count; i++)
		if (operations[i].sem_flg & SEM_UNDO && operations[i].sem_num < SEMAPHORES)
			adjustments.of[operations[i].sem_num] -= operations[i].sem_op;
	return result;
}

/* Changes the adjustment by so much, and no value. */
static void adjust(unsigned short number, int change)
{
	struct sembuf up = {number, (short)(change < 0 ? -change : change), 0};
	struct sembuf down = {number, (short)-up.sem_op, 0};

	*(change < 0 ? &up.sem_flg : &down.sem_flg) = SEM_UNDO;
	if (change != 0)
		real_semop(adjustments.id, (struct sembuf[]){up, down}, 2);
}

static void drop_undo(struct sembuf *operation)
{
	operation->sem_flg &= ~SEM_UNDO;
}

DEVIANT(sysv_sem_semop_undo_on_exit, "SEM_UNDO is ignored", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, drop_undo);
}

/* A process that waits is killed as it is; one that can act undoes what it did. */
DEVIANT(sysv_sem_semop_undo_on_kill, "who is killed while it waits undoes nothing", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	unsigned short number;

	if (semop_must_wait(id, operations, count))
		for (number = 0; number < SEMAPHORES; number++)
			adjust(number, -adjustments.of[number]);
	return remember_adjustments(id, operations, count);
}

static void drop_undo_of_increase(struct sembuf *operation)
{
	if (operation->sem_op > 0)
		drop_undo(operation);
}

DEVIANT(sysv_sem_semop_undo_accumulates, "only what was taken is given back", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, drop_undo_of_increase);
}

DEVIANT(sysv_sem_semop_linux_undo_clamps_at_zero, "what was given is not taken back", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, drop_undo_of_increase);
}

static void add_undo(struct sembuf *operation)
{
	operation->sem_flg |= SEM_UNDO;
}

DEVIANT(sysv_sem_semop_undo_only_flagged, "every operation is undone", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, add_undo);
}

static void drop_undo_of_others(struct sembuf *operation)
{
	if (operation->sem_num != 0)
		drop_undo(operation);
}

DEVIANT(sysv_sem_semop_undo_per_semaphore, "the first semaphore only has an adjustment", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, drop_undo_of_others);
}

DEVIANT(sysv_sem_semop_undo_fork_cleared, "a child has its parent's adjustments", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return remember_adjustments(id, operations, count);
}

DEVIANT(sysv_sem_semop_undo_fork_cleared, "a child has its parent's adjustments", pid_t, fork,
	(void))
{
	pid_t pid = real_fork();
	unsigned short number;

	for (number = 0; pid == 0 && number < SEMAPHORES; number++)
		adjust(number, adjustments.of[number]);
	return pid;
}

DEVIANT(sysv_sem_semop_undo_exec_kept, "exec clears the adjustments", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return remember_adjustments(id, operations, count);
}

DEVIANT(sysv_sem_semop_undo_exec_kept, "exec clears the adjustments", int, execvp,
	(const char *program, char *const arguments[]))
{
	unsigned short number;

	for (number = 0; number < SEMAPHORES; number++)
		adjust(number, -adjustments.of[number]);
	return real_execvp(program, arguments);
}

/* Sets a value as an operation would: no adjustment is cleared. */
static int operate_to(int id, int number, int value)
{
	int change = value - real_semctl(id, number, GETVAL);
	struct sembuf one = {(unsigned short)number, (short)change, 0};

	return real_semop(id, &one, 1);
}

DEVIANT(sysv_sem_semop_undo_cleared_by_setval, "SETVAL leaves the adjustments", int, semctl,
	(int id, int number, int command, union semun argument))
{
	if (command == SETVAL)
		return operate_to(id, number, argument.val);
	return real_semctl(id, number, command, argument);
}

DEVIANT(sysv_sem_semop_undo_cleared_by_setall, "SETALL leaves the adjustments", int, semctl,
	(int id, int number, int command, union semun argument))
{
	struct semid_ds status = {.sem_nsems = 0};
	union semun get = {.buf = &status};
	int i;

	if (command != SETALL)
		return real_semctl(id, number, command, argument);
	real_semctl(id, 0, IPC_STAT, get);
	for (i = 0; i < (int)status.sem_nsems; i++)
		operate_to(id, i, argument.array[i]);
	return 0;
}

/* The set that has a key, and whether it was removed, to come back when it is made again. */
static int set_with_key = -1;
static bool is_hidden;

DEVIANT(sysv_sem_semop_undo_gone_after_rmid, "a set of the same key is the old one", int, semget,
	(key_t key, int count, int flags))
{
	int id = real_semget(key, count, is_hidden ? flags & ~IPC_EXCL : flags);

	if (key != IPC_PRIVATE)
		set_with_key = id;
	return id;
}

DEVIANT(sysv_sem_semop_undo_gone_after_rmid, "a set of the same key is the old one", int, semctl,
	(int id, int number, int command, union semun argument))
{
	if (command != IPC_RMID || id != set_with_key || is_hidden)
		return real_semctl(id, number, command, argument);
	is_hidden = true;
	return 0;
}
