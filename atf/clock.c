#include "clock.h"

#include <poll.h>
#include <sched.h>

#include "arena.h"

double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct timespec time_ahead(clockid_t clock, long milliseconds)
{
	enum { IN_A_SECOND = 1000, NANOSECONDS = 1000000 };
	struct timespec t;

	SETUP(clock_gettime(clock, &t));
	t.tv_sec += milliseconds / IN_A_SECOND;
	t.tv_nsec += milliseconds % IN_A_SECOND * NANOSECONDS;
	if (t.tv_nsec < 0) {
		t.tv_sec--;
		t.tv_nsec += (long)IN_A_SECOND * NANOSECONDS;
	} else if (t.tv_nsec >= (long)IN_A_SECOND * NANOSECONDS) {
		t.tv_sec++;
		t.tv_nsec -= (long)IN_A_SECOND * NANOSECONDS;
	}
	return t;
}

void clock_expect_reached(clockid_t clock, struct timespec time)
{
	struct timespec t;

	SETUP(clock_gettime(clock, &t));
	if (t.tv_sec < time.tv_sec || (t.tv_sec == time.tv_sec && t.tv_nsec < time.tv_nsec))
		check_failed(THERE, "the clock: expected %jd.%09ld or later, observed %jd.%09ld",
			     (intmax_t)time.tv_sec, time.tv_nsec, (intmax_t)t.tv_sec, t.tv_nsec);
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
