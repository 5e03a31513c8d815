/* A name is one semaphore for all processes; what becomes of it in those that they start. */
#include "named.h"

#include "../posix_shm/posix_shm.h"

#include <signal.h>
#include <unistd.h>

/* They open it each for itself: none of them inherits it. */
CASE(sem_open_same_name_same_semaphore)
{
	enum { PROCESSES = 3 };
	const char *name = unique_name();
	struct gate *is_there = new_gate();
	struct actor *others[PROCESSES];
	sem_t *semaphore;
	int i;

	for (i = 0; i < PROCESSES; i++) {
		others[i] = ACTOR("other process")
		{
			pass_gate(is_there);
			EXPECT_OK(sem_wait(open_semaphore(name)));
		}
	}
	semaphore = new_named_semaphore(name, 1);
	open_gate(is_there);
	for (i = 1; i < PROCESSES; i++)
		EXPECT_OK(sem_post(semaphore));
	for (i = 0; i < PROCESSES; i++)
		expect_finished(others[i]);
	expect_value(semaphore, 0);
	remove_semaphore(name);
}

CASE(sem_fork_named_open_in_child)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 3);
	struct actor *child = ACTOR("child")
	{
		EXPECT_OK(sem_wait(semaphore));
		EXPECT(open_semaphore(name) == semaphore);
		EXPECT_OK(sem_wait(semaphore));
		close_semaphore(semaphore);
		close_semaphore(semaphore);
	}

	expect_finished(child);
	expect_value(semaphore, 1);
	remove_semaphore(name);
	child = ACTOR("child after sem_unlink()")
	{
		EXPECT_OK(sem_wait(semaphore));
	}
	expect_finished(child);
	expect_value(semaphore, 0);
}

/* Replaces the calling process by a program that reads a line. */
static void become_reader(int fd)
{
	char *const arguments[] = {"head", "-n", "1", NULL};

	SETUP(dup2(fd, STDIN_FILENO));
	SETUP(execvp(arguments[0], arguments));
}

/* The line that the program waits for; until then it can be looked at. */
struct line {
	int read_end;
	int write_end;
};

static struct line new_line(void)
{
	int fds[2];

	SETUP(pipe2(fds, O_CLOEXEC));
	return (struct line){own(fds[0]), own(fds[1])};
}

/* What it has taken stays taken, while the program runs and after it. */
static void expect_value_kept(void)
{
	const char *name = unique_name();
	struct line line = new_line();
	sem_t *semaphore = new_named_semaphore(name, 3);
	struct actor *program = ACTOR("program")
	{
		EXPECT_OK(sem_wait(semaphore));
		EXPECT_OK(sem_wait(semaphore));
		EXPECT_OK(sem_post(semaphore));
		become_reader(line.read_end);
	}

	expect_blocked_in(program, CALL_READ);
	expect_value(semaphore, 2);
	write_bytes(line.write_end, "\n", 1);
	expect_exit(program, 0);
	close_semaphore(semaphore);
	expect_value(open_semaphore(name), 2);
	remove_semaphore(name);
}

/* That a semaphore without a name is closed by its only user frees its memory. */
static void expect_memory_freed(void)
{
	const char *name = unique_name();
	struct line line = new_line();
	struct gate *is_open = new_gate();
	struct gate *was_seen = new_gate();
	struct actor *program;
	long room;

	enter_private_names("size=1m");
	room = room_for_semaphores();
	program = ACTOR("program")
	{
		new_named_semaphore(name, 3);
		remove_semaphore(name);
		open_gate(is_open);
		pass_gate(was_seen);
		become_reader(line.read_end);
	}
	pass_gate(is_open);
	SETUP_THAT(room_for_semaphores() < room, "a semaphore takes no room");
	open_gate(was_seen);
	expect_blocked_in(program, CALL_READ);
	EXPECT_EQ(room, room_for_semaphores());
	write_bytes(line.write_end, "\n", 1);
	expect_exit(program, 0);
}

/* The value is what to look at: whether it is closed, or what closing it does. */
static const struct variant aspects[] = {{"value_kept", false, NULL}, {"memory_freed", true, NULL}};

CASE_VARIANTS(aspects, sem_exec_named_closed)
{
	if (variant()->value)
		expect_memory_freed();
	else
		expect_value_kept();
}

/* The value is the signal that ends the process; 0: it exits. */
static const struct variant ends[] = {{"exit", 0, NULL}, {"killed", SIGKILL, NULL}};

CASE_VARIANTS(ends, sem_exit_named_closed)
{
	int killer = (int)variant()->value;
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 3);
	struct actor *user = ACTOR("user")
	{
		EXPECT_OK(sem_wait(semaphore));
		open_semaphore(name);
		EXPECT_OK(sem_wait(semaphore));
		if (killer)
			raise(killer);
		_exit(3);
	}

	if (killer)
		expect_killed(user, killer);
	else
		expect_exit(user, 3);
	expect_value(semaphore, 1);
	close_semaphore(semaphore);
	expect_value(open_semaphore(name), 1);
	remove_semaphore(name);
}
