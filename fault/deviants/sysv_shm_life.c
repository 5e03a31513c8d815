/* Deviants of what becomes of attachments and segments with their processes. */
#include "sysv_shm_segments.h"

#include <sys/mman.h>

DEVIANT(sysv_shm_fork_attachments_inherited, "a child has a copy of what is attached", void *,
	shmat, (int id, const void *address, int flags))
{
	return attach_and_remember(id, address, flags);
}

DEVIANT(sysv_shm_fork_attachments_inherited, "a child has a copy of what is attached", pid_t, fork,
	(void))
{
	pid_t pid = real_fork();
	size_t i;

	for (i = 0; pid == 0 && i < MOST_ATTACHMENTS; i++)
		if (attachments[i].address)
			unshare_attached(attachments[i].address, attachments[i].size);
	return pid;
}

DEVIANT(sysv_shm_fork_nattch_counts_child, "a child has no attachments", void *, shmat,
	(int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	if (memory != (void *)-1)
		madvise(memory, status_of_segment(id).shm_segsz, MADV_DONTFORK);
	return memory;
}

DEVIANT(sysv_shm_exec_detached, "exec leaves shm_nattch as it is", void *, shmat,
	(int id, const void *address, int flags))
{
	return attach_and_remember(id, address, flags);
}

DEVIANT(sysv_shm_exec_detached, "exec leaves shm_nattch as it is", int, execvp,
	(const char *program, char *const arguments[]))
{
	sysv_shm_common->counted = count_attachments();
	return real_execvp(program, arguments);
}

STATUS_DEVIANT(sysv_shm_exec_detached, "exec leaves shm_nattch as it is")
{
	status->shm_nattch += (shmatt_t)sysv_shm_common->counted;
}

DEVIANT(sysv_shm_exit_detached, "only shmdt() lowers shm_nattch", void *, shmat,
	(int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	if (memory != (void *)-1)
		sysv_shm_common->counted++;
	return memory;
}

DEVIANT(sysv_shm_exit_detached, "only shmdt() lowers shm_nattch", int, shmdt, (const void *address))
{
	int result = real_shmdt(address);

	if (result == 0)
		sysv_shm_common->counted--;
	return result;
}

STATUS_DEVIANT(sysv_shm_exit_detached, "only shmdt() lowers shm_nattch")
{
	status->shm_nattch = (shmatt_t)sysv_shm_common->counted;
}

DEVIANT(sysv_shm_persists_without_rmid, "a segment goes with its last attachment", void *, shmat,
	(int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	real_shmctl(id, IPC_RMID, NULL);
	return memory;
}
