/* The order of the runs. */
#ifndef IPCTS_EXPLORE_SCHEDULE_H
#define IPCTS_EXPLORE_SCHEDULE_H

#include <stddef.h>

#include "calls.h"

struct schedule;

/*
 * Every failure of every recorded call: first those of the first call of each
 * process, thread and point, then of the last, then the others; among these, an order
 * that follows from settings->seed. recording must live as long. NULL without
 * memory.
 */
struct schedule *schedule_new(const struct recording *recording, const struct settings *settings);
void schedule_free(struct schedule *schedule);

/* How many runs there are in all, those of later failures so far included. */
unsigned long schedule_size(const struct schedule *schedule);

/* Writes the next plan. Returns 0, or -1 if there is none now. */
int schedule_next(struct schedule *schedule, char *plan, size_t size);

/*
 * Adds each failure of the recorded calls as the second one after the plan first.
 * Returns 0, or -1 without memory.
 */
int schedule_add(struct schedule *schedule, const char *first, const struct recording *later);

#endif
