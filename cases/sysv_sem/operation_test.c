/* What semop() does with one operation that need not wait, and what it leaves behind. */
#include "sysv_sem.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

CASE(sysv_sem_semop_positive_adds)
{
	int id = new_semaphore_set(2);
	struct actor *waiter = ACTOR("waiter") EXPECT_EQ(0, operate(id, 1, -9, 0));

	expect_blocked_in(waiter, CALL_SEMOP);
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_values(id, 1, 0);
	EXPECT_EQ(0, operate(id, 0, 7, IPC_NOWAIT));
	expect_values(id, 8, 0);
	/* At once, too, where somebody waits for more. */
	EXPECT_EQ(0, operate(id, 1, 8, 0));
	expect_values(id, 8, 8);
	EXPECT_EQ(0, operate(id, 1, 1, 0));
	expect_finished(waiter);
	expect_values(id, 8, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_negative_subtracts)
{
	int id = new_semaphore_set(2);

	set_value(id, 0, 9);
	set_value(id, 1, 9);
	EXPECT_EQ(0, operate(id, 0, -4, 0));
	expect_values(id, 5, 9);
	EXPECT_EQ(0, operate(id, 0, -5, 0));
	expect_values(id, 0, 9);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_nowait_eagain, semop_eagain)
{
	int id = new_semaphore_set(2);

	set_value(id, 1, 2);
	EXPECT_ERROR(EAGAIN, operate(id, 0, -1, IPC_NOWAIT));
	EXPECT_ERROR(EAGAIN, operate(id, 1, -3, IPC_NOWAIT));
	EXPECT_ERROR(EAGAIN, operate(id, 1, 0, IPC_NOWAIT));
	expect_values(id, 0, 2);
	EXPECT_EQ(0, operate(id, 1, -2, IPC_NOWAIT));
	EXPECT_EQ(0, operate(id, 1, 0, IPC_NOWAIT));
	expect_values(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_sops_not_modified)
{
	static const struct sembuf original[] = {
		{2, 1, SEM_UNDO}, {0, 3, 0}, {2, -1, IPC_NOWAIT | SEM_UNDO}, {1, 0, 0}};
	int id = new_semaphore_set(3);
	struct sembuf operations[4];

	memcpy(operations, original, sizeof(operations));
	EXPECT_EQ(0, semop(id, operations, 4));
	EXPECT_BYTES(original, operations, sizeof(operations));
	set_value(id, 1, 1);
	operations[3].sem_flg = IPC_NOWAIT;
	EXPECT_ERROR(EAGAIN, semop(id, operations, 4));
	EXPECT_BYTES(original, operations, 3 * sizeof(operations[0]));
	EXPECT_EQ(IPC_NOWAIT, operations[3].sem_flg);
	remove_semaphore_set(id);
}

/* Who operated on the semaphore last. */
static pid_t last_operator(int id, int number)
{
	return (pid_t)SETUP(semctl(id, number, GETPID));
}

CASE(sysv_sem_semop_sempid_set)
{
	int id = new_semaphore_set(3);
	struct actor *caller = ACTOR("caller")
	{
		EXPECT_EQ(0, operate_all(id, {0, 1, 0}, {2, 2, 0}));
		EXPECT_EQ(0, operate(id, 2, -1, 0));
	}

	expect_finished(caller);
	EXPECT_EQ(actor_pid(caller), last_operator(id, 0));
	EXPECT_EQ(actor_pid(caller), last_operator(id, 2));
	EXPECT(actor_pid(caller) != last_operator(id, 1));
	EXPECT_EQ(0, operate(id, 2, -1, 0));
	EXPECT_EQ(getpid(), last_operator(id, 2));
	EXPECT_EQ(actor_pid(caller), last_operator(id, 0));
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_sempid_set_for_zero_op)
{
	int id = new_semaphore_set(2);
	struct actor *caller = ACTOR("caller") EXPECT_EQ(0, operate_all(id, {0, 0, 0}, {1, 1, 0}));
	struct actor *waiter;

	expect_finished(caller);
	EXPECT_EQ(actor_pid(caller), last_operator(id, 0));
	waiter = ACTOR("waiter") EXPECT_EQ(0, operate(id, 1, 0, 0));
	expect_blocked_in(waiter, CALL_SEMOP);
	EXPECT_EQ(actor_pid(caller), last_operator(id, 1));
	EXPECT_EQ(0, operate(id, 1, -1, 0));
	expect_finished(waiter);
	EXPECT_EQ(actor_pid(waiter), last_operator(id, 1));
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_otime_set)
{
	int id = new_semaphore_set(2);
	time_t before = file_clock().tv_sec;
	time_t marked;

	EXPECT_EQ(0, semaphore_set_status(id).sem_otime);
	EXPECT_EQ(0, operate(id, 1, 0, 0));
	marked = semaphore_set_status(id).sem_otime;
	EXPECT_THAT(marked >= before && marked <= time(NULL),
		    "semop(): expected sem_otime to be now, %lld, or shortly after, observed %lld",
		    (long long)before, (long long)marked);
	remove_semaphore_set(id);
}

/* Calls that fail without having waited. */
static void fail_in_every_way(int id)
{
	EXPECT_ERROR(EAGAIN, operate(id, 0, -2, IPC_NOWAIT));
	EXPECT_ERROR(EAGAIN, operate(id, 0, 0, IPC_NOWAIT));
	EXPECT_ERROR(EFBIG, operate_all(id, {0, 1, 0}, {2, 1, 0}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, -1, 0}, {1, -1, IPC_NOWAIT}));
}

CASE(sysv_sem_semop_fail_otime_unchanged)
{
	int id = new_semaphore_set(2);
	pid_t before;
	struct actor *caller;

	set_value(id, 0, 1);
	before = last_operator(id, 0);
	caller = ACTOR("caller")
	{
		catch_signal(SIGUSR1, 0);
		fail_in_every_way(id);
		EXPECT_ERROR(EINTR, operate(id, 0, -2, 0));
	}
	expect_blocked_in(caller, CALL_SEMOP);
	send_signal(caller, SIGUSR1);
	expect_finished(caller);
	EXPECT_EQ(0, semaphore_set_status(id).sem_otime);
	EXPECT_EQ(before, last_operator(id, 0));
	expect_values(id, 1, 0);
	remove_semaphore_set(id);
}
