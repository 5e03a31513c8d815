/* The ways to take a read-write lock, behind one form, for the read-write lock cases. */
#ifndef IPCTS_RWLOCK_H
#define IPCTS_RWLOCK_H

#include "pshared.h"

#include <time.h>

/* clock is ignored by those that have one of their own. */
typedef int timed_lock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *time);
timed_lock timed_read_lock;
timed_lock timed_write_lock;
timed_lock clock_read_lock;
timed_lock clock_write_lock;

/* Skips the case if the C library has no pthread_rwlock_clockrdlock(), ...clockwrlock(). */
void need_clock_locks(void);

/* A process that takes the lock in that way and keeps it until the gate opens; returns then. */
typedef int plain_lock(pthread_rwlock_t *lock);
struct actor *hold_lock(pthread_rwlock_t *lock, plain_lock *take, struct gate *gate);

/* Nobody holds the lock. */
#define expect_free(lock) AT(rwlock_expect_free(lock))
void rwlock_expect_free(pthread_rwlock_t *lock);

#endif
