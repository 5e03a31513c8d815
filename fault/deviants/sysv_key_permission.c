/* Deviants of the permission checks. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sysv_key_calls.h"

static bool is_owner(const struct ipc_perm *permissions)
{
	return geteuid() == permissions->uid || geteuid() == permissions->cuid;
}

static bool is_in_group(const struct ipc_perm *permissions)
{
	return getegid() == permissions->gid || getegid() == permissions->cgid;
}

DEVIANT_GET(key_mode_low_9_bits, "the umask is applied")
{
	mode_t mask = umask(0);

	umask(mask);
	call->flags &= ~(int)mask;
	return real_get(call);
}

DEVIANT_CONTROL(key_execute_bits_unused, "execute permission lets read")
{
	if (call->command == IPC_STAT && permissions_behind(call).mode & 0100)
		return privileged_control(call);
	return real_control(call);
}

DEVIANT_GET(key_get_permission_check, "what is asked for is not looked at")
{
	struct get_call plain = {call->kind, call->key, 0, 0};
	int id = call->key == IPC_PRIVATE || call->flags & IPC_EXCL ? -1 : real_get(&plain);

	return id == -1 ? real_get(call) : id;
}

DEVIANT_GET(key_get_zero_mode_no_check, "a get that asks for nothing needs read permission")
{
	if (!(call->flags & (0777 | IPC_CREAT)))
		call->flags |= 0444;
	return real_get(call);
}

DEVIANT_CONTROL(key_read_permission_needed, "everybody may use IPC_STAT")
{
	return call->command == IPC_STAT ? privileged_control(call) : real_control(call);
}

DEVIANT(key_alter_permission_needed, "everybody may send", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	uid_t user = take_privilege();
	int result = real_msgsnd(id, message, size, flags);

	give_back_privilege(user);
	return result;
}

DEVIANT(key_alter_permission_needed, "everybody may operate", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	uid_t user = take_privilege();
	int result = real_semop(id, operations, count);

	give_back_privilege(user);
	return result;
}

DEVIANT(key_alter_permission_needed, "everybody may attach", void *, shmat,
	(int id, const void *address, int flags))
{
	uid_t user = take_privilege();
	void *memory = real_shmat(id, address, flags);

	give_back_privilege(user);
	return memory;
}

DEVIANT_CONTROL(key_owner_class_uid_or_cuid, "the creator is not in the user class")
{
	struct ipc_perm permissions = permissions_behind(call);

	if (call->command == IPC_STAT && geteuid() == permissions.cuid &&
	    geteuid() != permissions.uid)
		return fail(EACCES);
	return real_control(call);
}

DEVIANT_CONTROL(key_group_class_gid_or_cgid, "the creator's group is not in the group class")
{
	struct ipc_perm permissions = permissions_behind(call);

	if (call->command == IPC_STAT && !is_owner(&permissions) && getegid() == permissions.cgid &&
	    getegid() != permissions.gid)
		return fail(EACCES);
	return real_control(call);
}

DEVIANT_CONTROL(key_other_class, "others have no access")
{
	struct ipc_perm permissions = permissions_behind(call);

	if (call->command == IPC_STAT && geteuid() != 0 && !is_owner(&permissions) &&
	    !is_in_group(&permissions))
		return fail(EACCES);
	return real_control(call);
}

DEVIANT_CONTROL(key_class_exclusive, "what others may, the owner may")
{
	struct ipc_perm permissions = permissions_behind(call);

	if (call->command == IPC_STAT && is_owner(&permissions) && permissions.mode & 0004)
		return privileged_control(call);
	return real_control(call);
}

DEVIANT_CONTROL(key_privileged_bypasses, "permission bits apply to root")
{
	if (call->command == IPC_STAT && geteuid() == 0 && !(permissions_behind(call).mode & 0444))
		return fail(EACCES);
	return real_control(call);
}

DEVIANT_CONTROL(key_set_rmid_owner_or_creator, "everybody may change what is there")
{
	return call->command == IPC_SET ? privileged_control(call) : real_control(call);
}

DEVIANT_CONTROL(key_creator_keeps_control, "only the owner may change the object")
{
	if (call->command != IPC_STAT && geteuid() != 0 &&
	    geteuid() != permissions_behind(call).uid)
		return fail(EPERM);
	return real_control(call);
}

/* Once something was allowed, it is. */
static bool was_allowed;

static int allow(int result)
{
	if (result == -1 && errno == EACCES && was_allowed)
		return 0;
	was_allowed |= result == 0;
	return result;
}

DEVIANT(key_permission_rechecked_each_op, "who was allowed to send is not checked again", int,
	msgsnd, (int id, const void *message, size_t size, int flags))
{
	return allow(real_msgsnd(id, message, size, flags));
}

DEVIANT(key_permission_rechecked_each_op, "who was allowed to operate is not checked again", int,
	semop, (int id, struct sembuf *operations, size_t count))
{
	return allow(real_semop(id, operations, count));
}

DEVIANT(key_permission_rechecked_each_op, "who was allowed to attach gets memory for ever", void *,
	shmat, (int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	if (memory != (void *)-1 || errno != EACCES)
		return memory;
	return real_mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
