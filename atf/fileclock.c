#include "fileclock.h"

#include <sys/statvfs.h>

#include "check.h"
#include "clock.h"
#include "verdict.h"

struct timespec file_clock(void)
{
	struct timespec time;

#ifdef CLOCK_REALTIME_COARSE
	SETUP(clock_gettime(CLOCK_REALTIME_COARSE, &time));
#else
	SETUP(clock_gettime(CLOCK_REALTIME, &time));
#endif
	return time;
}

bool is_earlier(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

static bool is_past(void *time)
{
	return is_earlier(*(struct timespec *)time, file_clock());
}

struct timespec await_file_clock_past(struct timespec time)
{
	/* It goes at its own pace, whatever the time_scale. */
	SETUP_THAT(wait_anyway(is_past, &time, STEP_LIMIT), "the clock stands still");
	return file_clock();
}

void need_access_times(int fd)
{
#ifdef ST_NOATIME
	struct statvfs status;

	SETUP(fstatvfs(fd, &status));
	if (status.f_flag & ST_NOATIME)
		skip_unsupported("the file system is mounted with the option noatime");
#else
	(void)fd;
#endif
}
