/* What only Linux documents of semop(), and semtimedop(), which only Linux has. */
#include "sysv_sem.h"

#include <limits.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

/* What waits longer than any case takes. */
enum { LONG = 3600 * 1000 };

/* semtimedop() with these operations and a timeout in milliseconds. */
#define operate_within(milliseconds, id, ...)                                        \
	semtimedop(id, (struct sembuf[]){__VA_ARGS__}, OPERATION_COUNT(__VA_ARGS__), \
		   &(struct timespec){(milliseconds) / 1000, (milliseconds) % 1000 * 1000000L})

CASE(sysv_sem_semop_linux_never_restarted)
{
	int id = new_semaphore_set(1);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_ERROR(EINTR, operate(id, 0, -1, 0));
	}

	expect_blocked_in(waiter, CALL_SEMOP);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	expect_waiting_for_increase(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_nsops_zero_linux_einval, semop_einval_no_operations)
{
	int id = new_semaphore_set(1);
	struct sembuf one = {0, 1, 0};

	EXPECT_EQ(0, semop(id, &one, 1));
	EXPECT_ERROR(EINVAL, semop(id, &one, 0));
	expect_value_of(id, 0, 1);
	remove_semaphore_set(id);
}

/* An actor that adds 5 with SEM_UNDO, and ends when the gate is opened. */
static struct actor *start_adder(int id, struct gate *end)
{
	struct gate *done = new_gate();
	struct actor *adder = ACTOR("adder")
	{
		EXPECT_EQ(0, operate(id, 0, 5, SEM_UNDO));
		open_gate(done);
		pass_gate(end);
	}

	pass_gate(done);
	return adder;
}

