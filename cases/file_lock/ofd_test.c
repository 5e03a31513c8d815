/* Locks that belong to an open file description: F_OFD_SETLK and its like. */
#include "file_lock.h"

#include <signal.h>
#include <stdlib.h>

/* What is asked with F_OFD_GETLK; the call must not fail. */
static struct flock ask(int fd, short type, off_t start, off_t length)
{
	struct flock lock = region(type, start, length);

	EXPECT_OK(fcntl(fd, ofd_getlk(), &lock));
	return lock;
}

/* Neither the end of the process that locked, nor a close of what it opened itself, matters. */
CASE(lock_ofd_owned_by_description)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *child = ACTOR("child")
	{
		EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
		close_end(open_again(path, O_RDWR));
	}

	expect_finished(child);
	expect_locks(path, "..wwww..");
	EXPECT_EQ(F_UNLCK, ask(fd, F_WRLCK, 0, 8).l_type);
	EXPECT_OK(ofd_lock_region(fd, F_RDLCK, 4, 2));
	expect_locks(path, "..wwrr..");
	EXPECT_OK(ofd_lock_region(fd, F_UNLCK, 3, 2));
	expect_locks(path, "..w..r..");
}

CASE(lock_ofd_two_opens_conflict)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	int other = open_again(path, O_RDWR);

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
	expect_ofd_conflict(other, F_WRLCK, 2, 1);
	expect_ofd_conflict(other, F_RDLCK, 5, 1);
	EXPECT_OK(ofd_lock_region(other, F_WRLCK, 6, 2));
	EXPECT_OK(ofd_lock_region(other, F_UNLCK, 0, 4));
	expect_locks(path, "..wwwwww");
	EXPECT_OK(ofd_lock_region(fd, F_RDLCK, 2, 4));
	EXPECT_OK(ofd_lock_region(other, F_RDLCK, 2, 4));
	expect_ofd_conflict(fd, F_WRLCK, 2, 4);
	expect_locks(path, "..rrrrww");
}

CASE(lock_ofd_dup_and_fork_share)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	int copy = own((int)SETUP(dup(fd)));
	struct actor *child;

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 0, 4));
	EXPECT_OK(ofd_lock_region(copy, F_RDLCK, 2, 4));
	expect_locks(path, "wwrrrr..");
	child = ACTOR("child")
	{
		EXPECT_EQ(F_UNLCK, ask(fd, F_WRLCK, 0, 8).l_type);
		EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 4, 4));
		EXPECT_OK(ofd_lock_region(copy, F_RDLCK, 0, 1));
	}
	expect_finished(child);
	expect_locks(path, "rwrrwwww");
	EXPECT_OK(ofd_lock_region(copy, F_WRLCK, 0, 8));
	expect_locks(path, "wwwwwwww");
}

CASE(lock_ofd_released_on_last_close)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	int copy = own((int)SETUP(dup(fd)));
	struct gate *may_close = new_gate();
	struct actor *child;

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
	close_end(open_again(path, O_RDWR));
	close_end(fd);
	expect_locks(path, "..wwww..");
	child = ACTOR("child")
	{
		pass_gate(may_close);
		close_end(copy);
		expect_locks(path, "........");
	}
	close_end(copy);
	expect_locks(path, "..wwww..");
	open_gate(may_close);
	expect_finished(child);
}

CASE(lock_ofd_explicit_unlock_by_child)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *child;

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 0, 8));
	child = ACTOR("child") EXPECT_OK(ofd_lock_region(fd, F_UNLCK, 2, 4));
	expect_finished(child);
	expect_locks(path, "ww....ww");
}

static const struct variant places[] = {{"same_process", 0, NULL}, {"another_process", 1, NULL}};

/* The two kinds in each other's way: through one and the same description, even. */
static void expect_kinds_conflict(int fd)
{
	expect_conflict(fd, F_WRLCK, 2, 1);
	expect_conflict(fd, F_RDLCK, 3, 1);
	EXPECT_OK(lock_region(fd, F_RDLCK, 4, 1));
	EXPECT_OK(lock_region(fd, F_WRLCK, 6, 2));
	expect_ofd_conflict(fd, F_WRLCK, 6, 1);
	expect_ofd_conflict(fd, F_RDLCK, 7, 1);
	expect_ofd_conflict(fd, F_WRLCK, 4, 1);
	EXPECT_OK(ofd_lock_region(fd, F_RDLCK, 4, 1));
}

CASE_VARIANTS(places, lock_ofd_conflicts_with_process_lock)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *child;

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 2));
	EXPECT_OK(ofd_lock_region(fd, F_RDLCK, 4, 2));
	if (variant()->value == 0) {
		expect_kinds_conflict(fd);
		return;
	}
	child = ACTOR("child") expect_kinds_conflict(fd);
	expect_finished(child);
	expect_locks(path, "..wwrr..");
}

