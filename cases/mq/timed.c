#include "timed.h"

#include <limits.h>

const long mq_invalid_nanoseconds[] = {-1, BILLION, LONG_MIN, LONG_MAX};
const long mq_extreme_nanoseconds[] = {0, BILLION - 1};

struct timespec mq_far_time(void)
{
	return time_ahead(CLOCK_REALTIME, MINUTE);
}

struct timespec mq_past_time(int i)
{
	enum { DAY = 24 * 60 * MINUTE };
	static const long milliseconds_ago[] = {0, 1, DAY};

	if (i == PAST_TIMES - 1)
		return (struct timespec){0, 0};
	return time_ahead(CLOCK_REALTIME, -milliseconds_ago[i]);
}

void mq_observe_unneeded_times(mqd_t queue, int (*transfer)(mqd_t queue, struct timespec time))
{
	static const struct {
		const char *key;
		struct timespec time;
	} times[] = {{"tv_nsec of -1, no need to wait", {BILLION, -1}},
		     {"tv_nsec of 1000000000, no need to wait", {BILLION, BILLION}},
		     {"tv_sec of -1, no need to wait", {-1, 0}}};
	size_t i;

	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		int error = transfer(queue, times[i].time);

		observe(times[i].key, "%s", error ? error_name(error) : "success");
	}
}
