/* Times to limit the waiting with, right and wrong ones. */
#ifndef IPCTS_MQ_TIMED_H
#define IPCTS_MQ_TIMED_H

#include "mq.h"

#include <time.h>

/* So many milliseconds are worth waiting for. */
enum { SOON = 5, MINUTE = 60000 };

/* A time that no case lives to see. */
struct timespec mq_far_time(void);

/* PAST_TIMES times that are past: the moment just over, ..., the beginning of all times. */
enum { PAST_TIMES = 4 };
struct timespec mq_past_time(int i);

/* Numbers of nanoseconds that no time has, and the ends of those that times have. */
enum { BILLION = 1000000000, INVALID_NANOSECONDS = 4, EXTREME_NANOSECONDS = 2 };
extern const long mq_invalid_nanoseconds[INVALID_NANOSECONDS];
extern const long mq_extreme_nanoseconds[EXTREME_NANOSECONDS];

/* Observes what a call makes of invalid times where it does not have to wait: 0, or its error. */
void mq_observe_unneeded_times(mqd_t queue, int (*transfer)(mqd_t queue, struct timespec time));

#endif
