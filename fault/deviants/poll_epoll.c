/* Deviants of epoll. */
#ifdef __linux__

#include "deviant.h"

#include <errno.h>
#include <stdlib.h>

/* epoll_ctl() with other events than it is given. */
static int control_without(uint32_t unwanted, uint32_t wanted, int fd, int command, int target,
			   struct epoll_event *event)
{
	struct epoll_event changed;

	if (!event)
		return real_epoll_ctl(fd, command, target, event);
	changed = *event;
	changed.events = (changed.events & ~unwanted) | wanted;
	return real_epoll_ctl(fd, command, target, &changed);
}

DEVIANT(poll_epoll_level_triggered, "every watch is edge-triggered", int, epoll_ctl,
	(int fd, int command, int target, struct epoll_event *event))
{
	return control_without(0, EPOLLET, fd, command, target, event);
}

DEVIANT(poll_epoll_edge_triggered, "EPOLLET is ignored", int, epoll_ctl,
	(int fd, int command, int target, struct epoll_event *event))
{
	return control_without(EPOLLET, 0, fd, command, target, event);
}

DEVIANT(poll_epoll_oneshot, "EPOLLONESHOT is ignored", int, epoll_ctl,
	(int fd, int command, int target, struct epoll_event *event))
{
	return control_without(EPOLLONESHOT, 0, fd, command, target, event);
}

DEVIANT(poll_epoll_removed, "what was added stays", int, epoll_ctl,
	(int fd, int command, int target, struct epoll_event *event))
{
	return command == EPOLL_CTL_DEL ? 0 : real_epoll_ctl(fd, command, target, event);
}

DEVIANT(poll_epoll_ready_states, "input that has ended is not seen", int, epoll_wait,
	(int fd, struct epoll_event *events, int count, int timeout))
{
	int result = real_epoll_wait(fd, events, count, timeout);
	int i;

	for (i = 0; i < result; i++)
		events[i].events &= ~(uint32_t)EPOLLRDHUP;
	return result;
}

DEVIANT(poll_epoll_data_returned, "half of the data is lost", int, epoll_wait,
	(int fd, struct epoll_event *events, int count, int timeout))
{
	int result = real_epoll_wait(fd, events, count, timeout);
	int i;

	for (i = 0; i < result; i++)
		events[i].data.u64 = (uint32_t)events[i].data.u64;
	return result;
}

static int compare_descriptors(const void *one, const void *other)
{
	return ((const struct epoll_event *)one)->data.fd -
	       ((const struct epoll_event *)other)->data.fd;
}

DEVIANT(poll_epoll_round_robin, "the lowest descriptors come first", int, epoll_wait,
	(int fd, struct epoll_event *events, int count, int timeout))
{
	enum { MOST = 64 };
	struct epoll_event all[MOST];
	int result = real_epoll_wait(fd, all, MOST, timeout);
	int i;

	if (result > 0)
		qsort(all, (size_t)result, sizeof(all[0]), compare_descriptors);
	if (result > count)
		result = count;
	for (i = 0; i < result; i++)
		events[i] = all[i];
	return result;
}

DEVIANT(poll_epoll_blocked_wakes, "who had to wait waits for ever", int, epoll_wait,
	(int fd, struct epoll_event *events, int count, int timeout))
{
	int result = real_epoll_wait(fd, events, count, 0);
	int idle;

	if (result != 0 || timeout >= 0)
		return result;
	idle = epoll_create1(0);
	for (;;)
		real_epoll_wait(idle, events, count, -1);
}

DEVIANT(poll_epoll_timeout_not_early, "a millisecond is missing", int, epoll_wait,
	(int fd, struct epoll_event *events, int count, int timeout))
{
	return real_epoll_wait(fd, events, count, timeout > 0 ? timeout - 1 : timeout);
}

DEVIANT(poll_epoll_sigmask_atomic, "the mask is set before the wait begins", int, epoll_pwait,
	(int fd, struct epoll_event *events, int count, int timeout, const sigset_t *mask))
{
	enum { A_WHILE = 20000 };
	volatile int turns = A_WHILE;
	sigset_t former;
	int result;
	int error;

	real_pthread_sigmask(SIG_SETMASK, mask, &former);
	while (turns > 0)
		turns--;
	result = real_epoll_wait(fd, events, count, timeout);
	error = errno;
	real_pthread_sigmask(SIG_SETMASK, &former, NULL);
	errno = error;
	return result;
}

#endif
