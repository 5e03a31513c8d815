/* The object of the semaphore cases. */
#ifndef IPCTS_SEMAPHORE_H
#define IPCTS_SEMAPHORE_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <semaphore.h>

/* A new unnamed semaphore of that value, common to all actors started from now on. */
sem_t *new_semaphore(unsigned value);

/* A new semaphore of the name, of that value and of mode 0600. */
sem_t *new_named_semaphore(const char *name, unsigned value);

/* sem_getvalue() gives that value. */
#define expect_value(semaphore, value) AT(semaphore_expect_value(semaphore, value))

void semaphore_expect_value(sem_t *semaphore, int value);

#endif
