#include "sysv_sem.h"

#include <unistd.h>

int new_semaphore_set(int count)
{
	int id = (int)SETUP(semget(IPC_PRIVATE, count, IPC_CREAT | 0600));
	int number;

	own_semaphore_set(id);
	for (number = 0; number < count; number++)
		sysv_sem_set(id, number, 0);
	return id;
}

void sysv_sem_remove(int id)
{
	check_success(THERE, "semctl(IPC_RMID)", semctl(id, 0, IPC_RMID));
}

void sysv_sem_set(int id, int number, int value)
{
	union semun argument = {.val = value};

	check_success(THERE, "semctl(SETVAL)", semctl(id, number, SETVAL, argument));
}

void sysv_sem_expect(int id, int number, int command, int expected)
{
	const char *name = command == GETVAL	? "semctl(GETVAL)"
			   : command == GETNCNT ? "semctl(GETNCNT)"
						: "semctl(GETZCNT)";

	check_equal(THERE, name, expected, semctl(id, number, command));
}

void sysv_sem_expect_all(int id, const int *expected, size_t count)
{
	unsigned short values[16];
	union semun argument = {.array = values};
	char name[40];
	size_t i;

	check_success(THERE, "semctl(GETALL)", semctl(id, 0, GETALL, argument));
	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "semctl(GETALL)[%zu]", i);
		check_equal(THERE, name, expected[i], values[i]);
	}
}

int operate(int id, int number, int operation, int flags)
{
	struct sembuf one = {(unsigned short)number, (short)operation, (short)flags};

	return semop(id, &one, 1);
}

struct semid_ds semaphore_set_status(int id)
{
	struct semid_ds status = {.sem_nsems = 0};
	union semun argument = {.buf = &status};

	EXPECT_OK(semctl(id, 0, IPC_STAT, argument));
	return status;
}

struct semaphore_limits semaphore_limits(void)
{
	return (struct semaphore_limits){
		.per_set = read_parameter("kernel/sem", 0),
		.semaphores = read_parameter("kernel/sem", 1),
		.operations = read_parameter("kernel/sem", 2),
		.sets = read_parameter("kernel/sem", 3),
	};
}

void enter_semaphore_limits(struct semaphore_limits limits)
{
	enter_private(PRIVATE_IPC);
	set_parameter("kernel/sem", "%lu %lu %lu %lu", limits.per_set, limits.semaphores,
		      limits.operations, limits.sets);
}

void set_mode_of_set(int id, mode_t mode)
{
	struct semid_ds status = {
		.sem_perm = {.uid = geteuid(), .gid = getegid(), .mode = mode & 0777}};
	union semun argument = {.buf = &status};

	SETUP(semctl(id, 0, IPC_SET, argument));
}
