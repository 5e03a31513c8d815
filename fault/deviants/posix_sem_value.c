/* Deviants of the value of semaphores: what it is at first, and what changes it. */
#include "deviant.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <unistd.h>

/* The value; of a locked semaphore 0. */
static int value_of(sem_t *semaphore)
{
	int value = 0;

	real_sem_getvalue(semaphore, &value);
	return value < 0 ? 0 : value;
}

DEVIANT(sem_init_value_set, "the value is 0 or 1", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	return real_sem_init(semaphore, shared, value > 1 ? 1 : value);
}

DEVIANT(sem_init_returns_zero, "success returns the value", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	int result = real_sem_init(semaphore, shared, value);

	return result == 0 ? (int)value : result;
}

DEVIANT(sem_init_value_max_ok, "SEM_VALUE_MAX is too large", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	return value >= INT_MAX ? fail(EINVAL) : real_sem_init(semaphore, shared, value);
}

DEVIANT(sem_init_value_over_max_einval, "too large a value is cut", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	return real_sem_init(semaphore, shared, value > INT_MAX ? INT_MAX : value);
}

DEVIANT(sem_destroy_returns_zero, "what was destroyed cannot be initialized again", int,
	sem_destroy, (sem_t * semaphore))
{
	int result = real_sem_destroy(semaphore);

	real_sem_init(semaphore, 0, INT_MAX);
	return result;
}

DEVIANT(sem_destroy_returns_zero, "what was destroyed cannot be initialized again", int, sem_init,
	(sem_t * semaphore, int shared, unsigned value))
{
	if (value_of(semaphore) == INT_MAX)
		return fail(EBUSY);
	return real_sem_init(semaphore, shared, value);
}

DEVIANT(sem_getvalue_current, "the value is locked while it is looked at, and for good", int,
	sem_getvalue, (sem_t * semaphore, int *value))
{
	int result = real_sem_getvalue(semaphore, value);

	real_sem_trywait(semaphore);
	return result;
}

/* Allowed by the standard while exactly one process waits, and on Linux never. */
static int get_value_below_zero(sem_t *semaphore, int *value)
{
	int result = real_sem_getvalue(semaphore, value);

	if (result == 0 && *value == 0)
		*value = -1;
	return result;
}

DEVIANT(sem_getvalue_locked_zero_or_negative, "a locked semaphore has the value -1", int,
	sem_getvalue, (sem_t * semaphore, int *value))
{
	return get_value_below_zero(semaphore, value);
}

DEVIANT(sem_getvalue_linux_zero, "a locked semaphore has the value -1", int, sem_getvalue,
	(sem_t * semaphore, int *value))
{
	return get_value_below_zero(semaphore, value);
}

DEVIANT(sem_post_increments, "the value is 1 at most", int, sem_post, (sem_t * semaphore))
{
	return value_of(semaphore) > 0 ? 0 : real_sem_post(semaphore);
}

DEVIANT(sem_post_overflow_eoverflow, "beyond SEM_VALUE_MAX the value is 0 again", int, sem_post,
	(sem_t * semaphore))
{
	if (value_of(semaphore) == INT_MAX)
		return real_sem_init(semaphore, 1, 0);
	return real_sem_post(semaphore);
}

DEVIANT(sem_wait_decrements, "only the last unit is ever taken", int, sem_wait, (sem_t * semaphore))
{
	return value_of(semaphore) > 1 ? 0 : real_sem_wait(semaphore);
}

DEVIANT(sem_trywait_success_decrements, "all units are taken at once", int, sem_trywait,
	(sem_t * semaphore))
{
	int result = real_sem_trywait(semaphore);

	while (result == 0 && real_sem_trywait(semaphore) == 0)
		continue;
	return result;
}

DEVIANT(sem_trywait_eagain_at_zero, "it waits for the semaphore", int, sem_trywait,
	(sem_t * semaphore))
{
	if (value_of(semaphore) == 0)
		block_forever();
	return real_sem_trywait(semaphore);
}

/* A failed wait takes back what it never took. */
DEVIANT(sem_wait_fail_state_unchanged, "who times out gives a unit back", int, sem_timedwait,
	(sem_t * semaphore, const struct timespec *time))
{
	int result = real_sem_timedwait(semaphore, time);
	int error = errno;

	if (result == -1)
		real_sem_post(semaphore);
	errno = error;
	return result;
}

/* Who holds a unit of which semaphore: common to all processes of a case. */
enum { MOST_HELD = 64 };
static struct {
	pid_t holder;
	sem_t *semaphore;
} * held;

DEVIANT(sem_wait_not_released_by_exit, "the end of a process gives back what it holds", pid_t, fork,
	(void))
{
	if (!held)
		held = common_memory(MOST_HELD * sizeof(*held));
	return real_fork();
}

DEVIANT(sem_wait_not_released_by_exit, "the end of a process gives back what it holds", int,
	sem_wait, (sem_t * semaphore))
{
	int result = real_sem_wait(semaphore);
	int i;

	for (i = 0; result == 0 && held && i < MOST_HELD; i++)
		if (held[i].holder == 0) {
			held[i].holder = getpid();
			held[i].semaphore = semaphore;
			break;
		}
	return result;
}

DEVIANT(sem_wait_not_released_by_exit, "the end of a process gives back what it holds", int,
	sem_getvalue, (sem_t * semaphore, int *value))
{
	int i;

	for (i = 0; held && i < MOST_HELD; i++)
		if (held[i].semaphore == semaphore && kill(held[i].holder, 0) == -1) {
			held[i].semaphore = NULL;
			real_sem_post(semaphore);
		}
	return real_sem_getvalue(semaphore, value);
}
