/*
 * Several processes that wait for locks of one file: those not in each other's
 * way all proceed, the others one after the other.
 */
#include "file_lock.h"

#include <stdatomic.h>

enum { WAITERS = 3 };

/* What each of them waits for, while the caller holds bytes 0 to 8 by that type. */
struct crowd {
	short held;
	short wanted;
	off_t step; /* how far the waiters' regions of three bytes are apart */
	const char *locked;
};

#define CROWD(...) (&(const struct crowd){__VA_ARGS__})

static const struct variant crowds[] = {
	{"readers", 0, CROWD(F_WRLCK, F_RDLCK, 0, "rrr......")},
	{"readers_apart", 0, CROWD(F_WRLCK, F_RDLCK, 3, "rrrrrrrrr")},
	{"writers_apart", 0, CROWD(F_WRLCK, F_WRLCK, 3, "wwwwwwwww")},
	{"writers_apart_behind_read", 0, CROWD(F_RDLCK, F_WRLCK, 3, "wwwwwwwww")},
};

CASE_VARIANTS(crowds, lock_wait_blocks_until_free)
{
	const struct crowd *crowd = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct gate *has_lock[WAITERS];
	struct actor *heirs[WAITERS];
	int i;

	EXPECT_OK(lock_region(fd, crowd->held, 0, 9));
	for (i = 0; i < WAITERS; i++) {
		has_lock[i] = new_gate();
		heirs[i] = start_heir(path, crowd->wanted, i * crowd->step, 3, has_lock[i]);
	}
	for (i = 0; i < WAITERS; i++)
		expect_blocked_in(heirs[i], CALL_FCNTL);
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 9));
	for (i = 0; i < WAITERS; i++)
		pass_gate(has_lock[i]);
	expect_locks(path, crowd->locked);
	for (i = 0; i < WAITERS; i++)
		dismiss(heirs[i]);
}

/* Who waits for what is given free proceeds, and nobody else. */
CASE(lock_set_adjacent_bytes_independent, lock_wait_blocks_until_free)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct gate *has_lock = new_gate();
	struct actor *heir;
	struct actor *waiter;

	EXPECT_OK(lock_region(fd, F_WRLCK, 0, 9));
	heir = start_heir(path, F_WRLCK, 3, 3, has_lock);
	waiter = start_waiter(path, F_WRLCK, 0, 3);
	expect_blocked_in(heir, CALL_FCNTL);
	expect_blocked_in(waiter, CALL_FCNTL);
	EXPECT_OK(lock_region(fd, F_UNLCK, 3, 3));
	pass_gate(has_lock);
	expect_blocked_in(waiter, CALL_FCNTL);
	dismiss(heir);
	expect_locks(path, "www...www");
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 3));
	expect_finished(waiter);
}

/* The end of each lets the next one proceed. In which order they do is left open. */
CASE(lock_release_process_exit, lock_wait_blocks_until_free)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	atomic_int *turns = share(sizeof(*turns));
	char *order = share(WAITERS + 1);
	struct actor *waiters[WAITERS];
	int i;

	set_locks(fd, "w");
	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			EXPECT_OK(await_region(open_again(path, O_RDWR), F_WRLCK, 0, 1));
			order[(*turns)++] = (char)('1' + i);
		}
		expect_blocked_in(waiters[i], CALL_FCNTL);
	}
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 1));
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
	observe("order in which writers that wait get the lock", "%s", order);
}
