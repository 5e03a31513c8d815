/*
 * id: glibc_timer_create_thread
 * what: timer_create(SIGEV_THREAD) that cannot start its helper thread fails, and from then
 *	on for ever, with EAGAIN.
 * trigger: defect; natural trigger: no address space left (RLIMIT_AS) at the first call
 * versions: glibc 2.36 (Debian 12)
 * replay: fault-libc timer_create_thread 1:1:syscall/mmap:1=ENOMEM
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static void notice(union sigval value)
{
	(void)value;
}

int main(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = notice};
	struct rlimit former, none;
	timer_t timer;

	getrlimit(RLIMIT_AS, &former);
	none = former;
	none.rlim_cur = 1;
	setrlimit(RLIMIT_AS, &none);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
		return 0;
	setrlimit(RLIMIT_AS, &former);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
		return 0;
	perror("timer_create() failed once for want of memory, and now for ever");
	return 1;
}
