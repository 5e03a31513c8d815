/* Deviants of what becomes of mappings: over exit and exec, and seen from elsewhere. */
#include "mmap_map.h"

#include <sys/wait.h>
#include <unistd.h>

static bool is_child;

DEVIANT(mmap_exit_unmapped_at_exit, "what a child changes is lost with it", pid_t, fork, (void))
{
	pid_t pid = real_fork();

	is_child |= pid == 0;
	return pid;
}

MMAP_DEVIANT(mmap_exit_unmapped_at_exit, "what a child changes is lost with it")
{
	if (is_child && fd != -1 && flags & MAP_SHARED)
		flags = with_type(flags, MAP_PRIVATE);
	return real_mmap(address, size, protection, flags, fd, offset);
}

DEVIANT(mmap_exec_unmapped, "the old memory waits for the end of the new program", int, execvp,
	(const char *program, char *const arguments[]))
{
	pid_t pid = real_fork();
	int status = 0;

	if (pid == 0)
		return real_execvp(program, arguments);
	waitpid(pid, &status, 0);
	_exit(WEXITSTATUS(status));
}

/* Where the object was made. */
static const void *home;

DEVIANT(mmap_sync_works_at_different_addresses, "an object works where it was made only", int,
	sem_init, (sem_t * semaphore, int shared, unsigned value))
{
	home = semaphore;
	return real_sem_init(semaphore, shared, value);
}

DEVIANT(mmap_sync_works_at_different_addresses, "an object works where it was made only", int,
	sem_wait, (sem_t * semaphore))
{
	static sem_t never_posted;

	return real_sem_wait(semaphore == home ? semaphore : &never_posted);
}

DEVIANT(mmap_sync_works_at_different_addresses, "an object works where it was made only", int,
	pthread_mutex_init, (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
	home = mutex;
	return real_pthread_mutex_init(mutex, attributes);
}

DEVIANT(mmap_sync_works_at_different_addresses, "an object works where it was made only", int,
	pthread_mutex_trylock, (pthread_mutex_t * mutex))
{
	return mutex == home ? real_pthread_mutex_trylock(mutex) : 0;
}
