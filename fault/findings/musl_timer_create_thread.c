/*
 * id: musl_timer_create_thread
 * what: timer_create(SIGEV_THREAD) that fails leaves the thread behind that it had started,
 *	and its stack: one more for each call.
 * trigger: defect; natural trigger: no timer left (RLIMIT_SIGPENDING)
 * versions: musl 1.2.3 (Debian 12)
 * replay: fault-libc --program subject-musl timer_create_thread CALL=EAGAIN, where CALL is
 *	1:1:syscall/timer_create:1
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static void notice(union sigval value)
{
	(void)value;
}

static int thread_count(void)
{
	DIR *directory = opendir("/proc/self/task");
	int count = 0;

	while (directory && readdir(directory))
		count++;
	return count - 2; /* "." and ".." */
}

int main(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = notice};
	struct rlimit none = {0, 0};
	timer_t timer;

	setrlimit(RLIMIT_SIGPENDING, &none);
	for (int i = 0; i < 100; i++) {
		if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
			return 0;
	}
	printf("timer_create() failed 100 times, %d threads are there\n", thread_count());
	return thread_count() >= 100;
}
