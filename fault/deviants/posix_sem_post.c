/* Deviants of posts, and of what is common to several processes or threads. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

/* Lets time pass, for others to do something in it. */
static void linger(int count)
{
	volatile int i;

	for (i = 0; i < count; i++)
		continue;
}

static int init_private(sem_t *semaphore, unsigned value)
{
	return real_sem_init(semaphore, 0, value);
}

DEVIANT(sem_init_pshared_in_shared_memory, "pshared is ignored", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	(void)shared;
	return init_private(semaphore, value);
}

DEVIANT(sem_init_across_fork_shared_mapping, "pshared is ignored", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	(void)shared;
	return init_private(semaphore, value);
}

/* The addresses where semaphores were initialized. */
enum { MOST_KNOWN = 16 };
static sem_t *known[MOST_KNOWN];
static int known_count;

static bool is_known(const sem_t *semaphore)
{
	int i;

	for (i = 0; i < known_count; i++)
		if (known[i] == semaphore)
			return true;
	return false;
}

DEVIANT(sem_init_at_different_addresses, "a semaphore is known by its first address only", int,
	sem_init, (sem_t * semaphore, int shared, unsigned value))
{
	if (known_count < MOST_KNOWN)
		known[known_count++] = semaphore;
	return real_sem_init(semaphore, shared, value);
}

DEVIANT(sem_init_at_different_addresses, "a semaphore is known by its first address only", int,
	sem_wait, (sem_t * semaphore))
{
	return is_known(semaphore) ? real_sem_wait(semaphore) : fail(EINVAL);
}

static pthread_t initializer;

DEVIANT(sem_init_pshared_zero_threads_only, "the semaphore is the thread's own", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	initializer = pthread_self();
	return real_sem_init(semaphore, shared, value);
}

DEVIANT(sem_init_pshared_zero_threads_only, "the semaphore is the thread's own", int, sem_wait,
	(sem_t * semaphore))
{
	if (!pthread_equal(initializer, pthread_self()))
		return fail(EINVAL);
	return real_sem_wait(semaphore);
}

DEVIANT(sem_post_wakes_one, "a post wakes two", int, sem_post, (sem_t * semaphore))
{
	real_sem_post(semaphore);
	return real_sem_post(semaphore);
}

DEVIANT(sem_post_n_posts_wake_n, "every third post is lost", int, sem_post, (sem_t * semaphore))
{
	static int calls;

	return ++calls % 3 == 0 ? 0 : real_sem_post(semaphore);
}

DEVIANT(sem_post_async_signal_safe, "a post that interrupts a post is lost", int, sem_post,
	(sem_t * semaphore))
{
	enum { LONG_ENOUGH_TO_BE_INTERRUPTED = 2000 };
	static volatile bool is_busy;
	int result;

	if (is_busy)
		return 0;
	is_busy = true;
	linger(LONG_ENOUGH_TO_BE_INTERRUPTED);
	result = real_sem_post(semaphore);
	is_busy = false;
	return result;
}

/* The process that waited last. */
static pid_t owner;

DEVIANT(sem_post_any_process, "only its holder may post", int, sem_wait, (sem_t * semaphore))
{
	owner = getpid();
	return real_sem_wait(semaphore);
}

DEVIANT(sem_post_any_process, "only its holder may post", int, sem_post, (sem_t * semaphore))
{
	return owner == getpid() ? real_sem_post(semaphore) : fail(EPERM);
}

DEVIANT(sem_post_priority_order, "the longest waiting thread is released, of any priority", int,
	sem_wait, (sem_t * semaphore))
{
	struct sched_param parameters = {0};

	sched_setscheduler(0, SCHED_OTHER, &parameters);
	return real_sem_wait(semaphore);
}

DEVIANT(sem_post_visible_memory, "a post is seen before the stores ahead of it", int, sem_post,
	(sem_t * semaphore))
{
	enum { LONG_ENOUGH_TO_READ = 20000 };
	static int calls;

	/* That of the next call is made now. */
	if (++calls % 2 == 0)
		return 0;
	real_sem_post(semaphore);
	real_sem_post(semaphore);
	linger(LONG_ENOUGH_TO_READ);
	return 0;
}
