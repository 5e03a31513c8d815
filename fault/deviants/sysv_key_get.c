/* Deviants of the get functions: keys, ids, the life of objects. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "sysv_key_calls.h"

/* The object of the key, if there is one; -1 otherwise. */
static int find(const struct get_call *call)
{
	struct get_call plain = {call->kind, call->key, 0, 0};

	return call->key == IPC_PRIVATE ? -1 : real_get(&plain);
}

DEVIANT_GET(key_private_always_new, "IPC_PRIVATE is the key of one object")
{
	static int private_id = -1;

	if (call->key != IPC_PRIVATE)
		return real_get(call);
	if (private_id == -1)
		private_id = real_get(call);
	return private_id;
}

DEVIANT_GET(key_private_ignores_excl, "IPC_EXCL finds that IPC_PRIVATE exists")
{
	if (call->key == IPC_PRIVATE && call->flags & IPC_EXCL)
		return fail(EEXIST);
	return real_get(call);
}

DEVIANT_GET(key_private_usable_by_others, "IPC_PRIVATE is for the owner only")
{
	if (call->key == IPC_PRIVATE)
		call->flags &= ~0077;
	return real_get(call);
}

/* The process that made something of the key IPC_PRIVATE. */
static pid_t private_maker;

static bool is_inherited(void)
{
	return private_maker && private_maker != getpid();
}

DEVIANT_GET(key_private_inherited_use, "a child cannot use what is private")
{
	if (call->key == IPC_PRIVATE)
		private_maker = getpid();
	return real_get(call);
}

DEVIANT(key_private_inherited_use, "a child cannot use what is private", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	return is_inherited() ? fail(EINVAL) : real_msgsnd(id, message, size, flags);
}

DEVIANT(key_private_inherited_use, "a child cannot use what is private", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return is_inherited() ? fail(EINVAL) : real_semop(id, operations, count);
}

DEVIANT(key_private_inherited_use, "a child cannot use what is private", void *, shmat,
	(int id, const void *address, int flags))
{
	return is_inherited() ? (void *)(intptr_t)fail(EINVAL) : real_shmat(id, address, flags);
}

DEVIANT_GET(key_same_key_same_id, "each get gives another id")
{
	static int gets;
	int id = real_get(call);

	if (id == -1 || !is_known_by_key(call) || gets++ == 0)
		return id;
	/* None that belongs to anybody. */
	return INT_MAX - gets;
}

DEVIANT_GET(key_separate_namespaces, "what a queue has the key of is taken")
{
	if (call->kind != MESSAGE_QUEUE && call->flags & IPC_EXCL && call->key != IPC_PRIVATE &&
	    real_msgget(call->key, 0) != -1)
		return fail(EEXIST);
	return real_get(call);
}

DEVIANT_GET(key_creat_excl_atomic, "the key is looked up first, then the object is made")
{
	if (!(call->flags & IPC_EXCL))
		return real_get(call);
	if (find(call) != -1)
		return fail(EEXIST);
	sched_yield();
	call->flags &= ~IPC_EXCL;
	return real_get(call);
}

DEVIANT_GET(key_id_nonnegative, "ids are negative")
{
	int id = real_get(call);

	return id == -1 || !is_known_by_key(call) ? id : -2 - id;
}

/* Who made the object that was made last of each kind. */
static struct makers {
	struct {
		key_t key;
		pid_t process;
	} of[SEGMENT + 1];
} * makers;

COMMON(makers)

/* Remembers who makes an object; whether the maker of one that is asked for is gone. */
static bool is_maker_gone(enum object_kind kind, key_t key, int flags)
{
	if (flags & IPC_CREAT) {
		makers->of[kind].key = key;
		makers->of[kind].process = getpid();
	}
	return makers->of[kind].key == key && kill(makers->of[kind].process, 0) == -1 &&
	       errno == ESRCH;
}

DEVIANT(key_object_persists_after_exit, "a queue is gone with the process that made it", int,
	msgget, (key_t key, int flags))
{
	int id = real_msgget(key, flags);

	if (id == -1 || !is_maker_gone(MESSAGE_QUEUE, key, flags))
		return id;
	real_msgctl(id, IPC_RMID, NULL);
	return fail(ENOENT);
}

DEVIANT(key_object_persists_after_exit, "a set is gone with the process that made it", int, semget,
	(key_t key, int count, int flags))
{
	int id = real_semget(key, count, flags);

	if (id == -1 || !is_maker_gone(SEMAPHORE_SET, key, flags))
		return id;
	real_semctl(id, 0, IPC_RMID);
	return fail(ENOENT);
}

DEVIANT(key_object_persists_after_exit, "a segment is gone with the process that made it", int,
	shmget, (key_t key, size_t size, int flags))
{
	struct shmid_ds status;
	int id = real_shmget(key, size, flags);

	if (id != -1 && real_shmctl(id, IPC_STAT, &status) == 0 && kill(status.shm_cpid, 0) == -1 &&
	    errno == ESRCH) {
		real_shmctl(id, IPC_RMID, NULL);
		return fail(ENOENT);
	}
	return id;
}

/* The object that was asked for last, and whether it was removed. */
static struct {
	enum object_kind kind;
	key_t key;
	int id;
	bool is_removed;
} last;

DEVIANT_GET(key_removed_key_reusable, "the key of a removed object stays taken")
{
	if (last.is_removed && last.key == call->key && call->flags & IPC_CREAT)
		return fail(EEXIST);
	last.kind = call->kind;
	last.key = call->key;
	last.id = real_get(call);
	return last.id;
}

DEVIANT_CONTROL(key_removed_key_reusable, "the key of a removed object stays taken")
{
	if (call->command == IPC_RMID && last.kind == call->kind && last.id == call->id)
		last.is_removed = true;
	return real_control(call);
}

DEVIANT_GET(key_no_fd_no_cloexec, "a descriptor belongs to the id")
{
	real_open("/dev/null", O_RDONLY | O_CLOEXEC);
	return real_get(call);
}

DEVIANT_GET(key_header_flag_bits_distinct, "IPC_EXCL lets others write")
{
	if (call->flags & IPC_EXCL)
		call->flags |= 0002;
	return real_get(call);
}

#ifdef __linux__
DEVIANT(key_linux_ipc_namespace, "a new namespace is the old one", int, unshare, (int flags))
{
	return real_unshare(flags & ~CLONE_NEWIPC);
}
#endif
