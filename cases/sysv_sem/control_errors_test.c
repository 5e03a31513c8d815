/* When semctl() fails, and what it then leaves alone. */
#include "sysv_sem.h"

#include <limits.h>
#include <unistd.h>

/* The least value that is too large for certain. */
#ifdef __linux__
enum { TOO_LARGE = 32768 };
#else
enum { TOO_LARGE = USHRT_MAX + 1 };
#endif

CASE(sysv_sem_ctl_setval_out_of_range_erange, semctl_erange)
{
	static const int values[] = {
		TOO_LARGE, USHRT_MAX + 1, USHRT_MAX + 6, INT_MAX,
#ifdef __linux__
		-1,	   INT_MIN,
#endif
	};
	int id = new_semaphore_set(2);
	pid_t before;
	size_t i;

	EXPECT_EQ(0, operate(id, 0, 5, 0));
	before = semctl(id, 0, GETPID);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		EXPECT_ERROR(ERANGE, semctl(id, 0, SETVAL, (union semun){.val = values[i]}));
		expect_values(id, 5, 0);
	}
	EXPECT_EQ(before, semctl(id, 0, GETPID));
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_setall_erange_changes_nothing, semctl_erange)
{
	enum { COUNT = 3 };
	int id = new_semaphore_set(COUNT);
	struct actor *waiter = ACTOR("waiter") EXPECT_EQ(0, operate(id, 2, -1, 0));
	int i;

	expect_blocked_in(waiter, CALL_SEMOP);
	set_value(id, 0, 5);
	set_value(id, 1, 6);
	if (TOO_LARGE > USHRT_MAX)
		skip_unsupported("an array can hold no value that is out of range");
	for (i = 0; i < COUNT; i++) {
		unsigned short values[COUNT] = {1, 1, 1};

		values[i] = TOO_LARGE;
		EXPECT_ERROR(ERANGE, semctl(id, 0, SETALL, (union semun){.array = values}));
		values[i] = USHRT_MAX;
		EXPECT_ERROR(ERANGE, semctl(id, 0, SETALL, (union semun){.array = values}));
		expect_values(id, 5, 6, 0);
		expect_blocked_in(waiter, CALL_SEMOP);
	}
	EXPECT_EQ(0, operate(id, 2, 1, 0));
	expect_finished(waiter);
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_semnum_out_of_range_einval, semctl_einval)
{
	static const int numbers[] = {2, 3, 65536, INT_MAX, -1, INT_MIN};
	int id = new_semaphore_set(2);
	size_t i;

	EXPECT_EQ(0, operate_all(id, {0, 5, 0}, {1, 6, 0}));
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		EXPECT_ERROR(EINVAL, semctl(id, numbers[i], GETVAL));
		EXPECT_ERROR(EINVAL, semctl(id, numbers[i], SETVAL, (union semun){.val = 1}));
		EXPECT_ERROR(EINVAL, semctl(id, numbers[i], GETPID));
		EXPECT_ERROR(EINVAL, semctl(id, numbers[i], GETNCNT));
		EXPECT_ERROR(EINVAL, semctl(id, numbers[i], GETZCNT));
	}
	expect_values(id, 5, 6);
	remove_semaphore_set(id);
}

CASE(semctl_einval)
{
	unsigned short values[2] = {1, 1};
	union semun argument = {.array = values};
	int id = new_semaphore_set(2);

	EXPECT_EQ(0, operate_all(id, {0, 5, 0}, {1, 6, 0}));
	EXPECT_ERROR(EINVAL, semctl(id, 0, 999, argument));
	EXPECT_ERROR(EINVAL, semctl(id, 0, INT_MAX, argument));
	EXPECT_ERROR(EINVAL, semctl(id, 0, -1, argument));
	EXPECT_ERROR(EINVAL, semctl(-1, 0, GETVAL));
	EXPECT_ERROR(EINVAL, semctl(-1, 0, SETALL, argument));
	EXPECT_ERROR(EINVAL, semctl(-1, 0, IPC_RMID));
	expect_values(id, 5, 6);
	remove_semaphore_set(id);
}

