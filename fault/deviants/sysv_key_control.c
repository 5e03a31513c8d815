/* Deviants of IPC_STAT, IPC_SET and IPC_RMID, and of the utilities. */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "sysv_key_calls.h"

DEVIANT_CONTROL(key_cuid_cgid_not_changed, "who owns the object has created it")
{
	int result = real_control(call);

	if (call->command == IPC_STAT && result != -1) {
		struct ipc_perm *permissions = permissions_in(call);

		permissions->cuid = permissions->uid;
		permissions->cgid = permissions->gid;
	}
	return result;
}

static time_t change_time_of(const struct control_call *call)
{
	union {
		struct msqid_ds queue;
		struct semid_ds set;
		struct shmid_ds segment;
	} status;
	struct control_call stat = {call->kind, call->id, IPC_STAT, &status};

	return real_control(&stat) == 0 ? *change_time_in(&stat) : 0;
}

DEVIANT_CONTROL(key_ctime_set_on_ipc_set, "IPC_SET leaves the ctime as it was")
{
	/* Of the last object of each kind that was set. */
	static struct {
		bool is_set;
		int id;
		time_t time;
	} kept[SEGMENT + 1];
	time_t before = call->command == IPC_SET ? change_time_of(call) : 0;
	int result = real_control(call);

	if (call->command == IPC_SET && result != -1) {
		kept[call->kind].is_set = true;
		kept[call->kind].id = call->id;
		kept[call->kind].time = before;
	}
	if (call->command == IPC_STAT && result != -1 && kept[call->kind].is_set &&
	    kept[call->kind].id == call->id)
		*change_time_in(call) = kept[call->kind].time;
	return result;
}

DEVIANT_CONTROL(key_timestamps_realtime, "times are those of the monotonic clock")
{
	struct timespec now;
	int result = real_control(call);

	if (call->command == IPC_STAT && result != -1) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		*change_time_in(call) = now.tv_sec;
	}
	return result;
}

DEVIANT_CONTROL(key_header_ipc_perm_members, "gid is the creator's, too")
{
	int result = real_control(call);

	if (call->command == IPC_STAT && result != -1)
		permissions_in(call)->gid = permissions_in(call)->cgid;
	return result;
}

DEVIANT_CONTROL(key_header_constants, "IPC_SET is no other command than IPC_STAT")
{
	if (call->command == IPC_SET)
		call->command = IPC_STAT;
	return real_control(call);
}

/* A result of a call that the removal ended: the error is that of an id that never was. */
static int hide_removal(int result)
{
	return result == -1 && errno == EIDRM ? fail(EINVAL) : result;
}

DEVIANT(key_removed_while_waiting_eidrm, "a removal looks like a wrong id", int, msgsnd,
	(int id, const void *message, size_t size, int flags))
{
	return hide_removal(real_msgsnd(id, message, size, flags));
}

DEVIANT(key_removed_while_waiting_eidrm, "a removal looks like a wrong id", ssize_t, msgrcv,
	(int id, void *message, size_t size, long type, int flags))
{
	return hide_removal((int)real_msgrcv(id, message, size, type, flags));
}

DEVIANT(key_removed_while_waiting_eidrm, "a removal looks like a wrong id", int, semop,
	(int id, struct sembuf *operations, size_t count))
{
	return hide_removal(real_semop(id, operations, count));
}

/* Runs another command where one begins with the word. */
static FILE *popen_instead(const char *word, const char *instead, const char *command,
			   const char *mode)
{
	return real_popen(strncmp(command, word, strlen(word)) == 0 ? instead : command, mode);
}

DEVIANT(key_ipcs_lists_created, "ipcs shows mode 600 for any", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_instead("ipcs", "ipcs | sed 's/ 640 / 600 /'", command, mode);
}

DEVIANT(key_ipcs_shm_q_s_options, "ipcs shows all kinds of object", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_instead("ipcs", "ipcs", command, mode);
}

DEVIANT(key_ipcs_nattch_bytes_columns, "ipcs -a shows no more than owners", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_instead("ipcs -m -a", "ipcs -m -c", command, mode);
}

DEVIANT(key_ipcrm_remove_by_id, "ipcrm removes nothing", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_instead("ipcrm", ":", command, mode);
}

DEVIANT(key_ipcrm_remove_by_key, "ipcrm removes nothing", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_instead("ipcrm", ":", command, mode);
}

DEVIANT(key_ipcrm_segment_marked_until_detach, "ipcrm leaves an attached segment alone", FILE *,
	popen, (const char *command, const char *mode))
{
	return popen_instead("ipcrm -m", ":", command, mode);
}

DEVIANT(key_ipcrm_linux_legacy_syntax, "ipcrm knows options only", FILE *, popen,
	(const char *command, const char *mode))
{
	return popen_instead("ipcrm", "exit 1", command, mode);
}

DEVIANT(key_linux_proc_sysvipc, "the files are empty", FILE *, fopen,
	(const char *path, const char *mode))
{
	bool is_list = strncmp(path, "/proc/sysvipc/", strlen("/proc/sysvipc/")) == 0;

	return real_fopen(is_list ? "/dev/null" : path, mode);
}
