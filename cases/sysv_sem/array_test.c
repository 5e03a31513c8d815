/* Several operations in one call of semop(): all of them or none, in the order of the array. */
#include "sysv_sem.h"

CASE(sysv_sem_semop_nowait_per_operation)
{
	int id = new_semaphore_set(2);
	struct actor *waiter;

	set_value(id, 0, 1);
	/* The flag of an operation that would wait; the other one has none. */
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, -1, 0}, {1, -1, IPC_NOWAIT}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {1, -1, IPC_NOWAIT}, {0, -1, 0}));
	expect_values(id, 1, 0);
	/* The flag of operations that need not wait, before and after the one that must. */
	waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, operate_all(id, {0, -1, IPC_NOWAIT}, {1, -1, 0}, {0, 2, IPC_NOWAIT}));
	}
	expect_blocked_in(waiter, CALL_SEMOP);
	expect_values(id, 1, 0);
	EXPECT_EQ(0, operate(id, 1, 1, 0));
	expect_finished(waiter);
	expect_values(id, 2, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_atomic_all_or_none)
{
	int id = new_semaphore_set(3);

	set_value(id, 1, 2);
	EXPECT_EQ(0, operate_all(id, {0, 3, 0}, {1, -2, 0}, {2, 0, 0}));
	expect_values(id, 3, 0, 0);
	/* Whatever is wrong, and wherever, nothing happens. */
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, -3, 0}, {2, 5, 0}, {1, -1, IPC_NOWAIT}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, 0, IPC_NOWAIT}, {1, 1, 0}, {2, 1, 0}));
	EXPECT_ERROR(EFBIG, operate_all(id, {0, -1, 0}, {1, 1, 0}, {3, 1, 0}));
	expect_values(id, 3, 0, 0);
	EXPECT_EQ(0, operate_all(id, {0, -3, 0}, {2, 5, 0}, {1, 1, IPC_NOWAIT}));
	expect_values(id, 0, 1, 5);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_atomic_no_partial_while_blocked)
{
	int id = new_semaphore_set(3);
	struct actor *waiter;

	set_value(id, 0, 1);
	set_value(id, 1, 2);
	waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, operate_all(id, {0, -1, 0}, {1, 3, 0}, {2, -1, 0}));
	}
	expect_blocked_in(waiter, CALL_SEMOP);
	expect_values(id, 1, 2, 0);
	/* What it is going to take is anybody's until then. */
	EXPECT_EQ(0, operate_all(id, {0, -1, IPC_NOWAIT}, {2, 1, 0}));
	expect_blocked_in(waiter, CALL_SEMOP);
	expect_values(id, 0, 2, 1);
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_finished(waiter);
	expect_values(id, 0, 5, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_array_order)
{
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, operate_all(id, {0, 1, 0}, {0, -1, IPC_NOWAIT}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, -1, IPC_NOWAIT}, {0, 1, 0}));
	expect_values(id, 0, 0);
	/* The lock: free while the value is 0. */
	EXPECT_EQ(0, operate_all(id, {1, 0, IPC_NOWAIT}, {1, 1, 0}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {1, 0, IPC_NOWAIT}, {1, 1, 0}));
	expect_values(id, 0, 1);
	EXPECT_EQ(0, operate_all(id, {1, -1, IPC_NOWAIT}, {1, 0, IPC_NOWAIT}));
	expect_values(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_eagain_leaves_values)
{
	int id = new_semaphore_set(3);

	set_value(id, 0, 4);
	set_value(id, 1, 4);
	EXPECT_ERROR(EAGAIN, operate_all(id, {0, -4, 0}, {1, 1, 0}, {2, -1, IPC_NOWAIT}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {2, 2, 0}, {2, -3, IPC_NOWAIT}));
	EXPECT_ERROR(EAGAIN, operate_all(id, {2, -1, IPC_NOWAIT}, {0, 1, 0}, {1, -1, 0}));
	expect_values(id, 4, 4, 0);
	remove_semaphore_set(id);
}
