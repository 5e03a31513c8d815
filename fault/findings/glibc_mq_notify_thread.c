/*
 * id: glibc_mq_notify_thread
 * what: mq_notify(SIGEV_THREAD) fails with ENOSYS when its helper cannot be started, and
 *	from then on for ever, whatever was the reason.
 * trigger: defect; natural trigger: no descriptor left (RLIMIT_NOFILE) at the first call
 * versions: glibc 2.36 (Debian 12)
 * replay: fault-libc mq_notify_thread 1:1:syscall/socket:1=EMFILE
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static void notice(union sigval value)
{
	(void)value;
}

int main(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = notice};
	struct rlimit former, none;
	char name[32];
	mqd_t queue;

	snprintf(name, sizeof(name), "/finding-%d", (int)getpid());
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	if (queue == (mqd_t)-1) {
		perror("mq_open");
		return 2;
	}
	mq_unlink(name);
	getrlimit(RLIMIT_NOFILE, &former);
	none = former;
	none.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &none);
	if (mq_notify(queue, &event) == 0)
		return 0;
	setrlimit(RLIMIT_NOFILE, &former);
	if (mq_notify(queue, &event) == 0)
		return 0;
	printf("mq_notify() failed once for want of a descriptor, and now for ever: %s\n",
	       errno == ENOSYS ? "ENOSYS" : "another error");
	return 1;
}
