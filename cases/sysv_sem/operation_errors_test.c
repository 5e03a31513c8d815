/* When semop() fails; what ends a call that waits is in blocked_test.c. */
#include "sysv_sem.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

CASE(sysv_sem_semop_sem_num_efbig, semop_efbig)
{
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, operate(id, 1, 1, 0));
	EXPECT_ERROR(EFBIG, operate(id, 2, 1, 0));
	EXPECT_ERROR(EFBIG, operate(id, 2, 0, IPC_NOWAIT));
	EXPECT_ERROR(EFBIG, operate(id, USHRT_MAX, -1, IPC_NOWAIT));
	EXPECT_ERROR(EFBIG, operate_all(id, {0, 1, 0}, {2, 1, 0}, {1, 1, 0}));
	expect_values(id, 0, 1);
	remove_semaphore_set(id);
}

/* How many operations a call may have, as far as the system tells; 0: it does not. */
static size_t operation_limit(void)
{
	return has_parameter("kernel/sem") ? semaphore_limits().operations : 0;
}

/* semop() with so many operations: all wait for zero, but the last, which adds 1. */
static int operate_often(int id, size_t count)
{
	struct sembuf *operations = calloc(count, sizeof(*operations));
	int result;

	SETUP_THAT(operations, "no memory for %zu operations", count);
	operations[count - 1] = (struct sembuf){1, 1, 0};
	result = semop(id, operations, count);
	free(operations);
	return result;
}

CASE(sysv_sem_semop_too_many_e2big, semop_e2big)
{
	enum { MANY = 1 << 20 };
	int id = new_semaphore_set(2);
	size_t limit = operation_limit();

	EXPECT_EQ(0, operate_often(id, limit ? limit : 1));
	EXPECT_ERROR(E2BIG, operate_often(id, limit ? limit + 1 : MANY));
	expect_values(id, 0, 1);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_overflow_erange, semop_erange)
{
	int id = new_semaphore_set(2);
	int maximum = 0;

	/* The value is an unsigned short: three times the largest operation is too much. */
	while (operate(id, 0, SHRT_MAX, 0) == 0 && maximum < 2 * SHRT_MAX)
		maximum += SHRT_MAX;
	EXPECT(maximum >= SHRT_MAX);
	expect_values(id, maximum, 0);
	EXPECT_ERROR(ERANGE, operate(id, 0, SHRT_MAX, 0));
	EXPECT_ERROR(ERANGE, operate_all(id, {1, 1, 0}, {0, SHRT_MAX, IPC_NOWAIT}));
	EXPECT_EQ(0, operate_all(id, {0, -SHRT_MAX, 0}, {0, SHRT_MAX, 0}));
	expect_values(id, maximum, 0);
	remove_semaphore_set(id);
}

/* The adjustment has a range, too: it grows here, while the value stays 0. */
CASE(semop_erange)
{
	enum { STEP = 16384, MANY = 8 };
	int id = new_semaphore_set(1);
	int *adjustment = share(sizeof(*adjustment));
	struct actor *caller = ACTOR("caller")
	{
		while (operate_all(id, {0, STEP, 0}, {0, -STEP, SEM_UNDO}) == 0 &&
		       *adjustment < MANY * STEP)
			*adjustment += STEP;
		EXPECT(*adjustment > 0);
		EXPECT_ERROR(ERANGE, operate_all(id, {0, STEP, 0}, {0, -STEP, SEM_UNDO}));
		expect_value_of(id, 0, 0);
	}

	expect_finished(caller);
	/* The calls that failed have not changed the adjustment, either. */
	expect_value_of(id, 0, *adjustment);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_alter_permission, semop_eacces)
{
	int id = new_semaphore_set(2);
	struct gate *was_denied = new_gate();
	struct gate *may_alter = new_gate();
	struct actor *user;

	set_value(id, 0, 1);
	set_mode_of_set(id, 0444);
	user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_EQ(0, operate(id, 1, 0, 0));
		EXPECT_ERROR(EACCES, operate(id, 0, 1, 0));
		EXPECT_ERROR(EACCES, operate(id, 0, -1, 0));
		EXPECT_ERROR(EACCES, operate_all(id, {1, 0, 0}, {0, -1, SEM_UNDO}));
		open_gate(was_denied);
		pass_gate(may_alter);
		EXPECT_EQ(0, operate(id, 1, 3, 0));
	}
	pass_gate(was_denied);
	expect_values(id, 1, 0);
	set_mode_of_set(id, 0222);
	open_gate(may_alter);
	expect_finished(user);
	set_mode_of_set(id, 0600);
	expect_values(id, 1, 3);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_zero_needs_read)
{
	int id = new_semaphore_set(2);
	struct gate *has_waited = new_gate();
	struct gate *may_not_read = new_gate();
	struct actor *user;

	set_mode_of_set(id, 0444);
	user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_EQ(0, operate(id, 0, 0, IPC_NOWAIT));
		EXPECT_EQ(0, operate_all(id, {0, 0, 0}, {1, 0, 0}));
		open_gate(has_waited);
		pass_gate(may_not_read);
		EXPECT_ERROR(EACCES, operate(id, 0, 0, IPC_NOWAIT));
	}
	pass_gate(has_waited);
	set_mode_of_set(id, 0222);
	open_gate(may_not_read);
	expect_finished(user);
	remove_semaphore_set(id);
}

CASE(semop_einval_id)
{
	int id = new_semaphore_set(1);

	EXPECT_EQ(0, operate(id, 0, 1, 0));
	EXPECT_ERROR(EINVAL, operate(-1, 0, 1, 0));
	EXPECT_ERROR(EINVAL, operate(-1, 0, 0, IPC_NOWAIT));
	remove_semaphore_set(id);
	EXPECT_ERROR_OF(EINVAL, EIDRM, operate(id, 0, 1, 0));
}
