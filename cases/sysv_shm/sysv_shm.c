#include "sysv_shm.h"

int sysv_shm_new(size_t size, int mode)
{
	int id;

	errno = 0;
	id = (int)check_success(THERE, "shmget(IPC_PRIVATE)",
				shmget(IPC_PRIVATE, size, IPC_CREAT | mode));
	own_shared_memory(id);
	return id;
}

int sysv_shm_new_under(key_t key, size_t size)
{
	errno = 0;
	return (int)check_success(THERE, "shmget(IPC_CREAT | IPC_EXCL)",
				  shmget(key, size, IPC_CREAT | IPC_EXCL | 0600));
}

void sysv_shm_remove(int id)
{
	errno = 0;
	check_success(THERE, "shmctl(IPC_RMID)", shmctl(id, IPC_RMID, NULL));
}

unsigned char *sysv_shm_attach(int id, int flags)
{
	errno = 0;
	return (unsigned char *)(intptr_t)check_success(THERE, "shmat()",
							(intmax_t)shmat(id, NULL, flags));
}

void sysv_shm_detach(const void *memory)
{
	errno = 0;
	check_success(THERE, "shmdt()", shmdt(memory));
}

struct shmid_ds sysv_shm_status(int id)
{
	struct shmid_ds status;

	errno = 0;
	check_success(THERE, "shmctl(IPC_STAT)", shmctl(id, IPC_STAT, &status));
	return status;
}

void sysv_shm_expect_attached(int id, unsigned long count)
{
	check_equal(THERE, "shm_nattch", (intmax_t)count, (intmax_t)sysv_shm_status(id).shm_nattch);
}

void sysv_shm_expect_gone(int id)
{
	struct shmid_ds status;

	errno = 0;
	check_error(THERE, "shmctl(IPC_STAT) of a segment that is gone",
		    shmctl(id, IPC_STAT, &status), -1, EINVAL, EIDRM);
}

void sysv_shm_expect_none(key_t key)
{
	errno = 0;
	check_error(THERE, "shmget() of a key that has no segment", shmget(key, 0, 0), -1, ENOENT,
		    0);
}

struct awaited {
	int id;
	unsigned long count;
};

static bool has_count(void *argument)
{
	const struct awaited *awaited = argument;
	struct shmid_ds status;

	return shmctl(awaited->id, IPC_STAT, &status) == 0 && status.shm_nattch == awaited->count;
}

static bool is_gone_now(void *argument)
{
	const struct awaited *awaited = argument;
	struct shmid_ds status;

	return shmctl(awaited->id, IPC_STAT, &status) == -1;
}

void sysv_shm_await_attached(int id, unsigned long count)
{
	struct awaited awaited = {id, count};

	wait_until(has_count, &awaited, STEP_LIMIT);
	sysv_shm_expect_attached(id, count);
}

void sysv_shm_await_gone(int id)
{
	struct awaited awaited = {id, 0};

	wait_until(is_gone_now, &awaited, STEP_LIMIT);
	sysv_shm_expect_gone(id);
}

void sysv_shm_expect_marked(const char *name, time_t before, time_t time)
{
	struct timespec after;

	SETUP(clock_gettime(CLOCK_REALTIME, &after));
	if (time < before || time > after.tv_sec)
		check_failed(THERE, "%s: expected %jd to %jd, observed %jd", name, (intmax_t)before,
			     (intmax_t)after.tv_sec, (intmax_t)time);
}

void sysv_shm_expect_all(int value, const unsigned char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (bytes[i] != value)
			check_failed(THERE, "byte %zu: expected 0x%02x, observed 0x%02x", i,
				     (unsigned)value, bytes[i]);
}

void *free_place(size_t size)
{
	uintptr_t alignment = (uintptr_t)SHMLBA;
	size_t room = size + 3 * alignment;
	void *start = mmap(NULL, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SETUP_THAT(start != MAP_FAILED, "no room: %s", error_name(errno));
	SETUP(munmap(start, room));
	return (void *)(((uintptr_t)start + 2 * alignment - 1) / alignment * alignment);
}
