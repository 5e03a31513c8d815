/* What the deviants of named semaphores need to know of them. */
#ifndef IPCTS_POSIX_SEM_NAMES_H
#define IPCTS_POSIX_SEM_NAMES_H

#include "deviant.h"

#define SEM_OPEN_DEVIANT(id, description)           \
	DEVIANT(id, description, sem_t *, sem_open, \
		(const char *name, int flags, mode_t mode, unsigned value))
#define SEM_CLOSE_DEVIANT(id, description) \
	DEVIANT(id, description, int, sem_close, (sem_t * semaphore))
#define SEM_UNLINK_DEVIANT(id, description) \
	DEVIANT(id, description, int, sem_unlink, (const char *name))

/* Known to all processes of the case; zeroed at first. */
struct posix_sem_common {
	int users;  /* opens without a close */
	pid_t user; /* the process that used a semaphore last */
};
extern struct posix_sem_common *posix_sem_common;

/* The file that keeps the semaphore of that name. */
const char *path_of_semaphore(const char *name);

/* Whether there is a semaphore of that name, if the caller may open it. */
bool semaphore_exists(const char *name);

/* The address that the caller has it at; NULL: it has it not open, or may not. */
sem_t *find_semaphore(const char *name);

void set_value(sem_t *semaphore, unsigned value);

/* Sets errno, and is worth what sem_open() returns then. */
sem_t *fail_to_open(int error);

/* The addresses of semaphores that this process, or that it is a fork of, has opened. */
void remember_semaphore(sem_t *semaphore);
void for_each_semaphore(void (*act)(sem_t *semaphore));

/* Gives the process a copy of its own in the place of a semaphore. */
void detach_semaphore(sem_t *semaphore);

#endif
