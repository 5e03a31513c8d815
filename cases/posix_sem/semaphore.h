/* The object of the semaphore cases. */
#ifndef IPCTS_SEMAPHORE_H
#define IPCTS_SEMAPHORE_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <semaphore.h>
#include <time.h>

/* A new unnamed semaphore of that value, common to all actors started from now on. */
sem_t *new_semaphore(unsigned value);

/* A new semaphore of the name, of that value and of mode 0600. */
sem_t *new_named_semaphore(const char *name, unsigned value);

/* For rules on both kinds: value is "has a name". */
static const struct variant kinds_of_semaphore[] = {{"unnamed", false, NULL},
						    {"named", true, NULL}};

/* A new semaphore of the variant's kind; the name of a named one is unlinked at once. */
sem_t *new_semaphore_of_variant(unsigned value);

/* SEM_VALUE_MAX, which <limits.h> may leave to sysconf(). */
unsigned largest_value(void);

/*
 * Of Issue 8: a C library may not have it yet. need_clockwait() then skips the
 * case.
 */
extern int sem_clockwait(sem_t *restrict semaphore, clockid_t clock,
			 const struct timespec *restrict time) __attribute__((weak));
void need_clockwait(void);

/* The functions that wait, all as sem_wait(): the others with a time far ahead. */
enum way_to_wait { WAIT, TIMED_WAIT, CLOCK_WAIT };
int wait_in_way(long way, sem_t *semaphore);

/* Lets the actor try, for as long as anything sensible takes; its end is not looked at. */
void let_try(struct actor *actor);

/* Records what became of a call that returns 0 or -1. */
void observe_result(const char *call, int result);

/* sem_getvalue() gives that value. */
#define expect_value(semaphore, value) AT(semaphore_expect_value(semaphore, value))

void semaphore_expect_value(sem_t *semaphore, int value);

#endif
