#include "states.h"

#define IN (POLLIN | POLLRDNORM)
#define OUT (POLLOUT | POLLWRNORM)
#define BAND POLLWRBAND
#define ANYTHING (IN | OUT | POLLHUP | POLLERR)
#ifdef POLLRDHUP
#define RDHUP POLLRDHUP
#else
#define RDHUP 0
#endif

const struct state states[] = {
#define STATE(name, entrance, ...) {#name, enter_##entrance, __VA_ARGS__},
#include "states.def"
#undef STATE
};

/* Made anew for each call: a poll() that changes the events it was asked for is found elsewhere. */
static bool shows_all(void *argument)
{
	const struct pollfd *wanted = argument;
	struct pollfd entry = *wanted;

	return poll(&entry, 1, 0) == 1 && (entry.revents & wanted->events) == wanted->events;
}

void state_await_shown(int fd, short events)
{
	struct pollfd wanted = {fd, events, 0};

	if (!wait_until(shows_all, &wanted, STEP_LIMIT))
		check_failed(THERE, "poll(): expected to show, in time, what was waited for, "
				    "observed it not to");
}
