/* Deviants of mutexes that several processes share. */
#include "deviant.h"

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Waits for a wake-up that never comes; false if a signal was caught instead. */
static bool wait_in_vain(void)
{
	static int word;

	return syscall(SYS_futex, &word, FUTEX_WAIT, word, NULL, NULL, 0) == 0;
}

/* A mutex that nobody else has: each process is alone with it. */
static pthread_mutex_t own_mutex = PTHREAD_MUTEX_INITIALIZER;

DEVIANT(pshared_mutex_excludes_across_processes, "only threads of one process are excluded", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	(void)mutex;
	return real_pthread_mutex_lock(&own_mutex);
}

DEVIANT(pshared_mutex_excludes_across_processes, "only threads of one process are excluded", int,
	pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
	(void)mutex;
	return real_pthread_mutex_unlock(&own_mutex);
}

DEVIANT(pshared_mutex_lost_update_free, "who would have to wait goes on without the mutex", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	return number == EBUSY ? 0 : number;
}

DEVIANT(pshared_mutex_trylock_ebusy_other_process, "a mutex in use is taken for free", int,
	pthread_mutex_trylock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	return number == EBUSY ? 0 : number;
}

DEVIANT(pshared_mutex_blocks_until_unlock, "who has to wait is never woken", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	while (number == EBUSY)
		wait_in_vain();
	return number;
}

DEVIANT(pshared_mutex_no_eintr, "a caught signal ends the wait", int, pthread_mutex_lock,
	(pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_trylock(mutex);

	return number == EBUSY && !wait_in_vain() ? EINTR : number;
}

DEVIANT(pshared_mutex_not_cancellation_point, "the wait can be cancelled", int, pthread_mutex_lock,
	(pthread_mutex_t * mutex))
{
	int type;
	int number;

	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &type);
	number = real_pthread_mutex_lock(mutex);
	pthread_setcanceltype(type, NULL);
	return number;
}

/* Where, and by whom, the mutex was made. */
static const pthread_mutex_t *address_at_init;
static pid_t process_at_init;

static int init_and_remember(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
	address_at_init = mutex;
	process_at_init = getpid();
	return real_pthread_mutex_init(mutex, attributes);
}

static pthread_mutex_t *of_process(pthread_mutex_t *mutex)
{
	return getpid() == process_at_init ? mutex : &own_mutex;
}

DEVIANT(pshared_mutex_init_before_fork, "a child of fork() has a copy", int, pthread_mutex_init,
	(pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
	return init_and_remember(mutex, attributes);
}

DEVIANT(pshared_mutex_init_before_fork, "a child of fork() has a copy", int, pthread_mutex_trylock,
	(pthread_mutex_t * mutex))
{
	return real_pthread_mutex_trylock(of_process(mutex));
}

DEVIANT(pshared_mutex_init_before_fork, "a child of fork() has a copy", int, pthread_mutex_lock,
	(pthread_mutex_t * mutex))
{
	return real_pthread_mutex_lock(of_process(mutex));
}

DEVIANT(pshared_mutex_init_before_fork, "a child of fork() has a copy", int, pthread_mutex_unlock,
	(pthread_mutex_t * mutex))
{
	return real_pthread_mutex_unlock(of_process(mutex));
}

static pthread_mutex_t *of_address(pthread_mutex_t *mutex)
{
	return mutex == address_at_init ? mutex : &own_mutex;
}

DEVIANT(pshared_mutex_different_addresses, "another address is another mutex", int,
	pthread_mutex_init, (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
	return init_and_remember(mutex, attributes);
}

DEVIANT(pshared_mutex_different_addresses, "another address is another mutex", int,
	pthread_mutex_trylock, (pthread_mutex_t * mutex))
{
	return real_pthread_mutex_trylock(of_address(mutex));
}

DEVIANT(pshared_mutex_different_addresses, "another address is another mutex", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	return real_pthread_mutex_lock(of_address(mutex));
}

DEVIANT(pshared_mutex_different_addresses, "another address is another mutex", int,
	pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
	return real_pthread_mutex_unlock(of_address(mutex));
}

DEVIANT(pshared_mutex_unlock_only_by_owner, "an unlock by others is ignored, not refused", int,
	pthread_mutex_unlock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_unlock(mutex);

	return number == EPERM ? 0 : number;
}

DEVIANT(pshared_mutex_errorcheck_relock_edeadlk, "who owns the mutex may lock it again", int,
	pthread_mutex_lock, (pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_lock(mutex);

	return number == EDEADLK ? 0 : number;
}

static int type_of(const pthread_mutexattr_t *attributes)
{
	int type = PTHREAD_MUTEX_DEFAULT;

	real_pthread_mutexattr_gettype(attributes, &type);
	return type;
}

static const pthread_mutex_t *recursive_mutex;

DEVIANT(pshared_mutex_recursive_counts, "one unlock is enough", int, pthread_mutex_init,
	(pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
	if (attributes && type_of(attributes) == PTHREAD_MUTEX_RECURSIVE)
		recursive_mutex = mutex;
	return real_pthread_mutex_init(mutex, attributes);
}

DEVIANT(pshared_mutex_recursive_counts, "one unlock is enough", int, pthread_mutex_unlock,
	(pthread_mutex_t * mutex))
{
	int number = real_pthread_mutex_unlock(mutex);

	while (mutex == recursive_mutex && real_pthread_mutex_unlock(mutex) == 0)
		continue;
	return number;
}

DEVIANT(pshared_mutex_destroy_unlocked_ok, "a mutex that is free is in use", int,
	pthread_mutex_destroy, (pthread_mutex_t * mutex))
{
	(void)mutex;
	return EBUSY;
}

DEVIANT(pshared_mutex_nonrobust_dead_owner_blocks, "every mutex is robust", int, pthread_mutex_init,
	(pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes))
{
	pthread_mutexattr_t copy = *attributes;

	real_pthread_mutexattr_setrobust(&copy, PTHREAD_MUTEX_ROBUST);
	return real_pthread_mutex_init(mutex, &copy);
}
