#ifdef __linux__

#include "watch.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

int new_watch(void)
{
	return own((int)SETUP(epoll_create1(EPOLL_CLOEXEC)));
}

int watch_for(int fd, uint32_t events)
{
	int watch = new_watch();

	watch_control(watch, EPOLL_CTL_ADD, fd, events);
	return watch;
}

void watch_control(int watch, int command, int fd, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.fd = fd};

	errno = 0;
	check_success(THERE, "epoll_ctl()", epoll_ctl(watch, command, fd, &event));
}

uint32_t watch_report(int watch)
{
	struct epoll_event event = {.events = 0};

	errno = 0;
	check_success(THERE, "epoll_wait()", epoll_wait(watch, &event, 1, 0));
	return event.events;
}

/* Two calls, of which the second may show less. */
static void check_reports(int watch, short asked, short first, short later)
{
	struct showing showing = {"epoll_wait()", asked, first, 0};

	ready_check(showing, (short)watch_report(watch));
	showing.function = "the second epoll_wait()";
	showing.required = later;
	ready_check(showing, (short)watch_report(watch));
}

static void check_refused(int fd)
{
	struct epoll_event event = {.events = EPOLLIN};
	int watch = new_watch();

	errno = 0;
	check_error(THERE, "epoll_ctl() of a regular file",
		    epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event), -1, EPERM, 0);
}

static bool is_acknowledged(void *fd)
{
	struct tcp_info info;
	socklen_t size = sizeof(info);

	SETUP(getsockopt(*(int *)fd, IPPROTO_TCP, TCP_INFO, &info, &size));
	return info.tcpi_unacked == 0;
}

/* Waits for the answer to the end of a stream of TCP, which is an event of its own. */
static void await_answer(int fd)
{
	SETUP_THAT(wait_until(is_acknowledged, &fd, STEP_LIMIT), "no acknowledgement by TCP");
}

void watch_expect_exactly(const struct state *state, int fd)
{
	unsigned number;
	int watch;

	if (state->kind == REGULAR) {
		check_refused(fd);
		return;
	}
	if (state->kind == TCP && state->calls & WRITES)
		await_answer(fd);
	watch = watch_for(fd, 0);
	for (number = 0; number < SUBSETS; number++) {
		short asked = ready_subset(number) | (number & 1 ? POLLRDHUP : 0);
		short shown = state->shown & (asked | UNASKED);

		watch_control(watch, EPOLL_CTL_MOD, fd, (uint32_t)asked);
		check_reports(watch, asked, shown, shown);
		watch_control(watch, EPOLL_CTL_MOD, fd, (uint32_t)asked | EPOLLET);
		check_reports(watch, asked, shown, 0);
		watch_control(watch, EPOLL_CTL_MOD, fd, (uint32_t)asked | EPOLLONESHOT);
		check_reports(watch, asked, shown, 0);
	}
	descriptor_close(watch);
}

#endif
