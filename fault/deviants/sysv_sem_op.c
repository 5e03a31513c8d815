/* Deviants of semop(): what the operations do, alone and in arrays. */
#include "sysv_sem_op.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { MOST = 1000 }; /* operations that a deviant changes */

struct semop_news *semop_news;

void make_semop_news(void)
{
	if (!semop_news)
		semop_news = common_memory(sizeof(*semop_news));
}

bool semop_must_wait(int id, const struct sembuf *operations, size_t count)
{
	size_t i;
	size_t j;

	for (i = 0; i < count; i++) {
		int value = real_semctl(id, operations[i].sem_num, GETVAL);

		if (value == -1)
			return false;
		for (j = 0; j < i; j++)
			if (operations[j].sem_num == operations[i].sem_num)
				value += operations[j].sem_op;
		if (operations[i].sem_op == 0 ? value != 0 : value + operations[i].sem_op < 0)
			return true;
	}
	return false;
}

int semop_changed(int id, const struct sembuf *operations, size_t count,
		  void (*change)(struct sembuf *operation))
{
	struct sembuf changed[MOST];
	size_t i;

	if (count > MOST)
		return fail(E2BIG);
	memcpy(changed, operations, count * sizeof(changed[0]));
	for (i = 0; i < count; i++)
		change(&changed[i]);
	return real_semop(id, changed, count);
}

int semop_one_by_one(int id, const struct sembuf *operations, size_t count)
{
	int result = 0;
	size_t i;

	for (i = 0; i < count && result == 0; i++) {
		struct sembuf one = operations[i];

		result = real_semop(id, &one, 1);
	}
	return result;
}

int semop_what_is_possible(int id, const struct sembuf *operations, size_t count)
{
	int result = 0;
	size_t i;

	for (i = 0; i < count && result == 0; i++) {
		struct sembuf one = operations[i];

		one.sem_flg |= IPC_NOWAIT;
		result = real_semop(id, &one, 1);
	}
	return result;
}

static void add_one(struct sembuf *operation)
{
	if (operation->sem_op > 1)
		operation->sem_op = 1;
}

DEVIANT(sysv_sem_semop_positive_adds, "1 is added, however much it should be", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, add_one);
}

static void subtract_one(struct sembuf *operation)
{
	if (operation->sem_op < -1)
		operation->sem_op = -1;
}

DEVIANT(sysv_sem_semop_negative_subtracts, "1 is subtracted, however much it should be", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, subtract_one);
}

DEVIANT(sysv_sem_semop_negative_blocks, "what there is is subtracted if it is too little", int,
	semop, (int id, struct sembuf *operations, size_t count))
{
	struct sembuf less = operations[0];

	if (count != 1 || less.sem_op >= 0 || less.sem_flg & IPC_NOWAIT ||
	    !semop_must_wait(id, operations, count))
		return real_semop(id, operations, count);
	less.sem_op = (short)-real_semctl(id, less.sem_num, GETVAL);
	return real_semop(id, &less, 1);
}

DEVIANT(sysv_sem_semop_zero_waits_for_zero, "0 is no operation", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return count == 1 && operations[0].sem_op == 0 ? 0 : real_semop(id, operations, count);
}

static void drop_nowait(struct sembuf *operation)
{
	operation->sem_flg &= ~IPC_NOWAIT;
}

DEVIANT(sysv_sem_semop_nowait_eagain, "IPC_NOWAIT is ignored", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_changed(id, operations, count, drop_nowait);
}

static void add_nowait(struct sembuf *operation)
{
	operation->sem_flg |= IPC_NOWAIT;
}

DEVIANT(sysv_sem_semop_nowait_per_operation, "IPC_NOWAIT of one operation is that of all", int,
	semop, (int id, struct sembuf *operations, size_t count))
{
	size_t i;

	for (i = 0; i < count; i++)
		if (operations[i].sem_flg & IPC_NOWAIT)
			return semop_changed(id, operations, count, add_nowait);
	return real_semop(id, operations, count);
}

DEVIANT(sysv_sem_semop_atomic_all_or_none, "the operations are done one by one", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return semop_one_by_one(id, operations, count);
}

DEVIANT(sysv_sem_semop_atomic_no_partial_while_blocked,
	"what can be done is done before the wait for the rest", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	size_t i;

	for (i = 0; i < count; i++)
		if (operations[i].sem_flg & IPC_NOWAIT)
			return real_semop(id, operations, count);
	if (semop_must_wait(id, operations, count))
		return semop_one_by_one(id, operations, count);
	return real_semop(id, operations, count);
}

DEVIANT(sysv_sem_semop_array_order, "the last operation is the first", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	struct sembuf reversed[MOST];
	size_t i;

	if (count > MOST)
		return fail(E2BIG);
	for (i = 0; i < count; i++)
		reversed[i] = operations[count - 1 - i];
	return real_semop(id, reversed, count);
}

DEVIANT(sysv_sem_semop_eagain_leaves_values, "EAGAIN comes when the earlier operations are done",
	int, semop, (int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);

	if (result == -1 && errno == EAGAIN)
		return semop_what_is_possible(id, operations, count);
	return result;
}

DEVIANT(sysv_sem_semop_sops_not_modified, "the flags are lost", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);
	size_t i;

	for (i = 0; i < count; i++)
		operations[i].sem_flg = 0;
	return result;
}

DEVIANT(sysv_sem_semop_sem_num_efbig, "a number beyond the last semaphore means the last", int,
	semop, (int id, struct sembuf *operations, size_t count))
{
	struct semid_ds status = {.sem_nsems = 0};
	union semun argument = {.buf = &status};
	struct sembuf inside[MOST];
	size_t i;

	if (count > MOST || real_semctl(id, 0, IPC_STAT, argument) == -1)
		return real_semop(id, operations, count);
	for (i = 0; i < count; i++) {
		inside[i] = operations[i];
		if (inside[i].sem_num >= status.sem_nsems)
			inside[i].sem_num = (unsigned short)(status.sem_nsems - 1);
	}
	return real_semop(id, inside, count);
}

DEVIANT(sysv_sem_semop_too_many_e2big, "a large array is done in two parts", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);

	if (result == -1 && errno == E2BIG) {
		result = real_semop(id, operations, count / 2);
		if (result == 0)
			result = real_semop(id, operations + count / 2, count - count / 2);
	}
	return result;
}

DEVIANT(sysv_sem_semop_overflow_erange, "the value stops at the maximum", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);
	union semun maximum = {.val = SHRT_MAX};

	if (result == 0 || errno != ERANGE)
		return result;
	real_semctl(id, operations[count - 1].sem_num, SETVAL, maximum);
	return 0;
}

DEVIANT(sysv_sem_semop_alter_permission, "without permission nothing is done, and no error told",
	int, semop, (int id, struct sembuf *operations, size_t count))
{
	int result = real_semop(id, operations, count);

	return result == -1 && errno == EACCES ? 0 : result;
}

DEVIANT(sysv_sem_semop_zero_needs_read, "to wait for zero one needs alter permission", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	struct semid_ds status;
	union semun argument = {.buf = &status};

	if (real_semctl(id, 0, IPC_STAT, argument) == 0 && !(status.sem_perm.mode & 0222))
		return fail(EACCES);
	return real_semop(id, operations, count);
}

DEVIANT(sysv_sem_semop_nsops_zero_linux_einval, "no operations are no error", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return count == 0 ? 0 : real_semop(id, operations, count);
}
