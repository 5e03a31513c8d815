/* F_SETLKW: it waits for what is in its way, and is woken, interrupted or cancelled. */
#include "file_lock.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

/*
 * The types that the caller holds for bytes 2 to 5 and the waiter wants for
 * bytes 0 to 7, and how the caller puts an end to the conflict.
 */
struct conflict {
	short held;
	short wanted;
	void (*end)(int fd, struct actor *waiter);
	const char *locked;
};

static void unlock(int fd, struct actor *waiter)
{
	(void)waiter;
	EXPECT_OK(lock_region(fd, F_UNLCK, 2, 4));
}

static void unlock_in_parts(int fd, struct actor *waiter)
{
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 3));
	expect_blocked_in(waiter, CALL_FCNTL);
	EXPECT_OK(lock_region(fd, F_UNLCK, 4, 4));
	expect_blocked_in(waiter, CALL_FCNTL);
	EXPECT_OK(lock_region(fd, F_UNLCK, 3, 1));
}

static void downgrade(int fd, struct actor *waiter)
{
	(void)waiter;
	EXPECT_OK(lock_region(fd, F_RDLCK, 2, 4));
}

static void close_file(int fd, struct actor *waiter)
{
	(void)waiter;
	close_end(fd);
}

/* A process that was stopped, and goes on, still waits. */
static void stop_and_unlock(int fd, struct actor *waiter)
{
	int status;

	send_signal(waiter, SIGSTOP);
	SETUP(waitpid(actor_pid(waiter), &status, WUNTRACED));
	send_signal(waiter, SIGCONT);
	SETUP(waitpid(actor_pid(waiter), &status, WCONTINUED));
	expect_blocked_in(waiter, CALL_FCNTL);
	unlock(fd, waiter);
}

/* Nor does a signal end the wait that the process ignores. */
static void signal_and_unlock(int fd, struct actor *waiter)
{
	send_signal(waiter, SIGURG);
	expect_blocked_in(waiter, CALL_FCNTL);
	unlock(fd, waiter);
}

#define CONFLICT(...) (&(const struct conflict){__VA_ARGS__})

static const struct variant conflicts[] = {
	{"write_for_write", 0, CONFLICT(F_WRLCK, F_WRLCK, unlock, "wwwwwwww")},
	{"write_for_read", 0, CONFLICT(F_WRLCK, F_RDLCK, unlock, "rrrrrrrr")},
	{"read_for_write", 0, CONFLICT(F_RDLCK, F_WRLCK, unlock, "wwwwwwww")},
	{"in_parts", 0, CONFLICT(F_WRLCK, F_WRLCK, unlock_in_parts, "wwwwwwww")},
	{"downgraded", 0, CONFLICT(F_WRLCK, F_RDLCK, downgrade, "rrrrrrrr")},
	{"closed", 0, CONFLICT(F_WRLCK, F_WRLCK, close_file, "wwwwwwww")},
	{"stopped", 0, CONFLICT(F_WRLCK, F_WRLCK, stop_and_unlock, "wwwwwwww")},
	{"ignored_signal", 0, CONFLICT(F_WRLCK, F_WRLCK, signal_and_unlock, "wwwwwwww")},
};

CASE_VARIANTS(conflicts, lock_wait_blocks_until_free)
{
	const struct conflict *conflict = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct gate *has_lock = new_gate();
	struct actor *heir;

	EXPECT_OK(lock_region(fd, conflict->held, 2, 4));
	heir = start_heir(path, conflict->wanted, 0, 8, has_lock);
	expect_blocked_in(heir, CALL_FCNTL);
	expect_locks(path, conflict->held == F_WRLCK ? "..wwww.." : "..rrrr..");
	conflict->end(fd, heir);
	pass_gate(has_lock);
	expect_locks(path, conflict->locked);
	dismiss(heir);
}

