/* How the objects that POSIX says nothing of come into their states. */
#ifdef __linux__

#include "../mq/mq.h"
#include "../posix_shm/posix_shm.h"
#include "states.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

ENTRANCE(empty_queue)
{
	return new_queue(0);
}

ENTRANCE(queue_with_message)
{
	mqd_t queue = new_queue(0);

	send_message(queue, "", 0);
	return queue;
}

ENTRANCE(full_queue)
{
	mqd_t queue = new_queue(0);

	fill_queue(queue);
	return queue;
}

ENTRANCE(shared_memory_object)
{
	struct object object = new_object(1);

	remove_object(object.name);
	return object.fd;
}

static int eventfd_of(eventfd_t value)
{
	int fd = own((int)SETUP(eventfd(0, 0)));

	if (value > 0)
		SETUP(eventfd_write(fd, value));
	return fd;
}

ENTRANCE(eventfd_of_zero)
{
	return eventfd_of(0);
}

ENTRANCE(eventfd_of_one)
{
	return eventfd_of(1);
}

ENTRANCE(eventfd_of_the_most)
{
	return eventfd_of(UINT64_MAX - 1);
}

ENTRANCE(signalfd)
{
	sigset_t set;

	block_signal(SIGUSR1);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	return own((int)SETUP(signalfd(-1, &set, 0)));
}

ENTRANCE(signalfd_with_signal)
{
	int fd = enter_signalfd(kind);

	SETUP(raise(SIGUSR1));
	return fd;
}

static int timerfd_after(time_t seconds, long nanoseconds)
{
	struct itimerspec time = {.it_value = {seconds, nanoseconds}};
	int fd = own((int)SETUP(timerfd_create(CLOCK_MONOTONIC, 0)));

	SETUP(timerfd_settime(fd, 0, &time, NULL));
	return fd;
}

ENTRANCE(timerfd)
{
	return timerfd_after(3600, 0);
}

ENTRANCE(timerfd_that_expired)
{
	int fd = timerfd_after(0, 1);

	await_shown(fd, POLLIN);
	return fd;
}

static int pidfd_of(pid_t pid)
{
	long fd = syscall(SYS_pidfd_open, pid, 0);

	if (fd == -1 && errno == ENOSYS)
		skip_unsupported("no pidfd_open()");
	return own((int)SETUP(fd));
}

ENTRANCE(pidfd)
{
	return pidfd_of(getpid());
}

ENTRANCE(pidfd_of_zombie)
{
	struct gate *gate = new_gate();
	struct actor *actor = ACTOR("zombie") pass_gate(gate);
	int fd = pidfd_of(actor_pid(actor));

	open_gate(gate);
	await_shown(fd, POLLIN);
	return fd;
}

ENTRANCE(epoll)
{
	struct epoll_event event = {.events = EPOLLIN};
	int fd = own((int)SETUP(epoll_create1(EPOLL_CLOEXEC)));

	SETUP(epoll_ctl(fd, EPOLL_CTL_ADD, enter_empty_read_end(PIPE), &event));
	return fd;
}

ENTRANCE(epoll_with_event)
{
	struct epoll_event event = {.events = EPOLLIN};
	int fd = own((int)SETUP(epoll_create1(EPOLL_CLOEXEC)));

	SETUP(epoll_ctl(fd, EPOLL_CTL_ADD, enter_read_end_with_data(PIPE), &event));
	return fd;
}

#endif
