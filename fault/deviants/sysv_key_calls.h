/*
 * The functions on the three kinds of System V IPC object, with one signature
 * each, so that a deviant breaks a rule for all of them at once.
 */
#ifndef IPCTS_SYSV_KEY_CALLS_H
#define IPCTS_SYSV_KEY_CALLS_H

#include <time.h>

#include "deviant.h"

enum object_kind { MESSAGE_QUEUE, SEMAPHORE_SET, SEGMENT };

/* msgget(), semget(), shmget(). */
struct get_call {
	enum object_kind kind;
	key_t key;
	size_t size; /* of a segment; how many semaphores a set has */
	int flags;
};

int real_get(const struct get_call *call);

/*
 * Whether the harness knows the object by its key, as it does unique_key(): if
 * a deviant gives it a wrong id, nothing is left behind all the same.
 */
bool is_known_by_key(const struct get_call *call);

#define DEVIANT_GET(id, description)                                                           \
	static int id##_get(struct get_call *call);                                            \
	DEVIANT(id, description, int, msgget, (key_t key, int flags))                          \
	{                                                                                      \
		return id##_get(&(struct get_call){MESSAGE_QUEUE, key, 0, flags});             \
	}                                                                                      \
	DEVIANT(id, description, int, semget, (key_t key, int count, int flags))               \
	{                                                                                      \
		return id##_get(&(struct get_call){SEMAPHORE_SET, key, (size_t)count, flags}); \
	}                                                                                      \
	DEVIANT(id, description, int, shmget, (key_t key, size_t size, int flags))             \
	{                                                                                      \
		return id##_get(&(struct get_call){SEGMENT, key, size, flags});                \
	}                                                                                      \
	static int id##_get(struct get_call *call)

/* IPC_STAT, IPC_SET and IPC_RMID of msgctl(), semctl(), shmctl(). */
struct control_call {
	enum object_kind kind;
	int id;
	int command;
	void *status;
};

int real_control(const struct control_call *call);

/* What is in the status of such a call. */
struct ipc_perm *permissions_in(const struct control_call *call);
time_t *change_time_in(const struct control_call *call);

/* Whether it is a command that all kinds of object have. */
bool is_common(int command);

#define DEVIANT_CONTROL(id_, description)                                                         \
	static int id_##_control(struct control_call *call);                                      \
	DEVIANT(id_, description, int, msgctl, (int id, int command, struct msqid_ds *status))    \
	{                                                                                         \
		if (!is_common(command))                                                          \
			return real_msgctl(id, command, status);                                  \
		return id_##_control(&(struct control_call){MESSAGE_QUEUE, id, command, status}); \
	}                                                                                         \
	DEVIANT(id_, description, int, semctl,                                                    \
		(int id, int number, int command, union semun argument))                          \
	{                                                                                         \
		if (!is_common(command))                                                          \
			return real_semctl(id, number, command, argument);                        \
		return id_##_control(                                                             \
			&(struct control_call){SEMAPHORE_SET, id, command, argument.buf});        \
	}                                                                                         \
	DEVIANT(id_, description, int, shmctl, (int id, int command, struct shmid_ds *status))    \
	{                                                                                         \
		if (!is_common(command))                                                          \
			return real_shmctl(id, command, status);                                  \
		return id_##_control(&(struct control_call){SEGMENT, id, command, status});       \
	}                                                                                         \
	static int id_##_control(struct control_call *call)

/*
 * A process whose real user is root takes on, or gives back, what the real
 * user may do. Worth the effective user ID to be given back.
 */
uid_t take_privilege(void);
void give_back_privilege(uid_t user);

/* The call as a process with privilege makes it. */
int privileged_control(const struct control_call *call);

/* The permissions of the object, whether or not the caller may know them. */
struct ipc_perm permissions_behind(const struct control_call *call);

#endif
