/* Deviants of sem_unlink(), and of semaphores without a name. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "posix_sem_names.h"

SEM_UNLINK_DEVIANT(sem_unlink_name_gone, "the name stays")
{
	return semaphore_exists(name) ? 0 : real_sem_unlink(name);
}

/* The semaphore whose name was removed last. */
static sem_t *removed;

static int unlink_and_remember(const char *name)
{
	removed = find_semaphore(name);
	return real_sem_unlink(name);
}

SEM_UNLINK_DEVIANT(sem_unlink_open_users_continue, "a semaphore without a name cannot be posted")
{
	return unlink_and_remember(name);
}

DEVIANT(sem_unlink_open_users_continue, "a semaphore without a name cannot be posted", int,
	sem_post, (sem_t * semaphore))
{
	return semaphore == removed ? fail(EINVAL) : real_sem_post(semaphore);
}

SEM_UNLINK_DEVIANT(sem_unlink_blocked_waiter_unaffected,
		   "who waits for a semaphore that loses its name is forgotten")
{
	return unlink_and_remember(name);
}

DEVIANT(sem_unlink_blocked_waiter_unaffected,
	"who waits for a semaphore that loses its name is forgotten", int, sem_post,
	(sem_t * semaphore))
{
	return semaphore == removed ? 0 : real_sem_post(semaphore);
}

SEM_UNLINK_DEVIANT(sem_unlink_recreate_is_new, "a name made again is the old semaphore again")
{
	return unlink_and_remember(name);
}

SEM_OPEN_DEVIANT(sem_unlink_recreate_is_new, "a name made again is the old semaphore again")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	return semaphore != SEM_FAILED && flags & O_CREAT && removed ? removed : semaphore;
}

SEM_OPEN_DEVIANT(sem_unlink_returns_immediately, "it waits until nobody uses the semaphore")
{
	sem_t *semaphore = real_sem_open(name, flags, mode, value);

	posix_sem_common->users += semaphore != SEM_FAILED;
	return semaphore;
}

SEM_CLOSE_DEVIANT(sem_unlink_returns_immediately, "it waits until nobody uses the semaphore")
{
	posix_sem_common->users--;
	return real_sem_close(semaphore);
}

SEM_UNLINK_DEVIANT(sem_unlink_returns_immediately, "it waits until nobody uses the semaphore")
{
	if (posix_sem_common->users > 0)
		block_forever();
	return real_sem_unlink(name);
}

SEM_UNLINK_DEVIANT(sem_unlink_missing_enoent, "a missing name is removed")
{
	real_sem_unlink(name);
	return 0;
}

SEM_UNLINK_DEVIANT(sem_unlink_fail_no_change, "the semaphore is locked before its name is removed")
{
	sem_t *semaphore = find_semaphore(name);

	if (semaphore)
		set_value(semaphore, 0);
	return real_sem_unlink(name);
}

SEM_UNLINK_DEVIANT(sem_unlink_opened_name_not_too_long, "long names are called too long")
{
	int result = real_sem_unlink(name);

	return strlen(name) > 200 ? fail(ENAMETOOLONG) : result;
}
