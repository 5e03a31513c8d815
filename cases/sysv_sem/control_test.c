/* semctl(): the commands on values, and on who operates and waits. */
#include "sysv_sem.h"

#include <unistd.h>

enum { SEMVMX = 32767 }; /* the maximum that every system has, if not a larger one */

CASE(sysv_sem_ctl_getval)
{
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, semctl(id, 0, GETVAL));
	EXPECT_EQ(0, operate(id, 0, 7, 0));
	EXPECT_EQ(7, semctl(id, 0, GETVAL));
	EXPECT_EQ(0, semctl(id, 1, GETVAL));
	EXPECT_EQ(0, operate_all(id, {0, -5, 0}, {1, 3, 0}));
	EXPECT_EQ(2, semctl(id, 0, GETVAL));
	EXPECT_EQ(3, semctl(id, 1, GETVAL));
	/* To look changes nothing. */
	EXPECT_EQ(2, semctl(id, 0, GETVAL));
	EXPECT_ERROR(EAGAIN, operate(id, 0, -3, IPC_NOWAIT));
	EXPECT_EQ(2, semctl(id, 0, GETVAL));
	EXPECT_EQ(0, operate(id, 0, SEMVMX - 2, 0));
	EXPECT_EQ(SEMVMX, semctl(id, 0, GETVAL));
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_setval)
{
	static const int values[] = {1, SEMVMX, 0, 300, 2};
	int id = new_semaphore_set(3);
	size_t i;

	set_value(id, 0, 8);
	set_value(id, 2, 9);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		union semun argument = {.val = values[i]};

		EXPECT_EQ(0, semctl(id, 1, SETVAL, argument));
		expect_values(id, 8, values[i], 9);
	}
	EXPECT_ERROR(EAGAIN, operate(id, 1, -3, IPC_NOWAIT));
	EXPECT_EQ(0, operate(id, 1, -2, IPC_NOWAIT));
	expect_values(id, 8, 0, 9);
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_getall)
{
	enum { UNTOUCHED = 0xa5a5 };
	unsigned short values[5] = {UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED};
	union semun argument = {.array = values + 1};
	int id = new_semaphore_set(3);

	set_value(id, 0, 1);
	set_value(id, 1, SEMVMX);
	EXPECT_EQ(0, operate_all(id, {2, 2, 0}, {0, 2, 0}));
	EXPECT_EQ(0, semctl(id, 0, GETALL, argument));
	EXPECT_EQ(UNTOUCHED, values[0]);
	EXPECT_EQ(3, values[1]);
	EXPECT_EQ(SEMVMX, values[2]);
	EXPECT_EQ(2, values[3]);
	EXPECT_EQ(UNTOUCHED, values[4]);
	remove_semaphore_set(id);
}

/* SETALL with exactly these values. */
#define set_all(id, ...) \
	semctl(id, 0, SETALL, (union semun){.array = (unsigned short[]){__VA_ARGS__}})

CASE(sysv_sem_ctl_setall)
{
	int id = new_semaphore_set(3);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, operate_all(id, {0, -1, 0}, {2, -2, 0}));
	}

	expect_blocked_in(waiter, CALL_SEMOP);
	/* One after the other, from either end, they would let it pass. */
	EXPECT_EQ(0, set_all(id, 1, SEMVMX, 1));
	expect_values(id, 1, SEMVMX, 1);
	EXPECT_EQ(0, set_all(id, 0, 4, 2));
	expect_values(id, 0, 4, 2);
	EXPECT_EQ(0, set_all(id, 1, 3, 1));
	expect_values(id, 1, 3, 1);
	expect_blocked_in(waiter, CALL_SEMOP);
	EXPECT_EQ(0, set_all(id, 5, 0, 7));
	expect_finished(waiter);
	expect_values(id, 4, 0, 5);
	remove_semaphore_set(id);
}

/* An actor that operates on a semaphore, without having to wait, and ends. */
static pid_t operate_as_another(int id, int number, int operation)
{
	struct actor *other = ACTOR("other")
	{
		EXPECT_EQ(0, operate(id, number, operation, IPC_NOWAIT));
	}

	expect_finished(other);
	return actor_pid(other);
}

CASE(sysv_sem_ctl_getpid)
{
	int id = new_semaphore_set(2);
	pid_t other;

	EXPECT_EQ(0, operate_all(id, {0, 1, 0}, {1, 1, 0}));
	EXPECT_EQ(getpid(), semctl(id, 0, GETPID));
	EXPECT_EQ(getpid(), semctl(id, 1, GETPID));
	other = operate_as_another(id, 1, 1);
	EXPECT_EQ(getpid(), semctl(id, 0, GETPID));
	EXPECT_EQ(other, semctl(id, 1, GETPID));
	/* To fail, or to look, is not to operate. */
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, 1, 0}, {1, -9, IPC_NOWAIT}));
	expect_values(id, 1, 2);
	EXPECT_EQ(other, semctl(id, 1, GETPID));
	other = operate_as_another(id, 0, -1);
	EXPECT_EQ(other, semctl(id, 0, GETPID));
	EXPECT_EQ(0, operate_all(id, {0, 0, 0}, {1, -1, 0}));
	EXPECT_EQ(getpid(), semctl(id, 0, GETPID));
	EXPECT_EQ(getpid(), semctl(id, 1, GETPID));
	remove_semaphore_set(id);
}

