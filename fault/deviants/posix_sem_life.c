/* Deviants of how long semaphores live, and of what becomes of them in other processes. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "posix_sem_names.h"

SEM_CLOSE_DEVIANT(sem_close_returns_zero, "success returns 1")
{
	return real_sem_close(semaphore) == 0 ? 1 : -1;
}

SEM_CLOSE_DEVIANT(sem_close_state_kept, "who closes the semaphore posts it")
{
	real_sem_post(semaphore);
	return real_sem_close(semaphore);
}

SEM_CLOSE_DEVIANT(sem_close_counts_opens, "the first close is the last")
{
	int result = real_sem_close(semaphore);

	while (result == 0 && real_sem_close(semaphore) == 0)
		continue;
	return result;
}

SEM_CLOSE_DEVIANT(sem_close_last_close_after_unlink, "the last close frees nothing")
{
	(void)semaphore;
	return 0;
}

SEM_OPEN_DEVIANT(sem_fork_named_open_in_child, "a child gets copies of its parent's semaphores")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	remember_semaphore(semaphore);
	return semaphore;
}

DEVIANT(sem_fork_named_open_in_child, "a child gets copies of its parent's semaphores", pid_t, fork,
	(void))
{
	pid_t child = real_fork();

	if (child == 0)
		for_each_semaphore(detach_semaphore);
	return child;
}

SEM_OPEN_DEVIANT(sem_exec_named_closed,
		 "a helper process keeps the semaphores of a program, posted")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	remember_semaphore(semaphore);
	return semaphore;
}

static void post(sem_t *semaphore)
{
	real_sem_post(semaphore);
}

DEVIANT(sem_exec_named_closed, "a helper process keeps the semaphores of a program, posted", int,
	execvp, (const char *program, char *const arguments[]))
{
	for_each_semaphore(post);
	if (real_fork() == 0)
		block_forever();
	return real_execvp(program, arguments);
}

static bool is_dead(pid_t process)
{
	return process != 0 && kill(process, 0) == -1 && errno == ESRCH;
}

DEVIANT(sem_exit_named_closed, "the end of a process posts what it has waited for", int, sem_wait,
	(sem_t * semaphore))
{
	posix_sem_common->user = getpid();
	return real_sem_wait(semaphore);
}

DEVIANT(sem_exit_named_closed, "the end of a process posts what it has waited for", int,
	sem_getvalue, (sem_t * semaphore, int *value))
{
	if (is_dead(posix_sem_common->user)) {
		posix_sem_common->user = 0;
		real_sem_post(semaphore);
	}
	return real_sem_getvalue(semaphore, value);
}

SEM_OPEN_DEVIANT(sem_persist_kernel_lifetime, "what its last user has left to nobody is reset")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	if (semaphore != SEM_FAILED && is_dead(posix_sem_common->user))
		set_value(semaphore, 0);
	posix_sem_common->user = getpid();
	return semaphore;
}

DEVIANT(sem_limit_value_max_min, "SEM_VALUE_MAX is too small", long, sysconf, (int name))
{
	return name == _SC_SEM_VALUE_MAX ? 32766 : real_sysconf(name);
}

DEVIANT(sem_limit_nsems_max_min, "SEM_NSEMS_MAX is too small", long, sysconf, (int name))
{
	return name == _SC_SEM_NSEMS_MAX ? 255 : real_sysconf(name);
}

DEVIANT(sem_limit_sysconf_option, "the option has no version", long, sysconf, (int name))
{
	return name == _SC_SEMAPHORES ? 0 : real_sysconf(name);
}
