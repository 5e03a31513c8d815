/* SEM_UNDO: what a process did with it is undone when the process ends, however it ends. */
#include "sysv_sem.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * An actor that does the operations and then waits for the gate to end. They
 * are done when this returns.
 */
#define start_holder(end, id, ...) \
	hold(end, id, (struct sembuf[]){__VA_ARGS__}, OPERATION_COUNT(__VA_ARGS__))

static struct actor *hold(struct gate *end, int id, struct sembuf *operations, size_t count)
{
	struct gate *done = new_gate();
	struct actor *holder = ACTOR("holder")
	{
		EXPECT_EQ(0, semop(id, operations, count));
		open_gate(done);
		pass_gate(end);
	}

	pass_gate(done);
	return holder;
}

static void end_holder(struct actor *holder, struct gate *end)
{
	open_gate(end);
	expect_finished(holder);
}

enum { BY_EXIT, BY__EXIT, BY_ABORT, STATUS = 3 };

static const struct variant ways[] = {
	{"exit", BY_EXIT, NULL}, {"_exit", BY__EXIT, NULL}, {"abort", BY_ABORT, NULL}};

static void end_this_process(long how)
{
	static const struct rlimit none = {0, 0};

	SETUP(setrlimit(RLIMIT_CORE, &none));
	if (how == BY_EXIT)
		exit(STATUS);
	if (how == BY__EXIT)
		_exit(STATUS);
	abort();
}