/* Who would wait instead would wait for ever. What is free of the region is not locked, either. */
CASE(lock_ofd_setlk_eagain, ofd_setlk_eagain)
{
	const char *path = scratch_path();
	struct actor *holder;
	struct actor *asker;

	open_locked_file(path);
	holder = start_holder(path, F_WRLCK, 2, 4);
	asker = ACTOR("asker")
	{
		int fd = open_again(path, O_RDWR);

		EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 0, 1));
		EXPECT_ERROR_OF(EAGAIN, EACCES, ofd_lock_region(fd, F_WRLCK, 0, 8));
		EXPECT_ERROR_OF(EAGAIN, EACCES, ofd_lock_region(fd, F_RDLCK, 5, 2));
		expect_locks(path, "w.wwww..");
	}
	expect_finished(asker);
	dismiss(holder);
}

/* The types of the lock that is held, and of the one that is waited for. */
static const struct variant awaited[] = {
	{"write_for_write", F_WRLCK, &(const short){F_WRLCK}},
	{"write_for_read", F_WRLCK, &(const short){F_RDLCK}},
	{"read_for_write", F_RDLCK, &(const short){F_WRLCK}},
};

CASE_VARIANTS(awaited, lock_ofd_setlkw_blocks)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	short wanted = *(const short *)variant()->data;
	struct actor *waiter;

	EXPECT_OK(ofd_await_region(fd, (short)variant()->value, 2, 4));
	waiter = ACTOR("waiter")
	{
		int others_fd = open_again(path, O_RDWR);

		EXPECT_OK(ofd_await_region(others_fd, wanted, 0, 8));
		expect_locks(path, wanted == F_WRLCK ? "wwwwwwww" : "rrrrrrrr");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	expect_locks(path, variant()->value == F_WRLCK ? "..wwww.." : "..rrrr..");
	EXPECT_OK(ofd_lock_region(fd, F_UNLCK, 0, 4));
	expect_blocked_in(waiter, CALL_FCNTL);
	EXPECT_OK(ofd_lock_region(fd, F_UNLCK, 4, 2));
	expect_finished(waiter);
}

CASE(ofd_setlkw_eintr, lock_ofd_setlkw_blocks)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *waiter;

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
	waiter = ACTOR("waiter")
	{
		int others_fd = open_again(path, O_RDWR);

		catch_signal(SIGUSR1, 0);
		EXPECT_OK(ofd_await_region(others_fd, F_WRLCK, 9, 1));
		EXPECT_ERROR(EINTR, ofd_await_region(others_fd, F_WRLCK, 0, 8));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		expect_locks(path, "..wwww...w");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	EXPECT_OK(ofd_lock_region(fd, F_UNLCK, 0, 0));
	expect_locks(path, "..........");
}

CASE(lock_ofd_getlk_pid_minus_one)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct flock found;
	struct actor *other;

	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
	found = ask(open_again(path, O_RDWR), F_RDLCK, 0, 8);
	EXPECT_EQ(F_WRLCK, found.l_type);
	EXPECT_EQ(SEEK_SET, found.l_whence);
	EXPECT_EQ(2, found.l_start);
	EXPECT_EQ(4, found.l_len);
	EXPECT_EQ(-1, found.l_pid);
	other = ACTOR("other")
	{
		struct flock seen = region(F_WRLCK, 3, 1);

		EXPECT_OK(fcntl(open_again(path, O_RDWR), F_GETLK, &seen));
		EXPECT_EQ(F_WRLCK, seen.l_type);
		EXPECT_EQ(-1, seen.l_pid);
	}
	expect_finished(other);
}

CASE(lock_ofd_l_pid_must_be_zero)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	const pid_t pids[] = {getpid(), 1, -1};
	size_t i;

	for (i = 0; i < sizeof(pids) / sizeof(pids[0]); i++) {
		struct flock lock = region(F_WRLCK, 2, 4);

		lock.l_pid = pids[i];
		EXPECT_ERROR(EINVAL, fcntl(fd, ofd_setlk(), &lock));
		EXPECT_ERROR(EINVAL, fcntl(fd, ofd_setlkw(), &lock));
		EXPECT_ERROR(EINVAL, fcntl(fd, ofd_getlk(), &lock));
	}
	expect_locks(path, "........");
	EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
	expect_locks(path, "..wwww..");
}

/* What the program has copied, it has copied as the new program. */
CASE(lock_ofd_survives_exec)
{
	static char *const arguments[] = {(char *)"cat", NULL};
	const char *path = scratch_path();
	int input[2];
	int output[2];
	struct actor *cat;

	open_locked_file(path);
	SETUP(pipe(input));
	SETUP(pipe(output));
	cat = ACTOR("cat")
	{
		int fd = (int)SETUP(open(path, O_RDWR));

		EXPECT_OK(ofd_lock_region(fd, F_WRLCK, 2, 4));
		open_again(path, O_RDONLY);
		SETUP(dup2(input[0], STDIN_FILENO));
		SETUP(dup2(output[1], STDOUT_FILENO));
		close_end(input[1]);
		SETUP(execvp("cat", arguments));
	}
	write_bytes(input[1], "y", 1);
	expect_bytes(output[0], "y", 1);
	expect_locks(path, "..wwww..");
	close_end(input[1]);
	expect_exit(cat, EXIT_SUCCESS);
	expect_locks(path, "........");
	close_end(input[0]);
	close_end(output[0]);
	close_end(output[1]);
}
