/* How many signals can be queued. */
#include "sending.h"

#include <limits.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../../atf/identity.h"

enum { QUEUED = 40 };

/*
 * The calling process can queue so many signals that are pending at the same
 * time. Linux counts them by user: it becomes one that has no other process, or
 * the only one of a namespace.
 */
static long limit_queue(void)
{
#ifdef RLIMIT_SIGPENDING
	struct rlimit limit = {QUEUED, QUEUED};
	enum { FIRST_USER = 0x40000000 };

	if (!may_change_ids() || setuid(FIRST_USER + (uid_t)getpid()) == -1)
		enter_private(PRIVATE_IPC);
	set_limit(RLIMIT_SIGPENDING, limit);
#endif
	errno = 0;
	return sysconf(_SC_SIGQUEUE_MAX);
}

static int queue_number(int value)
{
	return sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = value});
}

/* Queues up to max signals; returns how many the system took. */
static int queue_many(long max)
{
	int count;

	for (count = 0; count < max && queue_number(count) == 0; count++)
		;
	return count;
}

static void hold_back(void)
{
	record_signal(SIGRTMIN, SA_SIGINFO);
	block_signal(SIGRTMIN);
}

CASE(signal_queue_rt_limits)
{
	long limit = sysconf(_SC_SIGQUEUE_MAX);

	EXPECT(SIGRTMAX - SIGRTMIN + 1 >= _POSIX_RTSIG_MAX);
	EXPECT(sysconf(_SC_RTSIG_MAX) >= _POSIX_RTSIG_MAX);
	EXPECT(limit == -1 || limit >= _POSIX_SIGQUEUE_MAX);
	hold_back();
	EXPECT_EQ(_POSIX_SIGQUEUE_MAX, queue_many(_POSIX_SIGQUEUE_MAX));
}

CASE(signal_queue_eagain_at_limit, sigqueue_eagain)
{
	struct actor *sender;

	hold_back();
	sender = ACTOR("sender")
	{
		long limit = limit_queue();
		unsigned i;

		if (limit == -1)
			skip_unsupported("SIGQUEUE_MAX is indeterminate");
		EXPECT_EQ(limit, queue_many(limit));
		EXPECT_ERROR(EAGAIN, queue_number(-1));
		EXPECT_ERROR(EAGAIN, queue_number(-1));
		set_mask(no_signals());
		EXPECT_EQ(limit, deliveries());
		for (i = 0; i < deliveries(); i++)
			EXPECT(delivery(i)->info.si_value.sival_int != -1);
	}
	expect_finished(sender);
}

static void accept_by_handler(void)
{
	set_mask(no_signals());
	set_mask(set_of(SIGRTMIN));
}

static void accept_by_waiting(void)
{
	sigset_t set = set_of(SIGRTMIN);

	EXPECT_EQ(SIGRTMIN, sigwaitinfo(&set, NULL));
}

typedef void accept_function(void);

static const struct variant ways[] = {
	{"handler", QUEUED, &(accept_function *const){accept_by_handler}},
	{"sigwaitinfo", 1, &(accept_function *const){accept_by_waiting}}};

/* The value: how many signals that way takes. */
CASE_VARIANTS(ways, signal_queue_resources_freed_on_accept)
{
	struct actor *sender;

	hold_back();
	sender = ACTOR("sender")
	{
		long limit = limit_queue();
		int round;

		if (limit != QUEUED)
			skip_unsupported("SIGQUEUE_MAX cannot be set");
		EXPECT_EQ(QUEUED, queue_many(limit));
		for (round = 0; round < 3; round++) {
			EXPECT_ERROR(EAGAIN, queue_number(-1));
			(*(accept_function *const *)variant()->data)();
			EXPECT_EQ(variant()->value, queue_many(variant()->value));
		}
	}
	expect_finished(sender);
}
