/* <sys/sem.h>: the members of its structures, and the constants. */
#include "sysv_sem.h"

#include <unistd.h>

/* Whether the expression has the type, or rather one compatible with it. */
#define IS_OF(type, expression) _Generic(&(expression), type * : true, default : false)

CASE(sysv_sem_header_members)
{
	struct sembuf operation = {.sem_num = 1, .sem_op = 4, .sem_flg = IPC_NOWAIT};
	int id = new_semaphore_set(2);
	struct semid_ds status;

	EXPECT(IS_OF(unsigned short, operation.sem_num));
	EXPECT(IS_OF(short, operation.sem_op) && IS_OF(short, operation.sem_flg));
	EXPECT_EQ(0, semop(id, &operation, 1));
	expect_values(id, 0, 4);
	status = semaphore_set_status(id);
	EXPECT(IS_OF(struct ipc_perm, status.sem_perm));
	EXPECT(IS_OF(time_t, status.sem_otime) && IS_OF(time_t, status.sem_ctime));
	/* The standard says unsigned short. */
	observe("type of sem_nsems", "%s of %zu bytes",
		IS_OF(unsigned short, status.sem_nsems)	 ? "unsigned short"
		: IS_OF(unsigned long, status.sem_nsems) ? "unsigned long"
							 : "another type",
		sizeof(status.sem_nsems));
	EXPECT_EQ(0600, status.sem_perm.mode & 0777);
	EXPECT_EQ(2, status.sem_nsems);
	EXPECT(status.sem_otime > 0);
	EXPECT(status.sem_ctime > 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_header_constants)
{
	unsigned short values[2] = {2, 3};
	int id = new_semaphore_set(2);
	struct actor *adder = ACTOR("adder") EXPECT_EQ(0, operate(id, 0, 5, SEM_UNDO));
	struct actor *waiter;

	expect_finished(adder);
	EXPECT_EQ(0, semctl(id, 0, GETVAL));
	EXPECT_EQ(0, semctl(id, 0, SETALL, (union semun){.array = values}));
	EXPECT_EQ(0, semctl(id, 0, SETVAL, (union semun){.val = 4}));
	EXPECT_EQ(0, semctl(id, 0, GETALL, (union semun){.array = values}));
	EXPECT_EQ(4, values[0]);
	EXPECT_EQ(3, values[1]);
	EXPECT_EQ(0, operate(id, 1, 1, 0));
	EXPECT_EQ(getpid(), semctl(id, 1, GETPID));
	waiter = ACTOR("waiter") EXPECT_EQ(0, operate(id, 1, 0, 0));
	expect_blocked_in(waiter, CALL_SEMOP);
	EXPECT_EQ(1, semctl(id, 1, GETZCNT));
	EXPECT_EQ(0, semctl(id, 1, GETNCNT));
	EXPECT_EQ(0, operate(id, 1, -4, 0));
	expect_finished(waiter);
	remove_semaphore_set(id);
}
