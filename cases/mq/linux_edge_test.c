/* Readiness of queue descriptors as epoll tells of its changes. */
#include "mq.h"

#include <sys/epoll.h>

/* The next event, of which there is one, is one of readiness for that; 0: there is none. */
#define expect_event(watch, readiness) AT(check_event(watch, readiness))

static void check_event(int watch, unsigned readiness)
{
	struct epoll_event event = {.events = 0};
	int count = epoll_wait(watch, &event, 1, 0);

	check_equal(THERE, "epoll_wait()", readiness != 0, count);
	check_equal(THERE, "the events", readiness, event.events);
}

static int new_watch(mqd_t queue)
{
	struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET};
	int watch = own((int)SETUP(epoll_create1(EPOLL_CLOEXEC)));

	EXPECT_OK(epoll_ctl(watch, EPOLL_CTL_ADD, queue, &event));
	return watch;
}

/* Every change is told once, however long the queue is ready after it. */
CASE(mq_poll_linux_pollable)
{
	mqd_t queue = new_queue(0);
	int watch = new_watch(queue);
	struct actor *waiter;

	expect_event(watch, EPOLLOUT);
	expect_event(watch, 0);
	send_message(queue, "x", 0);
	expect_event(watch, EPOLLIN | EPOLLOUT);
	expect_event(watch, 0);
	/* The queue is readable and writable, but that was told. */
	waiter = ACTOR("waiter")
	{
		struct epoll_event event;

		EXPECT_EQ(1, epoll_wait(watch, &event, 1, -1));
		EXPECT_EQ(EPOLLIN | EPOLLOUT, event.events);
	}
	expect_blocked_in(waiter, CALL_EPOLL_WAIT);
	send_message(queue, "y", 0);
	expect_finished(waiter);
	expect_event(watch, 0);
	send_message(queue, "z", 0);
	expect_event(watch, EPOLLIN);
	expect_event(watch, 0);
	expect_message(queue, "x", 0);
	expect_event(watch, EPOLLIN | EPOLLOUT);
	expect_event(watch, 0);
}
