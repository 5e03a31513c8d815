/*
 * id: musl_mq_notify_lost
 * what: mq_notify(SIGEV_THREAD) waits for the notification with one recv(), and takes any
 *	failure of that for the end: the notification is lost, or, if it comes before the
 *	registration, mq_notify() cancels a thread that is gone, which may crash.
 * trigger: injected only; depends on which thread is faster
 * versions: musl 1.2.3 (Debian 12)
 * replay: fault-libc --program subject-musl mq_notify_thread CALL=EAGAIN, where CALL is
 *	1:2:syscall/recvfrom:1
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { MILLISECONDS_TO_ARRIVE = 2000 };

static int fds[2];

static void notice(union sigval value)
{
	(void)value;
	if (write(fds[1], "a", 1) != 1)
		_exit(2);
}

/* Under fault-syscall -p 1:2:syscall/recvfrom:1=EAGAIN */
int main(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = notice};
	struct pollfd polled = {.events = POLLIN};
	char name[32];
	mqd_t queue;

	snprintf(name, sizeof(name), "/finding-%d", (int)getpid());
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	if (queue == (mqd_t)-1 || pipe(fds) != 0)
		return 2;
	mq_unlink(name);
	polled.fd = fds[0];
	if (mq_notify(queue, &event) != 0 || mq_send(queue, "a", 1, 0) != 0)
		return 0;
	return poll(&polled, 1, MILLISECONDS_TO_ARRIVE) == 0;
}
