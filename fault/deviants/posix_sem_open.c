/* Deviants of sem_open(): what it gives to whom. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "posix_sem_names.h"
#include "posix_shm_objects.h"

SEM_OPEN_DEVIANT(sem_open_returns_address, "a failure gives the address of nothing")
{
	static sem_t nothing;
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	return semaphore == SEM_FAILED ? &nothing : semaphore;
}

SEM_OPEN_DEVIANT(sem_header_sem_failed, "a failure gives an address that is none")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	return semaphore == SEM_FAILED ? (sem_t *)-1 : semaphore;
}

SEM_OPEN_DEVIANT(sem_open_enoent_without_creat, "a missing semaphore is made")
{
	return flags & O_CREAT ? real_sem_open(name, flags, mode, value)
			       : real_sem_open(name, O_CREAT, S_IRUSR | S_IWUSR, 0);
}

/* Maps the file of the semaphore, wherever the process has it already. */
static sem_t *map_again(const char *name)
{
	int fd = real_open(path_of_semaphore(name), O_RDWR | O_CLOEXEC);
	sem_t *semaphore =
		real_mmap(NULL, sizeof(*semaphore), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	real_close(fd);
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_same_address_in_process, "each open gives another address")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	return semaphore == SEM_FAILED ? SEM_FAILED : map_again(name);
}

static sem_t *old_address;

SEM_UNLINK_DEVIANT(sem_open_different_address_after_unlink,
		   "a new semaphore of an old name is put where the old one was")
{
	old_address = find_semaphore(name);
	return real_sem_unlink(name);
}

SEM_OPEN_DEVIANT(sem_open_different_address_after_unlink,
		 "a new semaphore of an old name is put where the old one was")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	if (!(flags & O_CREAT) || semaphore == SEM_FAILED || !old_address)
		return semaphore;
	return mremap(semaphore, sizeof(*semaphore), sizeof(*semaphore),
		      MREMAP_MAYMOVE | MREMAP_FIXED, old_address);
}

SEM_OPEN_DEVIANT(sem_open_same_name_same_semaphore, "names are the process's own")
{
	char own_name[300];
	sem_t *semaphore;

	if (is_first_process() || flags & O_CREAT)
		return real_sem_open(name, flags, mode, value);
	snprintf(own_name, sizeof(own_name), "%.200s.%ld", name, (long)getpid());
	semaphore = real_sem_open(own_name, O_CREAT, S_IRUSR | S_IWUSR, 1);
	real_sem_unlink(own_name);
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_usable_until_closed,
		 "another semaphore takes the place of the one before")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);
	static sem_t *before;

	if (semaphore == SEM_FAILED)
		return SEM_FAILED;
	if (before && before != semaphore)
		detach_semaphore(before);
	before = before ? before : semaphore;
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_permission_denied_eacces, "it is the real user that is asked for")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);
	uid_t user = geteuid();

	if (semaphore != SEM_FAILED || errno != EACCES)
		return semaphore;
	if (seteuid(getuid()) == -1)
		abort();
	semaphore = real_sem_open(name, flags, mode, value);
	if (seteuid(user) == -1)
		abort();
	return semaphore;
}

SEM_OPEN_DEVIANT(sem_open_linux_name_len, "a name has at most 200 bytes")
{
	return strlen(name) > 200 ? fail_to_open(ENAMETOOLONG)
				  : real_sem_open(name, flags, mode, value);
}

DEVIANT(sem_open_linux_dev_shm_file, "the names are nowhere to be seen", int, stat,
	(const char *path, struct stat *status))
{
	return strncmp(path, "/dev/shm/", 9) == 0 ? fail(ENOENT) : real_stat(path, status);
}