CASE(sysv_sem_semop_linux_undo_clamps_at_zero)
{
	int id = new_semaphore_set(1);
	struct gate *end = new_gate();
	struct actor *adder = start_adder(id, end);

	EXPECT_EQ(0, operate(id, 0, -2, 0));
	expect_value_of(id, 0, 3);
	open_gate(end);
	expect_finished(adder);
	expect_value_of(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_linux_undo_sets_sempid)
{
	int id = new_semaphore_set(1);
	struct gate *end = new_gate();
	struct actor *adder = start_adder(id, end);

	EXPECT_EQ(0, operate(id, 0, 1, 0));
	EXPECT_EQ(getpid(), semctl(id, 0, GETPID));
	open_gate(end);
	expect_finished(adder);
	EXPECT_EQ(actor_pid(adder), semctl(id, 0, GETPID));
	set_value(id, 0, 1);
	EXPECT_EQ(getpid(), semctl(id, 0, GETPID));
	remove_semaphore_set(id);
}

/* An address where nothing may be read. */
static void *forbidden_memory(void)
{
	void *memory = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
	return memory;
}

CASE(semop_efault)
{
	int id = new_semaphore_set(1);
	struct actor *caller = ACTOR("caller")
	{
		EXPECT_EQ(0, operate(id, 0, 1, 0));
		EXPECT_ERROR(EFAULT, semop(id, forbidden_memory(), 1));
	}

	expect_finished(caller);
	expect_value_of(id, 0, 1);
	remove_semaphore_set(id);
}

CASE(sysv_sem_timedop_linux_timeout_eagain, semtimedop_eagain)
{
	int id = new_semaphore_set(1);
	struct sembuf minus_one = {0, -1, 0};
	struct timespec end;
	struct actor *waiter;

	EXPECT_EQ(0, operate_within(0, id, {0, 1, 0}));
	EXPECT_EQ(0, operate_within(LONG, id, {0, -1, 0}));
	end = time_ahead(CLOCK_MONOTONIC, 10);
	EXPECT_ERROR(EAGAIN, operate_within(10, id, {0, -1, 0}));
	expect_reached(CLOCK_MONOTONIC, end);
	EXPECT_ERROR(EAGAIN, operate_within(0, id, {0, -1, 0}));
	EXPECT_ERROR(EAGAIN, operate_within(LONG, id, {0, -1, IPC_NOWAIT}));
	waiter = ACTOR("waiter without a timeout")
	{
		EXPECT_EQ(0, semtimedop(id, &minus_one, 1, NULL));
	}
	expect_blocked_in(waiter, CALL_SEMOP);
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_finished(waiter);
	expect_value_of(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_timedop_linux_bad_timeout_einval, semtimedop_einval)
{
	static const struct timespec bad[] = {{0, -1}, {0, 1000000000}, {0, LONG_MAX}, {-1, 0}};
	int id = new_semaphore_set(1);
	struct sembuf minus_one = {0, -1, 0};
	size_t i;

	EXPECT_EQ(0, operate_within(LONG, id, {0, 1, 0}));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		EXPECT_ERROR(EINVAL, semtimedop(id, &minus_one, 1, &bad[i]));
	expect_value_of(id, 0, 1);
	remove_semaphore_set(id);
}

CASE(sysv_sem_timedop_linux_timeout_no_change)
{
	int id = new_semaphore_set(3);
	pid_t before;
	struct actor *caller;

	set_value(id, 0, 1);
	before = (pid_t)SETUP(semctl(id, 0, GETPID));
	caller = ACTOR("caller")
	{
		EXPECT_ERROR(EAGAIN, operate_within(5, id, {0, -1, 0}, {1, 2, 0}, {2, -1, 0}));
		expect_values(id, 1, 0, 0);
	}
	expect_finished(caller);
	expect_values(id, 1, 0, 0);
	EXPECT_EQ(before, semctl(id, 0, GETPID));
	EXPECT_EQ(0, semaphore_set_status(id).sem_otime);
	expect_waiting_for_increase(id, 2, 0);
	remove_semaphore_set(id);
}

CASE(semtimedop_eintr)
{
	int id = new_semaphore_set(1);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_EQ(0, operate_within(LONG, id, {0, 0, 0}));
		EXPECT_ERROR(EINTR, operate_within(LONG, id, {0, -1, 0}));
	}

	expect_blocked_in(waiter, CALL_SEMOP);
	expect_waiting_for_increase(id, 0, 1);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	expect_waiting_for_increase(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(semtimedop_eidrm)
{
	int id = new_semaphore_set(1);
	struct actor *waiter = ACTOR("waiter")
	{
		EXPECT_EQ(0, operate_within(LONG, id, {0, 0, 0}));
		EXPECT_ERROR(EIDRM, operate_within(LONG, id, {0, -1, 0}));
	}

	expect_blocked_in(waiter, CALL_SEMOP);
	remove_semaphore_set(id);
	expect_finished(waiter);
}

CASE(semtimedop_efault)
{
	int id = new_semaphore_set(1);
	struct actor *caller = ACTOR("caller")
	{
		struct sembuf one = {0, 1, 0};
		struct timespec none = {0, 0};

		EXPECT_EQ(0, operate_within(LONG, id, {0, 1, 0}));
		EXPECT_ERROR(EFAULT, semtimedop(id, forbidden_memory(), 1, &none));
		EXPECT_ERROR(EFAULT, semtimedop(id, &one, 1, forbidden_memory()));
	}

	expect_finished(caller);
	expect_value_of(id, 0, 1);
	remove_semaphore_set(id);
}

CASE(semtimedop_efbig)
{
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, operate_within(LONG, id, {1, 1, 0}));
	EXPECT_ERROR(EFBIG, operate_within(LONG, id, {0, 1, 0}, {2, -1, 0}));
	expect_values(id, 0, 1);
	remove_semaphore_set(id);
}

/* In a world of its own, where a call may have three operations. */
CASE(semtimedop_e2big)
{
	int id;

	enter_semaphore_limits((struct semaphore_limits){10, 100, 3, 10});
	id = new_semaphore_set(2);
	EXPECT_EQ(0, operate_within(LONG, id, {0, 1, 0}, {0, 1, 0}, {0, 1, 0}));
	EXPECT_ERROR(E2BIG, operate_within(LONG, id, {0, 1, 0}, {0, 1, 0}, {0, 1, 0}, {0, 1, 0}));
	EXPECT_ERROR(E2BIG, operate_all(id, {0, 1, 0}, {0, 1, 0}, {0, 1, 0}, {0, 1, 0}));
	expect_values(id, 3, 0);
	remove_semaphore_set(id);
}

CASE(semtimedop_eacces)
{
	struct semid_ds readable = {.sem_perm = {.uid = geteuid(), .gid = getegid(), .mode = 0444}};
	union semun argument = {.buf = &readable};
	int id = new_semaphore_set(1);
	struct actor *user;

	SETUP(semctl(id, 0, IPC_SET, argument));
	user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_EQ(0, operate_within(LONG, id, {0, 0, 0}));
		EXPECT_ERROR(EACCES, operate_within(LONG, id, {0, 1, 0}));
	}
	expect_finished(user);
	expect_value_of(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(semtimedop_erange)
{
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, operate_within(LONG, id, {0, SHRT_MAX, 0}));
	EXPECT_ERROR(ERANGE, operate_within(LONG, id, {1, 1, 0}, {0, 1, 0}));
	expect_values(id, SHRT_MAX, 0);
	remove_semaphore_set(id);
}
