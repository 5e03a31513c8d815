#include "semaphore.h"

#include <sys/stat.h>
#include <unistd.h>

sem_t *new_semaphore(unsigned value)
{
	sem_t *semaphore = share(sizeof(*semaphore));

	SETUP(sem_init(semaphore, 1, value));
	return semaphore;
}

sem_t *new_named_semaphore(const char *name, unsigned value)
{
	sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, S_IRUSR | S_IWUSR, value);

	SETUP_THAT(semaphore != SEM_FAILED, "sem_open(): %s", error_name(errno));
	return semaphore;
}

sem_t *new_semaphore_of_variant(unsigned value)
{
	const char *name = unique_name();
	sem_t *semaphore;

	if (!variant()->value)
		return new_semaphore(value);
	semaphore = new_named_semaphore(name, value);
	SETUP(sem_unlink(name));
	return semaphore;
}

unsigned largest_value(void)
{
	return (unsigned)SETUP(sysconf(_SC_SEM_VALUE_MAX));
}

void need_clockwait(void)
{
	if (!sem_clockwait)
		skip_unsupported("the C library has no sem_clockwait()");
}

int wait_in_way(long way, sem_t *semaphore)
{
	enum { FAR = 3600 * 1000 };
	clockid_t clock = way == CLOCK_WAIT ? CLOCK_MONOTONIC : CLOCK_REALTIME;
	struct timespec time = time_ahead(clock, FAR);

	switch (way) {
	case TIMED_WAIT:
		return sem_timedwait(semaphore, &time);
	case CLOCK_WAIT:
		need_clockwait();
		return sem_clockwait(semaphore, clock, &time);
	default:
		return sem_wait(semaphore);
	}
}

static bool is_at_end(void *actor)
{
	return !is_running(actor);
}

void let_try(struct actor *actor)
{
	wait_until(is_at_end, actor, STEP_LIMIT / 10);
	dismiss(actor);
}

void observe_result(const char *call, int result)
{
	observe(call, "%s", result == 0 ? "success" : error_name(errno));
}

void semaphore_expect_value(sem_t *semaphore, int value)
{
	int observed;

	check_success(THERE, "sem_getvalue()", sem_getvalue(semaphore, &observed));
	check_equal(THERE, "the value of the semaphore", value, observed);
}
