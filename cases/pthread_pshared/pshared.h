/*
 * The objects of the process-shared lock cases: each new one is
 * PTHREAD_PROCESS_SHARED and common to all actors started from now on.
 */
#ifndef IPCTS_PSHARED_H
#define IPCTS_PSHARED_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <pthread.h>

/* type: PTHREAD_MUTEX_...; robustness: PTHREAD_MUTEX_STALLED or _ROBUST. */
pthread_mutex_t *new_mutex(int type, int robustness);

/* clock: that of its timed waits. */
pthread_cond_t *new_condition(clockid_t clock);

pthread_rwlock_t *new_rwlock(void);
pthread_barrier_t *new_barrier(unsigned count);
pthread_spinlock_t *new_spin_lock(void);

/* Makes a mutex in the memory given, which may be mapped anywhere. */
void init_mutex(pthread_mutex_t *mutex, int type, int robustness);

#endif
