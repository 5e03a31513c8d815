/* The three kinds of object. */
#include "sysv_key.h"

#include <string.h>

#include "../sysv_msg/sysv_msg.h"
#include "../sysv_sem/sysv_sem.h"
#include "../sysv_shm/sysv_shm.h"

/* Less than any system lets everybody have. */
enum { QUEUE_BYTES = 1024, SEGMENT_SIZE = 4321 };

/* What IPC_SET takes. The creator is not to be changed by it: give it the chance. */
static struct ipc_perm permissions_of(uid_t user, gid_t group, mode_t mode)
{
	struct ipc_perm permissions;

	memset(&permissions, 0, sizeof(permissions));
	permissions.uid = permissions.cuid = user;
	permissions.gid = permissions.cgid = group;
	permissions.mode = (unsigned short)mode;
	return permissions;
}

static int queue_stat(int id, struct object_status *status)
{
	struct msqid_ds queue;
	int result = msgctl(id, IPC_STAT, &queue);

	if (result != -1)
		*status = (struct object_status){queue.msg_perm, queue.msg_ctime, queue.msg_stime};
	return result;
}

static int queue_set(int id, uid_t user, gid_t group, mode_t mode)
{
	struct msqid_ds queue;

	memset(&queue, 0, sizeof(queue));
	queue.msg_perm = permissions_of(user, group, mode);
	queue.msg_qbytes = QUEUE_BYTES;
	return msgctl(id, IPC_SET, &queue);
}

static int queue_remove(int id)
{
	return msgctl(id, IPC_RMID, NULL);
}

/* Receives a message if there is one. */
static int queue_read(int id)
{
	struct message message;
	ssize_t size = msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT);

	return size >= 0 || errno == ENOMSG ? 0 : -1;
}

static int queue_alter(int id)
{
	struct message message = {.mtype = 1};

	return msgsnd(id, &message, 1, IPC_NOWAIT);
}

static int set_get(key_t key, int flags)
{
	return semget(key, 1, flags);
}

static int set_stat(int id, struct object_status *status)
{
	struct semid_ds set;
	union semun argument = {.buf = &set};
	int result = semctl(id, 0, IPC_STAT, argument);

	if (result != -1)
		*status = (struct object_status){set.sem_perm, set.sem_ctime, set.sem_otime};
	return result;
}

static int set_set(int id, uid_t user, gid_t group, mode_t mode)
{
	struct semid_ds set;
	union semun argument = {.buf = &set};

	memset(&set, 0, sizeof(set));
	set.sem_perm = permissions_of(user, group, mode);
	return semctl(id, 0, IPC_SET, argument);
}

static int set_remove(int id)
{
	return semctl(id, 0, IPC_RMID);
}

static int set_read(int id)
{
	return semctl(id, 0, GETVAL) == -1 ? -1 : 0;
}

static int set_alter(int id)
{
	return operate(id, 0, 1, IPC_NOWAIT);
}

static int segment_get(key_t key, int flags)
{
	return shmget(key, key == IPC_PRIVATE || flags & IPC_CREAT ? SEGMENT_SIZE : 0, flags);
}

static int segment_stat(int id, struct object_status *status)
{
	struct shmid_ds segment;
	int result = shmctl(id, IPC_STAT, &segment);

	if (result != -1)
		*status = (struct object_status){segment.shm_perm, segment.shm_ctime,
						 segment.shm_atime};
	return result;
}

static int segment_set(int id, uid_t user, gid_t group, mode_t mode)
{
	struct shmid_ds segment;

	memset(&segment, 0, sizeof(segment));
	segment.shm_perm = permissions_of(user, group, mode);
	return shmctl(id, IPC_SET, &segment);
}

static int segment_remove(int id)
{
	return shmctl(id, IPC_RMID, NULL);
}

static int segment_attach(int id, int flags)
{
	void *memory = shmat(id, NULL, flags);

	return memory == (void *)-1 ? -1 : shmdt(memory);
}

static int segment_read(int id)
{
	return segment_attach(id, SHM_RDONLY);
}

static int segment_alter(int id)
{
	return segment_attach(id, 0);
}

const struct kind message_queues = {
	.heading = "Message",
	.word = "msg",
	.id_name = "msqid",
	.letter = 'q',
	.alter_bits = MAY_ALTER,
	.get = msgget,
	.stat = queue_stat,
	.set = queue_set,
	.remove = queue_remove,
	.read = queue_read,
	.alter = queue_alter,
	.own = own_message_queue,
};
const struct kind semaphore_sets = {
	.heading = "Semaphore",
	.word = "sem",
	.id_name = "semid",
	.letter = 's',
	.alter_bits = MAY_ALTER,
	.get = set_get,
	.stat = set_stat,
	.set = set_set,
	.remove = set_remove,
	.read = set_read,
	.alter = set_alter,
	.own = own_semaphore_set,
};
/* There is no attaching for writing only. */
const struct kind segments = {
	.heading = "Shared",
	.word = "shm",
	.id_name = "shmid",
	.letter = 'm',
	.alter_bits = MAY_BOTH,
	.get = segment_get,
	.stat = segment_stat,
	.set = segment_set,
	.remove = segment_remove,
	.read = segment_read,
	.alter = segment_alter,
	.own = own_shared_memory,
};
