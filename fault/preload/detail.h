/*
 * What the log tells about a call besides its address (log.h): which of the documented
 * errors it cannot have with those arguments, and what it would remove.
 */
#ifndef IPCTS_FAULT_DETAIL_H
#define IPCTS_FAULT_DETAIL_H

#include "../points/points.h"

enum { DETAIL_SIZE = 300 };

/* Each returns a text, in room if it is not always the same, or NULL: nothing to tell. */

/* Locking, unlocking, and waiting with a mutex. */
const char *detail_of_mutex(const pthread_mutex_t *mutex, char room[DETAIL_SIZE]);

/* Making one of the kind that lives in the program's own memory only. */
const char *detail_of_pthread_mutex_init(const pthread_mutexattr_t *attributes);
const char *detail_of_pthread_cond_init(const pthread_condattr_t *attributes);
const char *detail_of_pthread_rwlock_init(const pthread_rwlockattr_t *attributes);
const char *detail_of_pthread_barrier_init(const pthread_barrierattr_t *attributes);

/* read(), send() and their like; inside (decision.h) */
const char *detail_of_transfer(int fd);

/* sigaction() */
const char *detail_of_signal(int number, const struct sigaction *action);

/* flock() */
const char *detail_of_flock(int operation);

/* mq_unlink(), shm_unlink(), sem_unlink() */
const char *detail_of_name(enum point_index point, const char *name, char room[DETAIL_SIZE]);

/* msgctl(), semctl(), shmctl() */
const char *detail_of_control(enum point_index point, int id, int command, char room[DETAIL_SIZE]);

#endif
