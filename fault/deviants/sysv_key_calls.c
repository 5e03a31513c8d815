#include "sysv_key_calls.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int real_get(const struct get_call *call)
{
	if (call->kind == MESSAGE_QUEUE)
		return real_msgget(call->key, call->flags);
	if (call->kind == SEMAPHORE_SET)
		return real_semget(call->key, (int)call->size, call->flags);
	return real_shmget(call->key, call->size, call->flags);
}

bool is_known_by_key(const struct get_call *call)
{
	return call->key < 0;
}

int real_control(const struct control_call *call)
{
	union semun argument = {.buf = call->status};

	if (call->kind == MESSAGE_QUEUE)
		return real_msgctl(call->id, call->command, call->status);
	if (call->kind == SEMAPHORE_SET)
		return real_semctl(call->id, 0, call->command, argument);
	return real_shmctl(call->id, call->command, call->status);
}

struct ipc_perm *permissions_in(const struct control_call *call)
{
	if (call->kind == MESSAGE_QUEUE)
		return &((struct msqid_ds *)call->status)->msg_perm;
	if (call->kind == SEMAPHORE_SET)
		return &((struct semid_ds *)call->status)->sem_perm;
	return &((struct shmid_ds *)call->status)->shm_perm;
}

time_t *change_time_in(const struct control_call *call)
{
	if (call->kind == MESSAGE_QUEUE)
		return &((struct msqid_ds *)call->status)->msg_ctime;
	if (call->kind == SEMAPHORE_SET)
		return &((struct semid_ds *)call->status)->sem_ctime;
	return &((struct shmid_ds *)call->status)->shm_ctime;
}

bool is_common(int command)
{
	return command == IPC_STAT || command == IPC_SET || command == IPC_RMID;
}

uid_t take_privilege(void)
{
	uid_t user = geteuid();

	if (getuid() == 0 && seteuid(0) == -1)
		return user;
	return user;
}

void give_back_privilege(uid_t user)
{
	int error = errno;

	if (seteuid(user) == -1)
		_exit(1);
	errno = error;
}

int privileged_control(const struct control_call *call)
{
	uid_t user = take_privilege();
	int result = real_control(call);

	give_back_privilege(user);
	return result;
}

struct ipc_perm permissions_behind(const struct control_call *call)
{
	union {
		struct msqid_ds queue;
		struct semid_ds set;
		struct shmid_ds segment;
	} status;
	struct control_call stat = {call->kind, call->id, IPC_STAT, &status};

	memset(&status, 0, sizeof(status));
	privileged_control(&stat);
	return *permissions_in(&stat);
}
