#include "posix_sem_names.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "posix_shm_objects.h"

struct posix_sem_common *posix_sem_common;

COMMON(posix_sem_common)

const char *path_of_semaphore(const char *name)
{
	static char path[400];

	snprintf(path, sizeof(path), "/dev/shm/sem.%s", *name == '/' ? name + 1 : name);
	return path;
}

bool semaphore_exists(const char *name)
{
	return access(path_of_semaphore(name), F_OK) == 0;
}

enum { MOST_KNOWN = 64 };
static sem_t *known[MOST_KNOWN];
static int known_count;

sem_t *find_semaphore(const char *name)
{
	sem_t *semaphore = real_sem_open(name, 0);

	if (semaphore == SEM_FAILED)
		return NULL;
	real_sem_close(semaphore);
	return semaphore;
}

void set_value(sem_t *semaphore, unsigned value)
{
	real_sem_init(semaphore, 1, value);
}

sem_t *fail_to_open(int error)
{
	errno = error;
	return SEM_FAILED;
}

void remember_semaphore(sem_t *semaphore)
{
	if (semaphore != SEM_FAILED && known_count < MOST_KNOWN)
		known[known_count++] = semaphore;
}

void for_each_semaphore(void (*act)(sem_t *semaphore))
{
	int i;

	for (i = 0; i < known_count; i++)
		act(known[i]);
}

void detach_semaphore(sem_t *semaphore)
{
	size_t page = (size_t)real_sysconf(_SC_PAGESIZE);

	replace_by_copy((void *)((uintptr_t)semaphore & ~(page - 1)), page);
}
