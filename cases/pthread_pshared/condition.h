/*
 * A condition with its predicate, for the condition variable cases: there is a
 * ticket. Every wait re-checks it, so a spurious wake-up does no harm.
 */
#ifndef IPCTS_CONDITION_H
#define IPCTS_CONDITION_H

#include "pshared.h"

#include <time.h>

struct monitor {
	pthread_mutex_t *mutex;
	pthread_cond_t *condition;
	int *tickets; /* by the mutex */
};

/* The mutex is of type PTHREAD_MUTEX_ERRORCHECK: it knows whether its owner unlocks it. */
struct monitor new_monitor(clockid_t clock, int robustness);

/* The three functions that wait, behind one form: time is ignored by the first, clock by two. */
typedef int wait_function(struct monitor m, clockid_t clock, const struct timespec *time);
wait_function wait_plain;
wait_function wait_timed;
wait_function wait_on_clock;

/* Skips the case if the C library has no pthread_cond_clockwait(). */
void need_clock_wait(void);

/* They must succeed. */
#define lock_mutex(m) AT(monitor_lock(m))
#define unlock_mutex(m) AT(monitor_unlock(m))

/* Waits for a ticket and takes it. */
#define take_ticket(m) AT(monitor_take_ticket(m))

/* So many more tickets, under the mutex; wakes nobody. */
#define add_tickets(m, count) AT(monitor_add_tickets(m, count))

/* One more ticket, and a signal of the condition under the mutex. */
#define hand_ticket(m) AT(monitor_hand_ticket(m))

void monitor_lock(struct monitor m);
void monitor_unlock(struct monitor m);
void monitor_take_ticket(struct monitor m);
void monitor_add_tickets(struct monitor m, int count);
void monitor_hand_ticket(struct monitor m);

#endif
