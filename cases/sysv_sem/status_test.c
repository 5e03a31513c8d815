/* semctl(): IPC_STAT, IPC_SET and IPC_RMID, and the times of a set. */
#include "sysv_sem.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The member of semid_ds is a time from before to now. */
#define EXPECT_NOW(before, member)                                                             \
	do {                                                                                   \
		time_t seen = (member);                                                        \
		time_t now_ = time(NULL);                                                      \
                                                                                               \
		EXPECT_THAT((before) <= seen && seen <= now_,                                  \
			    #member ": expected %jd to %jd, observed %jd", (intmax_t)(before), \
			    (intmax_t)now_, (intmax_t)seen);                                   \
	} while (0)

CASE(sysv_sem_ctl_stat)
{
	time_t before = file_clock().tv_sec;
	int id = new_semaphore_set(3);
	struct semid_ds status;
	union semun argument = {.buf = &status};

	memset(&status, 0xa5, sizeof(status));
	EXPECT_EQ(0, semctl(id, 0, IPC_STAT, argument));
	EXPECT_EQ(geteuid(), status.sem_perm.uid);
	EXPECT_EQ(getegid(), status.sem_perm.gid);
	EXPECT_EQ(geteuid(), status.sem_perm.cuid);
	EXPECT_EQ(getegid(), status.sem_perm.cgid);
	EXPECT_EQ(0600, status.sem_perm.mode & 0777);
	EXPECT_EQ(3, status.sem_nsems);
	EXPECT_EQ(0, status.sem_otime);
	EXPECT_NOW(before, status.sem_ctime);
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	/* The copy stays as it was. */
	EXPECT_EQ(0, status.sem_otime);
	EXPECT_EQ(0, semctl(id, 0, IPC_STAT, argument));
	EXPECT_NOW(before, status.sem_otime);
	expect_values(id, 1, 0, 0);
	remove_semaphore_set(id);
}

/* Value is whom the set is given to; 0: to nobody else. */
static const struct variant owners[] = {{"kept", 0, NULL}, {"given_away", 1, NULL}};

/* What no set of a case is like, and IPC_SET does not look at. */
static const struct semid_ds strange = {
	.sem_perm.cuid = 123,
	.sem_perm.cgid = 123,
	.sem_nsems = 123,
	.sem_otime = 123,
	.sem_ctime = 123,
};

/* The creator remains one of those who may read and remove it. */
CASE_VARIANTS(owners, sysv_sem_ctl_set)
{
	int id = new_semaphore_set(2);
	struct semid_ds wanted = strange;
	struct semid_ds status;
	time_t before;

	if (variant()->value)
		need_other_users();
	set_value(id, 0, 5);
	wanted.sem_perm.uid = variant()->value ? (uid_t)variant()->value : geteuid();
	wanted.sem_perm.gid = variant()->value ? (gid_t)variant()->value : getegid();
	wanted.sem_perm.mode = 0641;
	before = file_clock().tv_sec;
	EXPECT_EQ(0, semctl(id, 0, IPC_SET, (union semun){.buf = &wanted}));
	status = semaphore_set_status(id);
	EXPECT_EQ(wanted.sem_perm.uid, status.sem_perm.uid);
	EXPECT_EQ(wanted.sem_perm.gid, status.sem_perm.gid);
	EXPECT_EQ(0641, status.sem_perm.mode & 0777);
	EXPECT_NOW(before, status.sem_ctime);
	EXPECT_EQ(geteuid(), status.sem_perm.cuid);
	EXPECT_EQ(getegid(), status.sem_perm.cgid);
	EXPECT_EQ(2, status.sem_nsems);
	EXPECT_EQ(0, status.sem_otime);
	expect_values(id, 5, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_ctl_setval_updates_ctime)
{
	unsigned short values[2] = {1, 2};
	int id = new_semaphore_set(2);
	time_t before = file_clock().tv_sec;

	set_value(id, 0, 1);
	EXPECT_NOW(before, semaphore_set_status(id).sem_ctime);
	EXPECT_EQ(0, semaphore_set_status(id).sem_otime);
	before = file_clock().tv_sec;
	EXPECT_EQ(0, semctl(id, 0, SETALL, (union semun){.array = values}));
	EXPECT_NOW(before, semaphore_set_status(id).sem_ctime);
	EXPECT_EQ(0, semaphore_set_status(id).sem_otime);
	remove_semaphore_set(id);
}

static void expect_removed(int id)
{
	unsigned short values[2] = {1, 1};
	struct semid_ds status = {.sem_perm = {.uid = geteuid(), .gid = getegid(), .mode = 0600}};

	EXPECT_ERROR_OF(EINVAL, EIDRM, operate(id, 0, 1, IPC_NOWAIT));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, GETVAL));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, SETVAL, (union semun){.val = 1}));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, GETALL, (union semun){.array = values}));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, SETALL, (union semun){.array = values}));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, IPC_STAT, (union semun){.buf = &status}));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, IPC_SET, (union semun){.buf = &status}));
	EXPECT_ERROR_OF(EINVAL, EIDRM, semctl(id, 0, IPC_RMID));
}

/* Value is how many sets are made afterwards. */
static const struct variant successors[] = {{"at_once", 0, NULL}, {"after_others", 200, NULL}};

/* On Linux, one of 64 successors in a namespace takes the place of the removed set. */
CASE_VARIANTS(successors, sysv_sem_ctl_rmid)
{
	key_t key = unique_key();
	long i;
	int id;

	if (variant()->value)
		enter_private(PRIVATE_IPC);
	id = (int)EXPECT_OK(semget(key, 2, IPC_CREAT | IPC_EXCL | 0600));
	EXPECT_EQ(0, operate(id, 1, 1, SEM_UNDO));
	EXPECT_EQ(0, semctl(id, 0, IPC_RMID));
	expect_removed(id);
	EXPECT_ERROR(ENOENT, semget(key, 0, 0));
	for (i = 0; i < variant()->value; i++) {
		int successor = (int)EXPECT_OK(semget(key, 2, IPC_CREAT | IPC_EXCL | 0640));

		set_value(successor, 0, 4);
		set_value(successor, 1, 5);
		expect_removed(id);
		expect_values(successor, 4, 5);
		EXPECT_EQ(0640, semaphore_set_status(successor).sem_perm.mode & 0777);
		remove_semaphore_set(successor);
	}
}

CASE(sysv_sem_ctl_rmid_semnum_ignored)
{
	static const int numbers[] = {-1, 2, INT_MAX, INT_MIN};
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		int id = new_semaphore_set(2);
		struct semid_ds status = {.sem_nsems = 0};
		union semun argument = {.buf = &status};

		EXPECT_EQ(0, semctl(id, numbers[i], IPC_STAT, argument));
		EXPECT_EQ(2, status.sem_nsems);
		status.sem_perm.mode = 0640;
		EXPECT_EQ(0, semctl(id, numbers[i], IPC_SET, argument));
		EXPECT_EQ(0640, semaphore_set_status(id).sem_perm.mode & 0777);
		EXPECT_EQ(0, semctl(id, numbers[i], IPC_RMID));
		expect_removed(id);
	}
}
