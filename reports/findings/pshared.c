/* Mutexes, robust ones above all. */
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "finding.h"

static pthread_mutex_t mutex;

static void make_robust(int type, pthread_mutex_t *robust)
{
	pthread_mutexattr_t attributes;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_settype(&attributes, type);
	pthread_mutex_init(robust, &attributes);
}

static void *lock(void *result)
{
	*(int *)result = pthread_mutex_lock(&mutex);
	return NULL;
}

/* Locks the mutex after its owner has died; an unlock makes it unrecoverable. */
static bool lock_after_death(void)
{
	pthread_t owner;
	int result;

	make_robust(PTHREAD_MUTEX_NORMAL, &mutex);
	return pthread_create(&owner, NULL, lock, &result) == 0 && pthread_join(owner, NULL) == 0 &&
	       pthread_mutex_trylock(&mutex) == EOWNERDEAD;
}

FINDING("glibc reports EDEADLK for trylock on one's own robust ERRORCHECK mutex")
{
	make_robust(PTHREAD_MUTEX_ERRORCHECK, &mutex);
	pthread_mutex_lock(&mutex);
	return pthread_mutex_trylock(&mutex) == EDEADLK ? SHOWN : NOT_SHOWN;
}

FINDING("glibc 2.36 leaves a mutex locked after its trylock reported ENOTRECOVERABLE: the next one "
	"reports EBUSY")
{
	if (!lock_after_death())
		return CANNOT_TRY;
	pthread_mutex_unlock(&mutex);
	return pthread_mutex_trylock(&mutex) == ENOTRECOVERABLE &&
			       pthread_mutex_trylock(&mutex) == EBUSY
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("musl reports EPERM for a mutex that is not to be recovered any more")
{
	if (!lock_after_death())
		return CANNOT_TRY;
	pthread_mutex_unlock(&mutex);
	return pthread_mutex_consistent(&mutex) == EPERM ? SHOWN : NOT_SHOWN;
}

/* In memory of both, and without the help that the C library gives to threads. */
FINDING("QEMU 7.2 refuses set_robust_list() and get_robust_list() (ENOSYS): the kernel does not "
	"learn of robust mutexes, and their owner's death goes unnoticed")
{
	pthread_mutex_t *shared = shared_memory(sizeof(*shared));
	int owner;

	make_robust(PTHREAD_MUTEX_NORMAL, shared);
	owner = fork();
	if (owner == 0)
		_exit(pthread_mutex_lock(shared));
	outcome_of(owner);
	return pthread_mutex_trylock(shared) == EBUSY ? SHOWN : NOT_SHOWN;
}

/* Those that only come when it is unrecoverable do not wait: two that do are enough. */
static enum outcome wait_for_mutex(void)
{
	enum { WAITERS = 10 };
	pthread_t threads[WAITERS];
	int results[WAITERS];

	if (!lock_after_death())
		return CANNOT_TRY;
	for (int i = 0; i < WAITERS; i++)
		pthread_create(&threads[i], NULL, lock, &results[i]);
	usleep(500000);
	pthread_mutex_unlock(&mutex);
	for (int i = 0; i < WAITERS; i++)
		pthread_join(threads[i], NULL);
	return NOT_SHOWN;
}

FINDING_HANGS("glibc 2.36 wakes one of the threads that wait for a mutex become unrecoverable; the "
	      "others sleep for ever",
	      3)
{
	return IS_GLIBC ? wait_for_mutex() : NOT_SHOWN;
}

FINDING_HANGS("musl wakes one of the threads that wait for a mutex become unrecoverable; the "
	      "others sleep for ever",
	      3)
{
	return IS_GLIBC ? NOT_SHOWN : wait_for_mutex();
}
