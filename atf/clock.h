/*
 * Time: waiting for something to become true, within a limit. Nothing in the
 * suite sleeps for a fixed time to let something else happen.
 */
#ifndef IPCTS_CLOCK_H
#define IPCTS_CLOCK_H

#include <stdbool.h>
#include <time.h>

#include "check.h"

/* How long a step of a scenario may take, in seconds, before time_scale. */
#define STEP_LIMIT 10.0

/* Seconds of CLOCK_MONOTONIC. */
double now(void);

/* The time of the clock so many milliseconds from now; if negative, in the past. */
struct timespec time_ahead(clockid_t clock, long milliseconds);

/* The clock shows the time (a struct timespec), or a later one: lower bounds are exact. */
#define expect_reached(clock, time) AT(clock_expect_reached(clock, time))

/*
 * Polls until condition(argument) is true, in growing pauses of up to a
 * millisecond. seconds are multiplied by time_scale. Returns whether it became
 * true in time; gives up at once when the case is doomed anyway, because
 * something was recorded.
 */
bool wait_until(bool (*condition)(void *argument), void *argument, double seconds);

/* Likewise, but whatever was recorded, and the seconds are never less. */
bool wait_anyway(bool (*condition)(void *argument), void *argument, double seconds);

void clock_expect_reached(clockid_t clock, struct timespec time);

#endif
