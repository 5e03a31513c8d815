/* Readiness of queue descriptors, in every way that Linux has to ask for it. */
#include "mq.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

enum { NOTHING = 0, READABLE = 1, WRITABLE = 2 };

/*
 * A way to ask: returns which of what is wanted the queue is ready for; waits for
 * one of that, or returns at once.
 */
struct way {
	int (*ask)(mqd_t queue, int wanted, bool is_patient);
	enum call call;
};

static short events_of(int wanted)
{
	return (short)((wanted & READABLE ? POLLIN : 0) | (wanted & WRITABLE ? POLLOUT : 0));
}

/* Also of epoll, whose events have the same values. */
static int readiness_in(unsigned events)
{
	EXPECT_EQ(0, events & ~(unsigned)(POLLIN | POLLOUT));
	return (events & POLLIN ? READABLE : 0) | (events & POLLOUT ? WRITABLE : 0);
}

static int ask_poll(mqd_t queue, int wanted, bool is_patient)
{
	struct pollfd fd = {queue, events_of(wanted), 0};
	int count = (int)EXPECT_OK(poll(&fd, 1, is_patient ? -1 : 0));

	EXPECT_EQ(fd.revents != 0, count);
	return readiness_in((unsigned)fd.revents);
}

static int ask_ppoll(mqd_t queue, int wanted, bool is_patient)
{
	struct pollfd fd = {queue, events_of(wanted), 0};
	struct timespec none = {0, 0};
	int count = (int)EXPECT_OK(ppoll(&fd, 1, is_patient ? NULL : &none, NULL));

	EXPECT_EQ(fd.revents != 0, count);
	return readiness_in((unsigned)fd.revents);
}

struct sets {
	fd_set readable;
	fd_set writable;
	fd_set exceptional;
};

static struct sets sets_with(mqd_t queue, int wanted)
{
	struct sets sets;

	FD_ZERO(&sets.readable);
	FD_ZERO(&sets.writable);
	FD_ZERO(&sets.exceptional);
	if (wanted & READABLE)
		FD_SET(queue, &sets.readable);
	if (wanted & WRITABLE)
		FD_SET(queue, &sets.writable);
	FD_SET(queue, &sets.exceptional);
	return sets;
}

static int readiness_of(mqd_t queue, const struct sets *sets, int count)
{
	bool is_readable = FD_ISSET(queue, &sets->readable);
	bool is_writable = FD_ISSET(queue, &sets->writable);

	EXPECT(!FD_ISSET(queue, &sets->exceptional));
	EXPECT_EQ(is_readable + is_writable, count);
	return (is_readable ? READABLE : 0) | (is_writable ? WRITABLE : 0);
}

static int ask_select(mqd_t queue, int wanted, bool is_patient)
{
	struct sets sets = sets_with(queue, wanted);
	struct timeval none = {0, 0};
	int count = (int)EXPECT_OK(select(queue + 1, &sets.readable, &sets.writable,
					  &sets.exceptional, is_patient ? NULL : &none));

	return readiness_of(queue, &sets, count);
}

static int ask_pselect(mqd_t queue, int wanted, bool is_patient)
{
	struct sets sets = sets_with(queue, wanted);
	struct timespec none = {0, 0};
	int count = (int)EXPECT_OK(pselect(queue + 1, &sets.readable, &sets.writable,
					   &sets.exceptional, is_patient ? NULL : &none, NULL));

	return readiness_of(queue, &sets, count);
}

static int new_watch(mqd_t queue, unsigned events)
{
	struct epoll_event event = {.events = events};
	int watch = own((int)SETUP(epoll_create1(EPOLL_CLOEXEC)));

	EXPECT_OK(epoll_ctl(watch, EPOLL_CTL_ADD, queue, &event));
	return watch;
}

static int next_event(int watch, bool is_patient)
{
	struct epoll_event event = {.events = 0};
	int count = (int)EXPECT_OK(epoll_wait(watch, &event, 1, is_patient ? -1 : 0));

	EXPECT_EQ(event.events != 0, count);
	return readiness_in(event.events);
}

static int ask_epoll(mqd_t queue, int wanted, bool is_patient)
{
	int watch = new_watch(queue, (unsigned)events_of(wanted));
	int readiness = next_event(watch, is_patient);

	close_end(watch);
	return readiness;
}

static const struct variant ways[] = {
	{"poll", 0, &(const struct way){ask_poll, CALL_POLL}},
	{"ppoll", 0, &(const struct way){ask_ppoll, CALL_POLL}},
	{"select", 0, &(const struct way){ask_select, CALL_SELECT}},
	{"pselect", 0, &(const struct way){ask_pselect, CALL_SELECT}},
	{"epoll", 0, &(const struct way){ask_epoll, CALL_EPOLL_WAIT}},
};

/* The queue is ready for that, and for nothing else. */
static void expect_ready(mqd_t queue, int readiness)
{
	const struct way *way = variant()->data;
	int wanted;

	for (wanted = NOTHING; wanted <= (READABLE | WRITABLE); wanted++)
		EXPECT_EQ(readiness & wanted, way->ask(queue, wanted, false));
}

/* An actor that waits until the queue is ready. */
static struct actor *start_waiter(mqd_t queue, int wanted)
{
	const struct way *way = variant()->data;
	struct actor *waiter = ACTOR("waiter") EXPECT_EQ(wanted, way->ask(queue, wanted, true));

	expect_blocked_in(waiter, way->call);
	return waiter;
}

CASE_VARIANTS(ways, mq_poll_linux_pollable)
{
	mqd_t queue = new_queue(0);
	struct actor *waiter;

	expect_ready(queue, WRITABLE);
	waiter = start_waiter(queue, READABLE);
	send_message(queue, "", 0);
	expect_finished(waiter);
	expect_ready(queue, READABLE | WRITABLE);
	expect_message(queue, "", 0);
	expect_ready(queue, WRITABLE);
	fill_queue(queue);
	expect_ready(queue, READABLE);
	waiter = start_waiter(queue, WRITABLE);
	expect_message(queue, "0", 0);
	expect_finished(waiter);
	expect_ready(queue, READABLE | WRITABLE);
}
