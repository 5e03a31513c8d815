/* Deviants of sem_open(): what it makes, if it makes something. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "posix_sem_names.h"

SEM_OPEN_DEVIANT(sem_open_creat_initial_value, "the value is 0 or 1")
{
	return real_sem_open(name, flags, mode, value > 1 ? 1 : value);
}

SEM_OPEN_DEVIANT(sem_open_creat_existing_keeps_value, "O_CREAT sets the value of what is there")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	if (semaphore != SEM_FAILED && flags & O_CREAT)
		set_value(semaphore, value);
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_value_zero_ok, "0 is taken for 1")
{
	return real_sem_open(name, flags, mode, value == 0 ? 1 : value);
}

SEM_OPEN_DEVIANT(sem_open_value_max_ok, "SEM_VALUE_MAX is too large")
{
	return flags & O_CREAT && value == INT_MAX ? fail_to_open(EINVAL)
						   : real_sem_open(name, flags, mode, value);
}

SEM_OPEN_DEVIANT(sem_open_value_over_max_einval, "too large a value is cut")
{
	return real_sem_open(name, flags, mode, value > INT_MAX ? INT_MAX : value);
}

SEM_OPEN_DEVIANT(sem_open_excl_existing_eexist, "O_EXCL is ignored")
{
	return real_sem_open(name, flags & ~O_EXCL, mode, value);
}

SEM_OPEN_DEVIANT(sem_open_excl_atomic, "O_EXCL looks first and creates then")
{
	int i;

	if (flags & O_EXCL && semaphore_exists(name))
		return fail_to_open(EEXIST);
	for (i = 0; i < 100; i++)
		sched_yield();
	return real_sem_open(name, flags & ~O_EXCL, mode, value);
}

SEM_OPEN_DEVIANT(sem_open_failed_creates_nothing, "a value that is refused leaves a semaphore")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	if (semaphore != SEM_FAILED || errno != EINVAL || !(flags & O_CREAT))
		return semaphore;
	real_sem_close(real_sem_open(name, O_CREAT, mode, 0));
	return fail_to_open(EINVAL);
}

SEM_OPEN_DEVIANT(sem_open_mode_umask, "the umask is ignored")
{
	bool is_new = flags & O_CREAT && !semaphore_exists(name);
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	if (semaphore != SEM_FAILED && is_new)
		real_chmod(path_of_semaphore(name), mode);
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_linux_needs_rw, "permission to read is permission to write")
{
	bool is_new = flags & O_CREAT && !semaphore_exists(name);
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	if (semaphore != SEM_FAILED && is_new)
		real_chmod(path_of_semaphore(name), mode | (mode & 0444) >> 1);
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_owner_euid, "a new semaphore belongs to another user")
{
	bool is_new = flags & O_CREAT && !semaphore_exists(name);
	sem_t *semaphore = real_sem_open(name, flags, mode, value);
	uid_t user = geteuid();

	if (semaphore == SEM_FAILED || !is_new)
		return semaphore;
	if (seteuid(getuid()) == -1 || chown(path_of_semaphore(name), getuid(), (gid_t)-1) == -1 ||
	    seteuid(user) == -1)
		abort();
	return semaphore;
}
