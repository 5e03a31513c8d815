/* What ends a process's locks besides F_UNLCK: a close, its end; and what does not. */
#include "file_lock.h"

#include <signal.h>
#include <stdlib.h>

/* Ways to close a descriptor of the file, which fd is one of. */
struct closing {
	void (*close)(const char *path, int fd);
};

static void close_itself(const char *path, int fd)
{
	(void)path;
	close_end(fd);
}

static void close_another_open(const char *path, int fd)
{
	(void)fd;
	close_end(open_again(path, O_RDONLY));
}

static void close_duplicate(const char *path, int fd)
{
	(void)path;
	close_end((int)SETUP(dup(fd)));
}

static void replace_another_open(const char *path, int fd)
{
	int other = open_again(path, O_RDWR);

	(void)fd;
	EXPECT_OK(dup2(own((int)SETUP(open("/", O_RDONLY | O_CLOEXEC))), other));
}

#define CLOSING(...) (&(const struct closing){__VA_ARGS__})

static const struct variant closings[] = {{"the_descriptor", 0, CLOSING(close_itself)},
					  {"another_open", 0, CLOSING(close_another_open)},
					  {"a_duplicate", 0, CLOSING(close_duplicate)},
					  {"by_dup2", 0, CLOSING(replace_another_open)}};

CASE_VARIANTS(closings, lock_release_any_close_drops_all)
{
	const struct closing *closing = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_RDLCK, 6, 2);

	EXPECT_OK(lock_region(fd, F_WRLCK, 0, 2));
	EXPECT_OK(lock_region(open_again(path, O_RDWR), F_RDLCK, 4, 3));
	expect_locks(path, "ww..rrrr");
	closing->close(path, fd);
	expect_locks(path, "......rr");
	dismiss(holder);
}

static const struct variant ends[] = {{"exit", 0, NULL}, {"killed", SIGKILL, NULL}};

/* The open file description outlives the holder: the starter has it, too. */
CASE_VARIANTS(ends, lock_release_process_exit)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct gate *has_lock = new_gate();
	struct gate *may_end = new_gate();
	struct actor *waiters[2];
	struct actor *holder = ACTOR("holder")
	{
		set_locks(fd, "wwwwrrrr");
		open_gate(has_lock);
		pass_gate(may_end);
		if (variant()->value)
			raise((int)variant()->value);
		_exit(EXIT_SUCCESS);
	}

	pass_gate(has_lock);
	waiters[0] = start_waiter(path, F_RDLCK, 0, 2);
	waiters[1] = start_waiter(path, F_WRLCK, 3, 4);
	expect_blocked_in(waiters[0], CALL_FCNTL);
	expect_blocked_in(waiters[1], CALL_FCNTL);
	open_gate(may_end);
	if (variant()->value)
		expect_killed(holder, (int)variant()->value);
	else
		expect_exit(holder, EXIT_SUCCESS);
	expect_finished(waiters[0]);
	expect_finished(waiters[1]);
	expect_locks(path, "........");
}

CASE(lock_fork_not_inherited)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *child;

	set_locks(fd, "wwwwrrrr");
	child = ACTOR("child")
	{
		struct flock lock = region(F_WRLCK, 0, 4);

		expect_conflict(fd, F_WRLCK, 0, 1);
		expect_conflict(fd, F_RDLCK, 3, 1);
		expect_conflict(fd, F_WRLCK, 4, 4);
		EXPECT_OK(fcntl(fd, F_GETLK, &lock));
		EXPECT_EQ(F_WRLCK, lock.l_type);
		EXPECT_EQ(getppid(), lock.l_pid);
		EXPECT_OK(lock_region(fd, F_UNLCK, 0, 0));
	}
	expect_finished(child);
	expect_locks(path, "wwwwrrrr");
}

CASE(lock_fork_child_close_keeps_parent_lock)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *child;

	set_locks(fd, "wwwwrrrr");
	child = ACTOR("child")
	{
		close_end(open_again(path, O_RDWR));
		close_end(fd);
		expect_locks(path, "wwwwrrrr");
	}
	expect_finished(child);
	expect_locks(path, "wwwwrrrr");
}

static const struct variant executions[] = {{"kept", 0, NULL}, {"closed_by_exec", 1, NULL}};

/* What the program has copied, it has copied as the new program. */
CASE_VARIANTS(executions, lock_exec_kept)
{
	static char *const arguments[] = {(char *)"cat", NULL};
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	int input[2];
	int output[2];
	struct actor *cat;

	SETUP(pipe(input));
	SETUP(pipe(output));
	cat = ACTOR("cat")
	{
		SETUP(fcntl(fd, F_SETFD, 0));
		set_locks(fd, "wwwwrrrr");
		if (variant()->value)
			open_again(path, O_RDONLY);
		SETUP(dup2(input[0], STDIN_FILENO));
		SETUP(dup2(output[1], STDOUT_FILENO));
		close_end(input[1]);
		SETUP(execvp("cat", arguments));
	}
	write_bytes(input[1], "y", 1);
	expect_bytes(output[0], "y", 1);
	expect_locks(path, variant()->value ? "........" : "wwwwrrrr");
	close_end(input[1]);
	expect_exit(cat, EXIT_SUCCESS);
	expect_locks(path, "........");
	close_end(input[0]);
	close_end(output[0]);
	close_end(output[1]);
}

/* Not closed until the end, which would release the locks. */
static void expect_same_locks(const char *path, int fd, int other)
{
	struct flock lock = region(F_WRLCK, 0, 8);

	EXPECT_OK(lock_region(fd, F_WRLCK, 0, 4));
	EXPECT_OK(lock_region(other, F_RDLCK, 4, 4));
	EXPECT_OK(fcntl(fd, F_GETLK, &lock));
	EXPECT_EQ(F_UNLCK, lock.l_type);
	lock.l_type = F_WRLCK;
	EXPECT_OK(fcntl(other, F_GETLK, &lock));
	EXPECT_EQ(F_UNLCK, lock.l_type);
	expect_locks(path, "wwwwrrrr");
	EXPECT_OK(lock_region(other, F_UNLCK, 0, 2));
	EXPECT_OK(lock_region(fd, F_WRLCK, 6, 2));
	expect_locks(path, "..wwrrww");
}

CASE(lock_dup_shares_locks)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	expect_same_locks(path, fd, own((int)SETUP(dup(fd))));
}

CASE(lock_two_opens_same_process)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	expect_same_locks(path, fd, open_again(path, O_RDWR));
}

CASE(lock_hard_link_same_file)
{
	const char *path = scratch_path();
	const char *another = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder;

	SETUP(link(path, another));
	holder = start_holder(another, F_WRLCK, 4, 2);
	set_locks(fd, "rr......");
	expect_conflict(fd, F_RDLCK, 4, 1);
	expect_locks(path, "rr..ww..");
	expect_locks(another, "rr..ww..");
	dismiss(holder);
}
