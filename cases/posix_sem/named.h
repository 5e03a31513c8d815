/* Semaphores that have names: opened, closed, removed, looked for. */
#ifndef IPCTS_NAMED_H
#define IPCTS_NAMED_H

#include "semaphore.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Opens the semaphore, with O_CREAT in flags; the call must succeed. */
#define create_semaphore(name, flags, mode, value) AT(semaphore_open(name, flags, mode, value))

/* Opens a semaphore that is there; the call must succeed. */
#define open_semaphore(name) AT(semaphore_open(name, 0, 0, 0))

#define close_semaphore(semaphore) AT(semaphore_close(semaphore))

/* Removes the name; the call must succeed. */
#define remove_semaphore(name) AT(semaphore_remove(name))

/* There is no semaphore of that name. */
#define expect_no_semaphore(name) AT(semaphore_expect_missing(name))

/*
 * What the file says that keeps the semaphore, on a system where that is known
 * to be one; false elsewhere.
 */
bool status_of_semaphore(const char *name, struct stat *status);

/*
 * How many blocks semaphores could still take where enter_private_names() of
 * posix_shm.h has led.
 */
long room_for_semaphores(void);

sem_t *semaphore_open(const char *name, int flags, mode_t mode, unsigned value);
void semaphore_close(sem_t *semaphore);
void semaphore_remove(const char *name);
void semaphore_expect_missing(const char *name);

#endif
