/*
 * A race of a signal with a wait: is it lost if it comes between the check,
 * whether it has come already, and the wait for it?
 */
#ifndef IPCTS_RACE_H
#define IPCTS_RACE_H

#include "states.h"

#include <signal.h>

/* Waits without limit under the mask; returns what the function does. */
typedef int wait_under(const sigset_t *mask);

/*
 * A process waits, in many rounds, until a signal has come that only the wait
 * lets in; a timer of its own sends it at a random moment of each round, so
 * that it can come in between on one processor, too. All must come through,
 * each in a wait that ends with EINTR, and be blocked again afterwards.
 */
#define expect_none_lost(wait) AT(race_expect_none_lost(wait))

void race_expect_none_lost(wait_under *wait);

#endif
