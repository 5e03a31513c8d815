/*
 * Signals that a case catches are counted, over all its actors together: a
 * handler counts in memory that they have in common.
 */
#ifndef IPCTS_SIGNALS_H
#define IPCTS_SIGNALS_H

#include <stdbool.h>

#include "check.h"

/* The calling process catches the signal from now on; flags are those of sigaction(). */
void catch_signal(int number, int flags);

/* How often the signal was caught. */
unsigned times_caught(int number);

/* Waits until the signal has been caught at all. */
#define await_caught(number) AT(signals_await_caught(number))

/* The calling process ignores, or the calling thread blocks, the signal. */
void ignore_signal(int number);
void block_signal(int number);

/* Whether the signal waits to be delivered to the calling thread. */
bool is_pending(int number);

void signals_await_caught(int number);

#endif
