/* Deviants of mappings of shared memory objects, and of what happens to them. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "posix_shm_objects.h"

#define MMAP_DEVIANT(id, description)          \
	DEVIANT(id, description, void *, mmap, \
		(void *address, size_t size, int protection, int flags, int fd, off_t offset))

MMAP_DEVIANT(shm_map_visible_between_processes, "a second process maps a copy")
{
	if (is_object(fd) && !is_first_process())
		return mmap_copy(address, size, protection, flags, fd, offset);
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(shm_map_different_addresses_ok, "what is mapped at another address is a copy")
{
	void *former = last_mapped_object.address;
	void *result = mmap_and_remember(address, size, protection, flags, fd, offset);

	if (is_object(fd) && former && result != MAP_FAILED && result != former)
		return mmap_copy(result, size, protection, flags | MAP_FIXED, fd, offset);
	return result;
}

MMAP_DEVIANT(shm_map_twice_in_process, "a second mapping is a copy")
{
	static pid_t mapper;

	if (!is_object(fd))
		return real_mmap(address, size, protection, flags, fd, offset);
	if (mapper == getpid())
		return mmap_copy(address, size, protection, flags, fd, offset);
	mapper = getpid();
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(shm_map_access_beyond_size_sigbus, "to map an object makes it as large as that")
{
	if (is_object(fd) && object_size(fd) < (off_t)size)
		real_ftruncate(fd, (off_t)size);
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(shm_map_close_fd_keeps_mapping, "close() unmaps")
{
	return mmap_and_remember(address, size, protection, flags, fd, offset);
}

DEVIANT(shm_map_close_fd_keeps_mapping, "close() unmaps", int, close, (int fd))
{
	if (is_object(fd) && fd == last_mapped_object.fd)
		real_munmap(last_mapped_object.address, last_mapped_object.size);
	return real_close(fd);
}

DEVIANT(shm_map_survives_creator_exit, "the data go with the process that made the object", int,
	shm_open, (const char *name, int flags, mode_t mode))
{
	int fd = real_shm_open(name, flags, mode);
	struct stat status;

	if (fd == -1 || real_fstat(fd, &status) == -1)
		return fd;
	if (flags & O_CREAT) {
		posix_shm_common->number = status.st_ino;
		posix_shm_common->creator = getpid();
	} else if (posix_shm_common->number == status.st_ino &&
		   kill(posix_shm_common->creator, 0) == -1) {
		lose_contents(fd);
	}
	return fd;
}

MMAP_DEVIANT(shm_map_fork_inherits, "a child gets a copy of what is mapped")
{
	return mmap_and_remember(address, size, protection, flags, fd, offset);
}

DEVIANT(shm_map_fork_inherits, "a child gets a copy of what is mapped", pid_t, fork, (void))
{
	pid_t child = real_fork();

	if (child == 0 && last_mapped_object.address)
		replace_by_copy(last_mapped_object.address, last_mapped_object.size);
	return child;
}

#define KEPT "IPCTS_DEVIANT_KEPT_OBJECT"

static void keep_over_exec(int fd)
{
	char text[20];

	snprintf(text, sizeof(text), "%d", fd);
	real_fcntl(fd, F_SETFD, 0);
	setenv(KEPT, text, 1);
}

DEVIANT(shm_map_exec_unmaps, "a program finds mapped what was before exec", int, execvp,
	(const char *program, char *const arguments[]))
{
	for_each_object(keep_over_exec);
	return real_execvp(program, arguments);
}

__attribute__((constructor)) static void map_kept(void)
{
	const char *kept = getenv(KEPT);

	if (kept)
		real_mmap(NULL, 1, PROT_READ, MAP_SHARED, (int)strtol(kept, NULL, 10), 0);
}

static void close_if_cloexec(int fd)
{
	if (real_fcntl(fd, F_GETFD) & FD_CLOEXEC)
		real_close(fd);
}

DEVIANT(shm_fork_fd_inherited, "fork() closes as exec does", pid_t, fork, (void))
{
	pid_t child = real_fork();

	if (child == 0)
		for_each_object(close_if_cloexec);
	return child;
}
