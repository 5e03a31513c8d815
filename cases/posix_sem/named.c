#include "named.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/statvfs.h>

sem_t *semaphore_open(const char *name, int flags, mode_t mode, unsigned value)
{
	sem_t *semaphore;

	errno = 0;
	semaphore = sem_open(name, flags, mode, value);
	check_no_failure(THERE, "sem_open()", (intptr_t)semaphore, (intptr_t)SEM_FAILED);
	return semaphore;
}

void semaphore_close(sem_t *semaphore)
{
	errno = 0;
	check_success(THERE, "sem_close()", sem_close(semaphore));
}

void semaphore_remove(const char *name)
{
	errno = 0;
	check_success(THERE, "sem_unlink()", sem_unlink(name));
}

void semaphore_expect_missing(const char *name)
{
	errno = 0;
	check_error(THERE, "sem_open() of a name that is not there", (intptr_t)sem_open(name, 0),
		    (intptr_t)SEM_FAILED, ENOENT, 0);
}

bool status_of_semaphore(const char *name, struct stat *status)
{
#ifdef __linux__
	/* The manual's place, and that of another C library. */
	static const char *const formats[] = {"/dev/shm/sem.%s", "/dev/shm/%s"};
	char path[400];
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		snprintf(path, sizeof(path), formats[i], name + 1);
		if (stat(path, status) == 0)
			return true;
	}
	SETUP_THAT(false, "the semaphore has no file in /dev/shm");
	return false;
#else
	(void)name;
	(void)status;
	return false;
#endif
}

long room_for_semaphores(void)
{
	struct statvfs status;

	SETUP(statvfs("/dev/shm", &status));
	return (long)status.f_bfree;
}
