/*
 * Mutexes that a thread got with an injected EOWNERDEAD: their real state is
 * consistent, so that pthread_mutex_consistent() would refuse them.
 */
#ifndef IPCTS_FAULT_ROBUST_H
#define IPCTS_FAULT_ROBUST_H

#include <pthread.h>

/*
 * What the function returns that got the mutex with result: EOWNERDEAD, if that
 * is 0; else result.
 */
int inherit_mutex(pthread_mutex_t *mutex, int result);

#endif
