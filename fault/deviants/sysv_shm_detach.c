/* Deviants of shmdt(). */
#include "sysv_shm_segments.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

STATUS_DEVIANT(sysv_shm_dt_nattch_minus_one, "shm_dtime is not kept")
{
	status->shm_dtime = 0;
}

DEVIANT(sysv_shm_dt_access_faults, "the address range stays in use", int, shmdt,
	(const void *address))
{
	int result = real_shmdt(address);

	if (result == 0)
		real_mmap((void *)(uintptr_t)address, memory_page(), PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	return result;
}

DEVIANT(sysv_shm_dt_not_start_einval, "an address on the first page will do", int, shmdt,
	(const void *address))
{
	return real_shmdt((const void *)((uintptr_t)address / memory_page() * memory_page()));
}

DEVIANT(sysv_shm_dt_twice_einval, "to detach again is no error", int, shmdt, (const void *address))
{
	static const void *last;
	int result = real_shmdt(address);

	if (result == -1 && address == last)
		return 0;
	last = address;
	return result;
}

DEVIANT(sysv_shm_dt_data_kept, "the last shmdt() clears the memory", void *, shmat,
	(int id, const void *address, int flags))
{
	return attach_and_remember(id, address, flags);
}

DEVIANT(sysv_shm_dt_data_kept, "the last shmdt() clears the memory", int, shmdt,
	(const void *address))
{
	struct attachment *a = find_attachment(address);

	if (a && status_of_segment(a->id).shm_nattch == 1)
		memset(a->address, 0, a->size);
	return detach_and_forget(address);
}

DEVIANT(sysv_shm_dt_other_attachments_stay, "shmdt() detaches the segment everywhere", void *,
	shmat, (int id, const void *address, int flags))
{
	return attach_and_remember(id, address, flags);
}

DEVIANT(sysv_shm_dt_other_attachments_stay, "shmdt() detaches the segment everywhere", int, shmdt,
	(const void *address))
{
	struct attachment *a = find_attachment(address);

	if (!a)
		return real_shmdt(address);
	detach_all_of(a->id);
	return 0;
}
