/* When select() and pselect() fail; select_signal_test.c has what signals do. */
#include "../pipe/pipe.h"
#include "select.h"

#include <limits.h>
#include <signal.h>

/* A descriptor that is not open: a low one, or the highest that a set can hold. */
static const struct variant closed_descriptors[] = {{"low", false, NULL}, {"highest", true, NULL}};

/* One in any of the sets is an error, whatever is ready. */
static void expect_bad_descriptor(select_function *function)
{
	int ready = open_pipe().write_end;
	int bad = variant()->value ? FD_SETSIZE - 1 : closed_descriptor(0);
	fd_set good_set = set_of(ready);
	int which;

	SETUP_THAT(!is_open(bad), "descriptor %d is open", bad);
	EXPECT_EQ(1, function(ready + 1, NULL, &good_set, NULL, NULL));
	for (which = 0; which < 3; which++) {
		fd_set sets[3] = {set_of(bad), set_of(bad), set_of(bad)};
		int i;

		for (i = 0; i < 3; i++)
			if (i != which)
				FD_CLR(bad, &sets[i]);
		FD_SET(ready, &sets[1]);
		EXPECT_ERROR(EBADF, function(FD_SETSIZE, &sets[0], &sets[1], &sets[2], NULL));
		EXPECT_ERROR(EBADF, function(FD_SETSIZE, &sets[0], &sets[1], &sets[2], &no_time));
	}
}

CASE_VARIANTS(closed_descriptors, select_bad_fd_ebadf, select_ebadf)
{
	expect_bad_descriptor(with_select);
}

CASE_VARIANTS(closed_descriptors, pselect_ebadf, select_bad_fd_ebadf)
{
	expect_bad_descriptor(with_pselect);
}

static const struct variant counts[] = {{"negative", -1, NULL},
					{"least", INT_MIN, NULL},
					{"above_fd_setsize", FD_SETSIZE + 1, NULL}};

/* Without sets, so that nothing behind them is looked at. */
static void expect_bad_count(select_function *function)
{
	EXPECT_EQ(0, function(0, NULL, NULL, NULL, &no_time));
	EXPECT_EQ(0, function(FD_SETSIZE, NULL, NULL, NULL, &no_time));
	EXPECT_ERROR(EINVAL, function((int)variant()->value, NULL, NULL, NULL, &no_time));
}

CASE_VARIANTS(counts, select_nfds_range_einval, select_einval_nfds)
{
	expect_bad_count(with_select);
}

CASE_VARIANTS(counts, pselect_einval_nfds, select_nfds_range_einval)
{
	expect_bad_count(with_pselect);
}

/* What is ready does not help. */
static void expect_bad_interval(select_function *function, struct timespec interval)
{
	int ready = open_pipe().write_end;
	fd_set set = set_of(ready);

	EXPECT_EQ(1, function(ready + 1, NULL, &set, NULL, &no_time));
	EXPECT_ERROR(EINVAL, function(ready + 1, NULL, &set, NULL, &interval));
	EXPECT_ERROR(EINVAL, function(0, NULL, NULL, NULL, &interval));
}

static const struct timespec negative[] = {{-1, 0}, {-1, 999999000}, {0, -1000000}, {1, -1000000}};

enum { NEGATIVE = sizeof(negative) / sizeof(negative[0]) };

/* A million microseconds may be taken for a second. */
CASE(select_bad_timeout_einval, select_einval_timeout)
{
	struct timeval second = {0, 1000000};
	int ready = open_pipe().write_end;
	fd_set set = set_of(ready);
	int i;

	for (i = 0; i < NEGATIVE; i++)
		expect_bad_interval(with_select, negative[i]);
	errno = 0;
	observe("an interval of 1000000 microseconds", "%s",
		select(ready + 1, NULL, &set, NULL, &second) == -1 ? error_name(errno)
								   : "accepted");
}

CASE(pselect_einval_timeout, select_bad_timeout_einval)
{
	int i;

	for (i = 0; i < NEGATIVE; i++)
		expect_bad_interval(with_pselect, negative[i]);
	expect_bad_interval(with_pselect, (struct timespec){0, 1000000000});
	expect_bad_interval(with_pselect, (struct timespec){3600, 1999999999});
	expect_bad_interval(with_pselect, (struct timespec){0, -1});
}

/* A call that fails, and the sets that it is given: one ready descriptor, and others. */
static void expect_sets_unchanged(int error, int count, fd_set given, const struct timespec *limit)
{
	fd_set sets[3] = {given, given, given};
	int i;
	int fd;

	EXPECT_ERROR(error, select_or_pselect(count, &sets[0], &sets[1], &sets[2], limit));
	for (i = 0; i < 3; i++)
		for (fd = 0; fd < FD_SETSIZE; fd++)
			EXPECT_EQ(!!FD_ISSET(fd, &given), !!FD_ISSET(fd, &sets[i]));
}

CASE_VARIANTS(both_functions, select_fail_sets_unchanged)
{
	static const struct timespec invalid = {-1, 0};
	int idle = open_pipe().read_end;
	fd_set given = set_of(idle);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		expect_sets_unchanged(EINTR, idle + 1, given, NULL);
	}

	expect_blocked_in(waiter, CALL_SELECT);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	FD_SET(open_pipe().write_end, &given);
	expect_sets_unchanged(EINVAL, -1, given, &no_time);
	expect_sets_unchanged(EINVAL, FD_SETSIZE, given, &invalid);
	FD_SET(closed_descriptor(0), &given);
	expect_sets_unchanged(EBADF, FD_SETSIZE, given, &no_time);
}
