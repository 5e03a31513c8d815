/* Deviants of shmat(). */
#include "sysv_shm_segments.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

DEVIANT(sysv_shm_at_null_addr_system_chooses, "the address returned is that of the second byte",
	void *, shmat, (int id, const void *address, int flags))
{
	char *result = real_shmat(id, address, flags);

	return result != (void *)-1 && !address ? result + 1 : result;
}

STATUS_DEVIANT(sysv_shm_at_nattch_plus_one, "shm_nattch is 1 as soon as anybody is attached")
{
	if (status->shm_nattch > 1)
		status->shm_nattch = 1;
}

STATUS_DEVIANT(sysv_shm_at_atime_set, "shm_atime is not kept")
{
	status->shm_atime = 0;
}

STATUS_DEVIANT(sysv_shm_at_lpid_set, "shm_lpid is the creator's process ID")
{
	if (status->shm_lpid)
		status->shm_lpid = status->shm_cpid;
}

DEVIANT(sysv_shm_at_rnd_rounds_down, "SHM_RND rounds up", void *, shmat,
	(int id, const void *address, int flags))
{
	uintptr_t alignment = (uintptr_t)SHMLBA;
	uintptr_t place = (uintptr_t)address;

	if (flags & SHM_RND)
		place = (place + alignment - 1) / alignment * alignment;
	return real_shmat(id, (const void *)place, flags);
}

DEVIANT(sysv_shm_at_linux_remap, "what is mapped already stays", void *, shmat,
	(int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags & ~SHM_REMAP);

	return flags & SHM_REMAP && memory == (void *)-1 ? (void *)address : memory;
}

DEVIANT(sysv_shm_at_exact_addr, "the system always chooses the address", void *, shmat,
	(int id, const void *address, int flags))
{
	(void)address;
	return real_shmat(id, NULL, flags);
}

DEVIANT(sysv_shm_at_misaligned_einval, "every address is rounded down", void *, shmat,
	(int id, const void *address, int flags))
{
	return real_shmat(id, address, flags | SHM_RND);
}

DEVIANT(sysv_shm_at_rdonly_write_faults, "SHM_RDONLY is ignored", void *, shmat,
	(int id, const void *address, int flags))
{
	return real_shmat(id, address, flags & ~SHM_RDONLY);
}

DEVIANT(sysv_shm_at_rdonly_needs_read_only, "SHM_RDONLY needs permission to write, too", void *,
	shmat, (int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags & ~SHM_RDONLY);

	if (memory == (void *)-1 || !(flags & SHM_RDONLY))
		return memory;
	real_shmdt(memory);
	return real_shmat(id, address, flags);
}

DEVIANT(sysv_shm_at_rdwr_needs_both, "who may only read gets an attachment to read", void *, shmat,
	(int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	if (memory == (void *)-1 && errno == EACCES)
		return real_shmat(id, address, flags | SHM_RDONLY);
	return memory;
}

DEVIANT(sysv_shm_at_multiple_in_process, "the second attachment of a process is a copy", void *,
	shmat, (int id, const void *address, int flags))
{
	void *memory = attach_and_remember(id, address, flags);

	if (memory != (void *)-1 && count_attachments() > 1)
		unshare_attached(memory, status_of_segment(id).shm_segsz);
	return memory;
}

DEVIANT(sysv_shm_at_shared_between_processes, "all but the first process attach a copy", void *,
	shmat, (int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	if (sysv_shm_common->first == 0)
		sysv_shm_common->first = getpid();
	if (memory != (void *)-1 && sysv_shm_common->first != getpid())
		unshare_attached(memory, status_of_segment(id).shm_segsz);
	return memory;
}

DEVIANT(sysv_shm_at_failure_value, "failure is a null pointer", void *, shmat,
	(int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	return memory == (void *)-1 ? NULL : memory;
}

DEVIANT(sysv_shm_at_fail_no_change, "what cannot be attached there is attached elsewhere", void *,
	shmat, (int id, const void *address, int flags))
{
	void *memory = real_shmat(id, address, flags);

	if (memory != (void *)-1 || errno != EINVAL)
		return memory;
	real_shmat(id, NULL, flags);
	errno = EINVAL;
	return (void *)-1;
}

DEVIANT(sysv_shm_at_linux_after_rmid_ok, "a removed segment cannot be attached", void *, shmat,
	(int id, const void *address, int flags))
{
	if (status_of_segment(id).shm_perm.mode & SHM_DEST) {
		errno = EIDRM;
		return (void *)-1;
	}
	return real_shmat(id, address, flags);
}

DEVIANT(sysv_shm_at_linux_segment_size_page_rounded, "a page that is not full is out of reach",
	void *, shmat, (int id, const void *address, int flags))
{
	char *memory = real_shmat(id, address, flags);
	size_t size = status_of_segment(id).shm_segsz;

	if (memory != (void *)-1)
		real_mprotect(memory + size / memory_page() * memory_page(), memory_page(),
			      PROT_NONE);
	return memory;
}

STATUS_DEVIANT(sysv_shm_header_shmatt_t_unsigned, "shm_nattch has eight bits")
{
	status->shm_nattch &= 0xff;
}

DEVIANT(sysv_shm_header_constants, "SHM_RND means nothing beside SHM_RDONLY", void *, shmat,
	(int id, const void *address, int flags))
{
	return real_shmat(id, address, flags & SHM_RDONLY ? flags & ~SHM_RND : flags);
}
