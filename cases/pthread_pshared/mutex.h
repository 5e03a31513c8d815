/*
 * What the cases of mutexes share: the kinds of them, the ways to lock them,
 * and another process that owns one until it unlocks it, or dies.
 */
#ifndef IPCTS_MUTEX_H
#define IPCTS_MUTEX_H

#include "pshared.h"

#include <signal.h>

struct mutex_kind {
	int type;
	int robustness;
};

static const struct mutex_kind normal = {PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED};
static const struct mutex_kind errorcheck = {PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED};
static const struct mutex_kind recursive = {PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED};
static const struct mutex_kind robust = {PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST};
static const struct mutex_kind robust_errorcheck = {PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_ROBUST};
static const struct mutex_kind robust_recursive = {PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_ROBUST};

static const struct variant mutex_kinds[] = {{"normal", 0, &normal},
					     {"errorcheck", 0, &errorcheck},
					     {"recursive", 0, &recursive},
					     {"robust", 0, &robust}};

/* A new mutex of the kind that is the variant's data. */
pthread_mutex_t *new_mutex_of_kind(void);

/* A new robust mutex, of type PTHREAD_MUTEX_NORMAL. */
pthread_mutex_t *new_robust_mutex(void);

enum way_to_lock { BY_LOCK, BY_TIMEDLOCK, BY_CLOCKLOCK, BY_TRYLOCK };

static const struct variant ways_to_lock[] = {{"lock", BY_LOCK, NULL},
					      {"timedlock", BY_TIMEDLOCK, NULL},
					      {"clocklock", BY_CLOCKLOCK, NULL},
					      {"trylock", BY_TRYLOCK, NULL}};
static const struct variant ways_to_wait[] = {{"lock", BY_LOCK, NULL},
					      {"timedlock", BY_TIMEDLOCK, NULL},
					      {"clocklock", BY_CLOCKLOCK, NULL}};

/*
 * Locks the mutex by the function of that name, within a minute if it takes a
 * time. Returns what the function does.
 */
int lock_mutex(pthread_mutex_t *mutex, enum way_to_lock way);

/* Skips the case if the C library has no pthread_mutex_clocklock(). */
void need_clocklock(void);
int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *time)
	__attribute__((weak));

/* Some thread owns the mutex: the caller cannot lock it. */
#define expect_taken(mutex) AT(mutex_expect_taken(mutex))

/* The caller can lock the mutex, and unlocks it again. */
#define expect_free(mutex) AT(mutex_expect_free(mutex))

/* Likewise, and another process can, too. */
#define expect_free_to_all(mutex) AT(mutex_expect_free_to_all(mutex))

/* Another process that owns a mutex. */
struct owner {
	struct actor *actor;
	struct gate *may_go_on;
	bool *must_exit;
};

/* Starts one whose pthread_mutex_lock() returns that number, and waits until it owns the mutex. */
#define start_owner(mutex, number) AT(mutex_start_owner(mutex, number))

/* The owner unlocks the mutex, and finishes. */
#define unlock_by(owner) AT(mutex_unlock_by(owner))

/* The owner dies with the mutex locked. */
#define end_by_exit(owner) AT(mutex_end_by_exit(owner))
#define end_by_sigkill(owner) AT(mutex_end_by_sigkill(owner))

/* A process locks the mutex, and dies. */
#define abandon_mutex(mutex) end_by_exit(start_owner(mutex, 0))

void mutex_expect_taken(pthread_mutex_t *mutex);
void mutex_expect_free(pthread_mutex_t *mutex);
void mutex_expect_free_to_all(pthread_mutex_t *mutex);
struct owner mutex_start_owner(pthread_mutex_t *mutex, int number);
void mutex_unlock_by(struct owner owner);
void mutex_end_by_exit(struct owner owner);
void mutex_end_by_sigkill(struct owner owner);

#endif
