/* System V objects under gVisor. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "finding.h"

enum { OTHER_USER = 1, UNUSUAL_GROUP = 12345 };

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

struct message {
	long type;
	char text[8];
};

/* A key that nothing had, with a message queue of that mode; 0 with errno. */
static key_t new_key(int mode)
{
	key_t key = getpid();

	while (remember_queue(msgget(key, IPC_CREAT | IPC_EXCL | mode)) == -1) {
		if (errno != EEXIST)
			return 0;
		key += 65536;
	}
	return key;
}

FINDING("gVisor does not check the permission when a System V object is got by its key")
{
	key_t key;

	if (!drop_root() || (key = new_key(0)) == 0)
		return CANNOT_TRY;
	return msgget(key, 0400) != -1 ? SHOWN : NOT_SHOWN;
}

/* Gives the queue to another user and another group. */
static bool give_away(int id, unsigned short mode)
{
	struct msqid_ds status;

	if (msgctl(id, IPC_STAT, &status) == -1)
		return false;
	status.msg_perm.uid = OTHER_USER;
	status.msg_perm.gid = UNUSUAL_GROUP;
	status.msg_perm.mode = mode;
	return msgctl(id, IPC_SET, &status) == 0;
}

FINDING("gVisor does not check the permission bits of a System V object that is got by its key, "
	"and heeds the owner only, not the creator")
{
	struct msqid_ds status;
	int id, reader;
	key_t key;

	if ((key = new_key(0)) == 0 || (id = msgget(key, 0)) == -1 || !give_away(id, 0040))
		return CANNOT_TRY;
	if (geteuid() != 0) {
		errno = EPERM;
		return CANNOT_TRY;
	}
	/* Of the creator's group, and nobody else's. */
	reader = fork();
	if (reader == 0) {
		if (setuid(UNUSUAL_GROUP) == -1)
			_exit(CANNOT_TRY);
		_exit(msgget(key, 0600) != -1 && msgctl(id, IPC_STAT, &status) == -1 ? SHOWN
										     : NOT_SHOWN);
	}
	return outcome_of(reader);
}

