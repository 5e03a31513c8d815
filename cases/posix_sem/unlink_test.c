/* What sem_unlink() removes at once, and what stays until nobody uses it. */
#include "named.h"

#include <limits.h>

CASE(sem_unlink_name_gone)
{
	const char *name = unique_name();
	struct actor *other;

	new_named_semaphore(name, 1);
	EXPECT_EQ(0, sem_unlink(name));
	expect_no_semaphore(name);
	other = ACTOR("other process")
	{
		expect_no_semaphore(name);
	}
	expect_finished(other);
}

/* Two processes that have opened it each for itself take turns. */
CASE(sem_unlink_open_users_continue)
{
	const char *name = unique_name();
	struct gate *is_there = new_gate();
	struct gate *is_removed = new_gate();
	struct gate *is_used = new_gate();
	struct actor *other = ACTOR("other process")
	{
		sem_t *mine;

		pass_gate(is_there);
		mine = open_semaphore(name);
		open_gate(is_used);
		pass_gate(is_removed);
		EXPECT_OK(sem_wait(mine));
		EXPECT_OK(sem_wait(mine));
		EXPECT_ERROR(EAGAIN, sem_trywait(mine));
		EXPECT_OK(sem_post(mine));
		close_semaphore(mine);
	}
	sem_t *semaphore = new_named_semaphore(name, 1);

	open_gate(is_there);
	pass_gate(is_used);
	remove_semaphore(name);
	EXPECT_OK(sem_post(semaphore));
	open_gate(is_removed);
	expect_finished(other);
	expect_value(semaphore, 1);
	EXPECT_OK(sem_wait(semaphore));
	close_semaphore(semaphore);
}

CASE(sem_unlink_recreate_is_new)
{
	const char *name = unique_name();
	sem_t *old = new_named_semaphore(name, 1);
	struct actor *other;
	sem_t *new;

	remove_semaphore(name);
	new = create_semaphore(name, O_CREAT | O_EXCL, 0600, 5);
	expect_value(old, 1);
	expect_value(new, 5);
	other = ACTOR("other process")
	{
		sem_t *mine;

		close_semaphore(new);
		mine = open_semaphore(name);
		EXPECT_OK(sem_wait(mine));
		EXPECT_OK(sem_post(old));
	}
	expect_finished(other);
	expect_value(old, 2);
	expect_value(new, 4);
	remove_semaphore(name);
	expect_no_semaphore(name);
}

/* Another process has it open, one waits, and so has the caller. */
CASE(sem_unlink_returns_immediately)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_OK(sem_wait(open_semaphore(name)));
	}
	struct actor *remover;

	expect_blocked_in(waiter, CALL_FUTEX);
	remover = ACTOR("remover")
	{
		EXPECT_EQ(0, sem_unlink(name));
	}
	expect_finished(remover);
	EXPECT(is_running(waiter));
	expect_no_semaphore(name);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
}

CASE(sem_unlink_missing_enoent, sem_unlink_enoent)
{
	const char *name = unique_name();

	EXPECT_ERROR(ENOENT, sem_unlink(name));
	new_named_semaphore(name, 1);
	EXPECT_EQ(0, sem_unlink(name));
	EXPECT_ERROR(ENOENT, sem_unlink(name));
	EXPECT_ERROR(ENOENT, sem_unlink(unique_name()));
}

CASE(sem_unlink_opened_name_not_too_long)
{
	size_t length;

	for (length = 64; length <= NAME_MAX + 4; length += length < 245 ? 31 : 1) {
		const char *name = unique_name_of(length);
		sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);

		if (semaphore == SEM_FAILED)
			break;
		close_semaphore(semaphore);
		EXPECT_EQ(0, sem_unlink(name));
		expect_no_semaphore(name);
	}
}

CASE(sem_unlink_blocked_waiter_unaffected)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, sem_wait(semaphore));
		EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	remove_semaphore(name);
	expect_blocked_in(waiter, CALL_FUTEX);
	EXPECT_OK(sem_post(semaphore));
	expect_finished(waiter);
	expect_value(semaphore, 0);
}