/* An actor that has to wait to do the operations. */
#define start_waiter(id, ...) \
	wait_for(id, (struct sembuf[]){__VA_ARGS__}, OPERATION_COUNT(__VA_ARGS__))

static struct actor *wait_for(int id, struct sembuf *operations, size_t count)
{
	struct actor *waiter = ACTOR("waiter") EXPECT_EQ(0, semop(id, operations, count));

	expect_blocked_in(waiter, CALL_SEMOP);
	return waiter;
}

CASE(sysv_sem_ctl_getncnt)
{
	int id = new_semaphore_set(2);
	struct actor *one;
	struct actor *two;
	struct actor *for_zero;

	set_value(id, 0, 1);
	EXPECT_EQ(0, semctl(id, 1, GETNCNT));
	one = start_waiter(id, {1, -1, 0});
	EXPECT_EQ(1, semctl(id, 1, GETNCNT));
	/* The semaphore at 0 is not what it waits for. */
	two = start_waiter(id, {0, -1, 0}, {1, -2, 0});
	for_zero = start_waiter(id, {0, 0, 0});
	EXPECT_EQ(2, semctl(id, 1, GETNCNT));
	EXPECT_EQ(0, semctl(id, 0, GETNCNT));
	EXPECT_EQ(0, operate(id, 1, 1, 0));
	expect_finished(one);
	EXPECT_EQ(1, semctl(id, 1, GETNCNT));
	EXPECT_EQ(0, operate(id, 1, 2, 0));
	expect_finished(two);
	expect_finished(for_zero);
	EXPECT_EQ(0, semctl(id, 1, GETNCNT));
	expect_values(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_getzcnt)
{
	int id = new_semaphore_set(2);
	struct actor *one;
	struct actor *two;
	struct actor *for_increase;

	set_value(id, 1, 1);
	EXPECT_EQ(0, semctl(id, 1, GETZCNT));
	one = start_waiter(id, {1, 0, 0});
	EXPECT_EQ(1, semctl(id, 1, GETZCNT));
	/* The semaphore at 0 is not what it waits for. */
	two = start_waiter(id, {0, 0, 0}, {1, 0, 0});
	for_increase = start_waiter(id, {0, -1, 0});
	EXPECT_EQ(2, semctl(id, 1, GETZCNT));
	EXPECT_EQ(0, semctl(id, 0, GETZCNT));
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_finished(for_increase);
	EXPECT_EQ(2, semctl(id, 1, GETZCNT));
	EXPECT_EQ(0, operate(id, 1, -1, 0));
	expect_finished(one);
	expect_finished(two);
	EXPECT_EQ(0, semctl(id, 1, GETZCNT));
	expect_values(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_others_return_zero)
{
	unsigned short values[2] = {8, 9};
	struct semid_ds status;
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, operate_all(id, {0, 5, 0}, {1, 6, 0}));
	EXPECT_EQ(0, semctl(id, 1, SETVAL, (union semun){.val = 7}));
	EXPECT_EQ(0, semctl(id, 1, SETALL, (union semun){.array = values}));
	EXPECT_EQ(0, semctl(id, 1, GETALL, (union semun){.array = values}));
	EXPECT_EQ(0, semctl(id, 1, IPC_STAT, (union semun){.buf = &status}));
	EXPECT_EQ(0, semctl(id, 1, IPC_SET, (union semun){.buf = &status}));
	EXPECT_EQ(0, semctl(id, 1, IPC_RMID));
}

/* The commands that have no use for the union do without. */
CASE(sysv_sem_ctl_union_semun_by_caller)
{
	unsigned short values[2] = {3, 4};
	struct semid_ds status = {.sem_nsems = 0};
	int id = new_semaphore_set(2);
	union semun argument;

	argument.val = 0x1234;
	EXPECT_EQ(0, semctl(id, 1, SETVAL, argument));
	EXPECT_EQ(0x1234, semctl(id, 1, GETVAL));
	argument.array = values;
	EXPECT_EQ(0, semctl(id, 0, SETALL, argument));
	expect_values(id, 3, 4);
	EXPECT_EQ(0, operate(id, 1, 1, 0));
	EXPECT_EQ(0, semctl(id, 0, GETALL, argument));
	EXPECT_EQ(5, values[1]);
	argument.buf = &status;
	EXPECT_EQ(0, semctl(id, 0, IPC_STAT, argument));
	EXPECT_EQ(2, status.sem_nsems);
	EXPECT_EQ(getpid(), semctl(id, 1, GETPID));
	EXPECT_EQ(0, semctl(id, 1, GETNCNT));
	EXPECT_EQ(0, semctl(id, 1, GETZCNT));
	EXPECT_EQ(0, semctl(id, 0, IPC_RMID));
}
