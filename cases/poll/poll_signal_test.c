/* What ends poll() before anything is ready: signals, and cancellation. */
#include "../pipe/pipe.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/select.h>

CASE(poll_eintr, poll_eintr_signal)
{
	struct pipe_ends p = open_pipe();
	struct actor *waiter = ACTOR("waiter")
	{
		struct pollfd entry = {p.read_end, POLLIN, 0};

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, poll(&entry, 1, -1));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(waiter, CALL_POLL);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

/* What a thread is cancelled in; each waits for the descriptor to be readable. */
static void wait_in_poll(int fd)
{
	struct pollfd entry = {fd, POLLIN, 0};

	SETUP(poll(&entry, 1, -1));
}

static void wait_in_select(int fd)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	SETUP(select(fd + 1, &set, NULL, NULL, NULL));
}

static void wait_in_pselect(int fd)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	SETUP(pselect(fd + 1, &set, NULL, NULL, NULL, NULL));
}

struct way {
	void (*wait)(int fd);
	enum call call;
};

static const struct variant ways[] = {
	{"poll", 0, &(const struct way){wait_in_poll, CALL_POLL}},
	{"select", 0, &(const struct way){wait_in_select, CALL_SELECT}},
	{"pselect", 0, &(const struct way){wait_in_pselect, CALL_SELECT}},
};

static void wait_for_input(void *fd)
{
	const struct way *way = variant()->data;

	way->wait(*(int *)fd);
}

CASE_VARIANTS(ways, poll_cancellation_point)
{
	const struct way *way = variant()->data;
	struct pipe_ends p = open_pipe();
	struct actor *waiter = start_thread("waiter", wait_for_input, &p.read_end);

	expect_blocked_in(waiter, way->call);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(waiter)));
	expect_cancelled(waiter);
}
