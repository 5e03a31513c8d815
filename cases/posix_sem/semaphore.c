#include "semaphore.h"

#include <sys/stat.h>

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

void semaphore_expect_value(sem_t *semaphore, int value)
{
	int observed;

	check_success(THERE, "sem_getvalue()", sem_getvalue(semaphore, &observed));
	check_equal(THERE, "the value of the semaphore", value, observed);
}
