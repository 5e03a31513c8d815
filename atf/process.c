#include "process.h"

#include <unistd.h>

#ifdef __linux__

#include <sys/prctl.h>
#include <sys/syscall.h>

void adopt_orphans(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void follow_parent(int signal)
{
	prctl(PR_SET_PDEATHSIG, signal);
}

void sharpen_timers(void)
{
	prctl(PR_SET_TIMERSLACK, 1);
}

void stay_visible(void)
{
	prctl(PR_SET_DUMPABLE, 1);
}

pid_t thread_id(void)
{
	return (pid_t)syscall(SYS_gettid);
}

#else

void adopt_orphans(void)
{
}

void follow_parent(int signal)
{
	(void)signal;
}

void sharpen_timers(void)
{
}

void stay_visible(void)
{
}

pid_t thread_id(void)
{
	return getpid();
}

#endif
