#include "clock.h"

#include <poll.h>
#include <sched.h>
#include <time.h>

#include "arena.h"

double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The first rounds only give the processor away: most waits end there. */
static void pause_before_round(unsigned round)
{
	enum { YIELDS = 4, DOUBLINGS = 6 };
	struct timespec t = {0, 16000};

	if (round < YIELDS) {
		sched_yield();
		return;
	}
	round -= YIELDS;
	t.tv_nsec <<= round < DOUBLINGS ? round : DOUBLINGS;
	ppoll(NULL, 0, &t, NULL);
}

bool wait_until(bool (*condition)(void *argument), void *argument, double seconds)
{
	double limit = now() + seconds * arena->settings->time_scale;
	unsigned round;

	for (round = 0; !condition(argument); round++) {
		if (arena->is_doomed || now() > limit)
			return false;
		pause_before_round(round);
	}
	return true;
}

bool wait_anyway(bool (*condition)(void *argument), void *argument, double seconds)
{
	double scale = arena->settings->time_scale;
	double limit = now() + seconds * (scale > 1 ? scale : 1);
	unsigned round;

	for (round = 0; !condition(argument); round++) {
		if (now() > limit)
			return false;
		pause_before_round(round);
	}
	return true;
}