CASE_VARIANTS(ways, sysv_sem_semop_undo_on_exit)
{
	int id = new_semaphore_set(3);
	struct gate *done = new_gate();
	struct gate *end = new_gate();
	struct actor *holder;

	set_value(id, 0, 5);
	holder = ACTOR("holder")
	{
		EXPECT_EQ(0, operate_all(id, {0, -2, SEM_UNDO}, {1, 3, SEM_UNDO}, {2, 1, 0}));
		open_gate(done);
		pass_gate(end);
		end_this_process(variant()->value);
	}
	pass_gate(done);
	expect_values(id, 3, 3, 1);
	open_gate(end);
	if (variant()->value == BY_ABORT)
		expect_killed(holder, SIGABRT);
	else
		expect_exit(holder, STATUS);
	expect_values(id, 5, 0, 1);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_on_kill)
{
	int id = new_semaphore_set(2);
	struct actor *holder;

	set_value(id, 0, 2);
	holder = ACTOR("holder")
	{
		EXPECT_EQ(0, operate(id, 0, -2, SEM_UNDO));
		operate(id, 1, -1, SEM_UNDO);
	}
	expect_blocked_in(holder, CALL_SEMOP);
	expect_values(id, 0, 0);
	send_signal(holder, SIGKILL);
	expect_killed(holder, SIGKILL);
	/* What it only waited for was not done, so it is not undone. */
	expect_values(id, 2, 0);
	expect_waiting_for_increase(id, 1, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_accumulates)
{
	int id = new_semaphore_set(2);
	struct actor *holder;

	set_value(id, 0, 5);
	holder = ACTOR("holder")
	{
		EXPECT_EQ(0, operate(id, 0, -2, SEM_UNDO));
		EXPECT_EQ(0, operate(id, 0, 1, SEM_UNDO));
		expect_values(id, 4, 0);
		EXPECT_EQ(0, operate_all(id, {1, 4, SEM_UNDO}, {1, -3, SEM_UNDO}));
		EXPECT_EQ(0, operate(id, 1, 2, SEM_UNDO));
		expect_values(id, 4, 3);
		EXPECT_EQ(0, operate(id, 1, 7, 0));
	}
	expect_finished(holder);
	expect_values(id, 5, 7);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_only_flagged)
{
	int id = new_semaphore_set(2);
	struct gate *end = new_gate();
	struct actor *holder;

	set_value(id, 0, 5);
	set_value(id, 1, 5);
	holder = start_holder(end, id, {0, -1, SEM_UNDO}, {1, -1, 0}, {0, -2, 0}, {1, 3, 0});
	expect_values(id, 2, 7);
	end_holder(holder, end);
	expect_values(id, 3, 7);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_wakes_waiters)
{
	int id = new_semaphore_set(2);
	struct gate *end = new_gate();
	struct actor *holder;
	struct actor *for_increase;
	struct actor *for_zero;

	set_value(id, 0, 2);
	holder = start_holder(end, id, {0, -2, SEM_UNDO}, {1, 1, SEM_UNDO});
	for_increase = ACTOR("waiter for an increase") EXPECT_EQ(0, operate(id, 0, -2, 0));
	for_zero = ACTOR("waiter for zero") EXPECT_EQ(0, operate(id, 1, 0, 0));
	expect_blocked_in(for_increase, CALL_SEMOP);
	expect_blocked_in(for_zero, CALL_SEMOP);
	end_holder(holder, end);
	expect_finished(for_increase);
	expect_finished(for_zero);
	expect_values(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_per_semaphore)
{
	int id = new_semaphore_set(3);
	struct gate *ends[] = {new_gate(), new_gate()};
	struct actor *holders[2];

	set_value(id, 0, 9);
	set_value(id, 1, 9);
	set_value(id, 2, 9);
	holders[0] = start_holder(ends[0], id, {0, -1, SEM_UNDO}, {1, -2, SEM_UNDO});
	holders[1] = start_holder(ends[1], id, {1, -3, SEM_UNDO}, {2, 4, SEM_UNDO});
	expect_values(id, 8, 4, 13);
	end_holder(holders[0], ends[0]);
	expect_values(id, 9, 6, 13);
	end_holder(holders[1], ends[1]);
	expect_values(id, 9, 9, 9);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_fork_cleared)
{
	int id = new_semaphore_set(1);
	struct actor *holder;

	set_value(id, 0, 5);
	holder = ACTOR("holder")
	{
		struct actor *child;

		EXPECT_EQ(0, operate(id, 0, -2, SEM_UNDO));
		child = ACTOR("child") expect_value_of(id, 0, 3);
		expect_finished(child);
		expect_value_of(id, 0, 3);
		/* What the child does itself is undone as anybody else's. */
		child = ACTOR("child") EXPECT_EQ(0, operate(id, 0, -1, SEM_UNDO));
		expect_finished(child);
		expect_value_of(id, 0, 3);
	}
	expect_finished(holder);
	expect_value_of(id, 0, 5);
	remove_semaphore_set(id);
}

/* Becomes a program that says "x" and ends when it is told anything. */
static void become_program(int line)
{
	static char *const arguments[] = {"sh", "-c", "echo x; read line", NULL};

	SETUP(dup2(line, STDIN_FILENO));
	SETUP(dup2(line, STDOUT_FILENO));
	SETUP(execvp(arguments[0], arguments));
}

CASE(sysv_sem_semop_undo_exec_kept)
{
	int id = new_semaphore_set(1);
	struct actor *holder;
	int line[2];

	SETUP(socketpair(AF_UNIX, SOCK_STREAM, 0, line));
	own(line[0]);
	own(line[1]);
	set_value(id, 0, 5);
	holder = ACTOR("holder")
	{
		EXPECT_EQ(0, operate(id, 0, -2, SEM_UNDO));
		become_program(line[1]);
	}
	expect_bytes(line[0], "x\n", 2);
	expect_value_of(id, 0, 3);
	write_bytes(line[0], "\n", 1);
	expect_exit(holder, 0);
	expect_value_of(id, 0, 5);
	remove_semaphore_set(id);
}

/* Two processes have adjustments, which set() clears: of the first semaphore, or of both. */
static void expect_cleared(int id, void (*set)(int id), int second_at_end)
{
	struct gate *end = new_gate();
	struct actor *holders[2];

	set_value(id, 0, 9);
	set_value(id, 1, 9);
	holders[0] = start_holder(end, id, {0, -1, SEM_UNDO}, {1, -2, SEM_UNDO});
	holders[1] = start_holder(end, id, {0, 3, SEM_UNDO});
	expect_values(id, 11, 7);
	set(id);
	expect_values(id, 6, 7);
	end_holder(holders[0], end);
	end_holder(holders[1], end);
	expect_values(id, 6, second_at_end);
}

static void set_first(int id)
{
	set_value(id, 0, 6);
}

static void set_both(int id)
{
	unsigned short values[] = {6, 7};
	union semun argument = {.array = values};

	EXPECT_EQ(0, semctl(id, 0, SETALL, argument));
}

CASE(sysv_sem_semop_undo_cleared_by_setval)
{
	int id = new_semaphore_set(2);

	expect_cleared(id, set_first, 9);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_cleared_by_setall)
{
	int id = new_semaphore_set(2);

	expect_cleared(id, set_both, 7);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_undo_gone_after_rmid)
{
	key_t key = unique_key();
	int id = (int)SETUP(semget(key, 1, IPC_CREAT | IPC_EXCL | 0600));
	struct gate *end = new_gate();
	struct actor *holder;
	int value;

	set_value(id, 0, 5);
	holder = start_holder(end, id, {0, -2, SEM_UNDO});
	remove_semaphore_set(id);
	id = (int)EXPECT_OK(semget(key, 1, IPC_CREAT | IPC_EXCL | 0600));
	/* Not to be set here: that clears adjustments. */
	value = (int)EXPECT_OK(semctl(id, 0, GETVAL));
	end_holder(holder, end);
	expect_value_of(id, 0, value);
	remove_semaphore_set(id);
}