/* The owner's bits alone count for the owner, so that it can be denied what others may. */
CASE(sysv_sem_ctl_read_commands_need_read, semctl_eacces)
{
	struct actor *owner = ACTOR("unprivileged owner")
	{
		unsigned short values[2] = {1, 2};
		struct semid_ds status;
		int id;

		become_unprivileged();
		id = new_semaphore_set(2);
		set_mode_of_set(id, 0266);
		EXPECT_ERROR(EACCES, semctl(id, 0, GETVAL));
		EXPECT_ERROR(EACCES, semctl(id, 0, GETPID));
		EXPECT_ERROR(EACCES, semctl(id, 0, GETNCNT));
		EXPECT_ERROR(EACCES, semctl(id, 0, GETZCNT));
		EXPECT_ERROR(EACCES, semctl(id, 0, GETALL, (union semun){.array = values}));
		EXPECT_ERROR(EACCES, semctl(id, 0, IPC_STAT, (union semun){.buf = &status}));
		EXPECT_EQ(1, values[0]);
		set_mode_of_set(id, 0400);
		EXPECT_EQ(0, semctl(id, 0, GETVAL));
		EXPECT_EQ(0, semctl(id, 0, GETNCNT));
		EXPECT_EQ(0, semctl(id, 0, GETZCNT));
		EXPECT_OK(semctl(id, 0, GETPID));
		expect_values(id, 0, 0);
		EXPECT_EQ(2, semaphore_set_status(id).sem_nsems);
		remove_semaphore_set(id);
	}

	expect_finished(owner);
}

CASE(sysv_sem_ctl_set_commands_need_alter, semctl_eacces)
{
	struct actor *owner = ACTOR("unprivileged owner")
	{
		unsigned short values[2] = {1, 2};
		int id;

		become_unprivileged();
		id = new_semaphore_set(2);
		set_mode_of_set(id, 0466);
		EXPECT_ERROR(EACCES, semctl(id, 0, SETVAL, (union semun){.val = 1}));
		EXPECT_ERROR(EACCES, semctl(id, 0, SETALL, (union semun){.array = values}));
		expect_values(id, 0, 0);
		set_mode_of_set(id, 0200);
		EXPECT_EQ(0, semctl(id, 0, SETALL, (union semun){.array = values}));
		EXPECT_EQ(0, semctl(id, 0, SETVAL, (union semun){.val = 7}));
		set_mode_of_set(id, 0400);
		expect_values(id, 7, 2);
		remove_semaphore_set(id);
	}

	expect_finished(owner);
}

/* To read and alter it is not to own it. */
CASE(semctl_eperm)
{
	int id = new_semaphore_set(1);
	struct actor *user;

	if (geteuid() != 0)
		skip_unpermitted("there is no other user to become");
	set_mode_of_set(id, 0666);
	user = ACTOR("another user")
	{
		struct semid_ds status;
		union semun argument = {.buf = &status};

		become_unprivileged();
		EXPECT_EQ(0, semctl(id, 0, SETVAL, (union semun){.val = 3}));
		EXPECT_EQ(0, semctl(id, 0, IPC_STAT, argument));
		status.sem_perm.uid = geteuid();
		status.sem_perm.mode = 0600;
		EXPECT_ERROR(EPERM, semctl(id, 0, IPC_SET, argument));
		EXPECT_ERROR(EPERM, semctl(id, 0, IPC_RMID));
	}
	expect_finished(user);
	expect_value_of(id, 0, 3);
	EXPECT_EQ(geteuid(), semaphore_set_status(id).sem_perm.uid);
	EXPECT_EQ(0666, semaphore_set_status(id).sem_perm.mode & 0777);
	remove_semaphore_set(id);
}