FINDING("gVisor does not let the creator of a System V object use it by the permission bits of the "
	"owner")
{
	struct message message = {1, "a"};
	int id;

	if (!drop_root() || (id = new_queue(0600)) == -1 || !give_away(id, 0600))
		return CANNOT_TRY;
	return msgsnd(id, &message, 1, 0) == -1 && errno == EACCES ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor lets others than the owner and the creator remove a System V object")
{
	int id = new_queue(0666);
	bool is_root = geteuid() == 0;

	if (!is_root || id == -1 || !drop_root()) {
		errno = is_root ? errno : EPERM;
		return CANNOT_TRY;
	}
	return msgctl(id, IPC_RMID, NULL) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not have /proc/sysvipc")
{
	return access("/proc/self", F_OK) == 0 && access("/proc/sysvipc", F_OK) == -1 ? SHOWN
										      : NOT_SHOWN;
}

FINDING("gVisor accepts a value of SETVAL below -32768, cut to 16 bits")
{
	return semctl(new_semaphores(1, 0600), 0, SETVAL, (union semun){.val = INT_MIN}) == 0
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EINVAL is what the standard says. */
FINDING("gVisor reports ERANGE for a semaphore number that is out of range")
{
	return semctl(new_semaphores(1, 0600), 1, GETVAL) == -1 && errno == ERANGE ? SHOWN
										   : NOT_SHOWN;
}

FINDING("gVisor records who operated on a semaphore for all semaphores of the set, and tells 0 "
	"when "
	"that process has ended")
{
	int id = new_semaphores(2, 0600);
	int child = fork();

	if (child == 0)
		_exit(semop(id, &(struct sembuf){0, 1, 0}, 1) == 0 &&
				      semctl(id, 1, GETPID) == getpid()
			      ? SHOWN
			      : NOT_SHOWN);
	return outcome_of(child) == SHOWN && semctl(id, 0, GETPID) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor ignores SEM_UNDO")
{
	int id = new_semaphores(1, 0600);
	int child = fork();

	if (child == 0)
		_exit(semop(id, &(struct sembuf){0, 1, SEM_UNDO}, 1));
	outcome_of(child);
	return semctl(id, 0, GETVAL) == 1 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor attaches at an address that is not aligned")
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *area = mmap(NULL, 64 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (area == MAP_FAILED || munmap(area, 64 * page) == -1)
		return CANNOT_TRY;
	return shmat(new_segment(1, 0600), area + 32 * page + 1, 0) != (void *)-1 ? SHOWN
										  : NOT_SHOWN;
}

FINDING("gVisor does not have SHM_REMAP")
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *area = mmap(NULL, 64 * page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *wanted = (void *)(((size_t)area / page + 31) / 32 * 32 * page);

	if (area == MAP_FAILED)
		return CANNOT_TRY;
	return shmat(new_segment(1, 0600), wanted, SHM_REMAP) != wanted ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not enforce RLIMIT_MEMLOCK on SHM_LOCK")
{
	struct rlimit none = {0, 0};

	if (!drop_root() || setrlimit(RLIMIT_MEMLOCK, &none) == -1)
		return CANNOT_TRY;
	return shmctl(new_segment(1, 0600), SHM_LOCK, NULL) == 0 ? SHOWN : NOT_SHOWN;
}

/* EEXIST is what the standard says. */
FINDING("gVisor looks at the size before IPC_EXCL")
{
	key_t key = new_key(0600);

	if (remember_segment(shmget(key, 1, IPC_CREAT | IPC_EXCL | 0600)) == -1)
		return CANNOT_TRY;
	return shmget(key, 0, IPC_CREAT | IPC_EXCL | 0600) == -1 && errno == EINVAL ? SHOWN
										    : NOT_SHOWN;
}

FINDING_HANGS("gVisor does not wake a blocked msgsnd() when msg_qbytes is raised", 3)
{
	struct message message = {1, "a"};
	struct msqid_ds status;
	int id = new_queue(0600);
	int sender;

	if (msgctl(id, IPC_STAT, &status) == -1)
		return CANNOT_TRY;
	status.msg_qbytes = 1;
	if (msgctl(id, IPC_SET, &status) == -1 || msgsnd(id, &message, 1, 0) == -1)
		return CANNOT_TRY;
	sender = fork();
	if (sender == 0)
		_exit(msgsnd(id, &message, 1, 0) == 0 ? NOT_SHOWN : CANNOT_TRY);
	usleep(300000);
	status.msg_qbytes = 2;
	msgctl(id, IPC_SET, &status);
	return outcome_of(sender);
}

/* EFAULT is what Linux reports. */
FINDING("gVisor looks at the id of msgctl(IPC_SET) before the address")
{
	struct msqid_ds *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int id = new_queue(0600);

	msgctl(id, IPC_RMID, NULL);
	return msgctl(id, IPC_SET, nowhere) == -1 && errno == EINVAL ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor reports success for msgctl(IPC_RMID) of a queue that is gone")
{
	int id = new_queue(0600);

	if (msgctl(id, IPC_RMID, NULL) == -1)
		return CANNOT_TRY;
	return msgctl(id, IPC_RMID, NULL) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor's msgrcv() by a negative type leaves out the messages of just that type")
{
	struct message message = {2, "a"};
	int id = new_queue(0600);

	if (msgsnd(id, &message, 1, 0) == -1)
		return CANNOT_TRY;
	return msgrcv(id, &message, 1, -2, IPC_NOWAIT) == -1 && errno == ENOMSG ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor's msgrcv() with MSG_NOERROR stores a byte more than the size asked for")
{
	struct message message = {1, "ab"};
	struct message received = {0, ".."};
	int id = new_queue(0600);

	if (msgsnd(id, &message, 2, 0) == -1)
		return CANNOT_TRY;
	return msgrcv(id, &received, 1, 0, MSG_NOERROR) == 1 && received.text[1] != '.' ? SHOWN
											: NOT_SHOWN;
}
