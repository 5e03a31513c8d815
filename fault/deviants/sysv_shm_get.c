/* Deviants of shmget(). */
#include "sysv_shm_segments.h"

#include <errno.h>
#include <unistd.h>

/* Whether the segment has never been used, and this process made it. */
static bool is_new(int id)
{
	struct shmid_ds status = status_of_segment(id);

	return status.shm_cpid == getpid() && status.shm_atime == 0;
}

DEVIANT(sysv_shm_get_creates_zeroed, "a new segment is not cleared", int, shmget,
	(key_t key, size_t size, int flags))
{
	int id = real_shmget(key, size, flags);
	char *memory;

	if (id == -1 || !is_new(id))
		return id;
	memory = real_shmat(id, NULL, 0);
	if (memory != (void *)-1) {
		memory[size - 1] = 'x';
		real_shmdt(memory);
	}
	return id;
}

STATUS_DEVIANT(sysv_shm_get_init_segsz, "shm_segsz is rounded to pages")
{
	status->shm_segsz = (status->shm_segsz + memory_page() - 1) / memory_page() * memory_page();
}

DEVIANT(sysv_shm_get_init_owner, "the umask is applied to the mode", int, shmget,
	(key_t key, size_t size, int flags))
{
	mode_t mask = umask(0);

	umask(mask);
	return real_shmget(key, size, flags & ~(int)mask);
}

STATUS_DEVIANT(sysv_shm_get_init_zero_fields, "the creation is an access")
{
	if (status->shm_atime == 0)
		status->shm_atime = status->shm_ctime;
}

STATUS_DEVIANT(sysv_shm_get_init_ctime, "shm_ctime is 0 at first")
{
	status->shm_ctime = 0;
}

STATUS_DEVIANT(sysv_shm_get_init_cpid, "shm_cpid is the process ID of who asks")
{
	status->shm_cpid = getpid();
}

DEVIANT(sysv_shm_get_smaller_size_ok, "the size has to be that of the segment", int, shmget,
	(key_t key, size_t size, int flags))
{
	int id = real_shmget(key, size, flags);

	if (id != -1 && status_of_segment(id).shm_segsz > size)
		return fail(EINVAL);
	return id;
}

DEVIANT(sysv_shm_get_larger_size_einval, "the size may be any up to the page's end", int, shmget,
	(key_t key, size_t size, int flags))
{
	int id = real_shmget(key, size, flags);

	if (id == -1 && errno == EINVAL && size <= memory_page())
		return real_shmget(key, 0, flags);
	return id;
}

DEVIANT(sysv_shm_get_create_zero_size_einval, "a new segment has one byte at least", int, shmget,
	(key_t key, size_t size, int flags))
{
	int id = real_shmget(key, size, flags);

	return id == -1 && errno == EINVAL && size == 0 ? real_shmget(key, 1, flags) : id;
}

DEVIANT(sysv_shm_get_create_too_big_einval, "a new segment is as large as it may be", int, shmget,
	(key_t key, size_t size, int flags))
{
	int id = real_shmget(key, size, flags);

	if (id == -1 && errno == EINVAL && size > 0)
		return real_shmget(key, memory_page(), flags);
	return id;
}

DEVIANT(sysv_shm_get_enoent, "IPC_CREAT is taken for granted", int, shmget,
	(key_t key, size_t size, int flags))
{
	return real_shmget(key, size, size > 0 ? flags | IPC_CREAT : flags);
}

DEVIANT(sysv_shm_get_eexist, "IPC_EXCL is ignored", int, shmget,
	(key_t key, size_t size, int flags))
{
	return real_shmget(key, size, flags & ~IPC_EXCL);
}

DEVIANT(sysv_shm_get_existing_unchanged, "a segment that is there gets the mode asked for", int,
	shmget, (key_t key, size_t size, int flags))
{
	int id = real_shmget(key, size, flags);
	struct shmid_ds status = status_of_segment(id);

	if (id != -1 && flags & 0777) {
		status.shm_perm.mode = (unsigned short)(flags & 0777);
		real_shmctl(id, IPC_SET, &status);
	}
	return id;
}