/* Asks for bytes 0 to 7, with a lock of byte 9 of its own. */
CASE(lock_wait_eintr, setlkw_eintr)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *waiter;

	set_locks(fd, "..wwww..");
	waiter = ACTOR("waiter")
	{
		int waiters_fd = open_again(path, O_RDWR);

		catch_signal(SIGUSR1, 0);
		EXPECT_OK(await_region(waiters_fd, F_WRLCK, 9, 1));
		EXPECT_ERROR(EINTR, await_region(waiters_fd, F_WRLCK, 0, 8));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		expect_locks(path, "..wwww...w");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 0));
	expect_locks(path, "..........");
}

static void request_own_cancellation(void)
{
	SETUP_RETURNS_0(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL));
	SETUP_RETURNS_0(pthread_cancel(pthread_self()));
	SETUP_RETURNS_0(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL));
}

static void await_lock(void *fd)
{
	if (variant()->value)
		request_own_cancellation();
	EXPECT_OK(await_region(*(int *)fd, F_WRLCK, 0, 8));
}

static const struct variant cancellations[] = {{"waiting", 0, NULL}, {"pending", 1, NULL}};

CASE_VARIANTS(cancellations, lock_wait_cancellation_point)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_WRLCK, 2, 4);
	struct actor *waiter = start_thread("waiter", await_lock, &fd);

	if (variant()->value == 0) {
		expect_blocked_in(waiter, CALL_FCNTL);
		SETUP_RETURNS_0(pthread_cancel(actor_thread(waiter)));
	}
	expect_cancelled(waiter);
	expect_locks(path, "..wwww..");
	dismiss(holder);
	expect_locks(path, "........");
}

/* What happens while the waiter waits for two bytes from the offset, or from the end. */
struct drift {
	short whence;
	off_t start;
	void (*drift)(int fd);
};

static void seek(int fd)
{
	SETUP(lseek(fd, 12, SEEK_SET));
}

static void grow(int fd)
{
	SETUP(ftruncate(fd, 2 * LOCKED_FILE_SIZE));
}

static void shrink(int fd)
{
	SETUP(ftruncate(fd, LOCKED_FILE_SIZE - 2));
}

#define DRIFT(...) (&(const struct drift){__VA_ARGS__})

static const struct variant drifts[] = {
	{"seek", 0, DRIFT(SEEK_CUR, 0, seek)},
	{"growth", 0, DRIFT(SEEK_END, -LOCKED_FILE_SIZE + 4, grow)},
	{"truncation", 0, DRIFT(SEEK_END, -LOCKED_FILE_SIZE + 4, shrink)}};

/* The waiter shares the open file description, and with it the offset, with its starter. */
CASE_VARIANTS(drifts, lock_wait_range_fixed_at_call)
{
	const struct drift *drift = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *waiter;

	set_locks(fd, "..wwww..........");
	SETUP(lseek(fd, 4, SEEK_SET));
	waiter = ACTOR("waiter")
	{
		struct flock lock = {.l_type = F_WRLCK,
				     .l_whence = drift->whence,
				     .l_start = drift->start,
				     .l_len = 2};

		EXPECT_OK(fcntl(fd, F_SETLKW, &lock));
		expect_locks(path, "....ww..........");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	drift->drift(fd);
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 0));
	expect_finished(waiter);
}

/* Who would wait would wait for ever. */
CASE(lock_wait_no_conflict_immediate)
{
	const char *path = scratch_path();
	struct actor *holder;
	struct actor *asker;

	open_locked_file(path);
	holder = start_holder(path, F_RDLCK, 2, 2);
	asker = ACTOR("asker")
	{
		int fd = open_again(path, O_RDWR);

		EXPECT_OK(await_region(fd, F_WRLCK, 0, 2));
		EXPECT_OK(await_region(fd, F_RDLCK, 1, 4));
		expect_locks(path, "wrrrr...");
		EXPECT_OK(await_region(fd, F_WRLCK, 4, 4));
		expect_locks(path, "wrrrwwww");
		EXPECT_OK(await_region(fd, F_UNLCK, 1, 5));
		expect_locks(path, "w.rr..ww");
	}
	expect_finished(asker);
	dismiss(holder);
}
