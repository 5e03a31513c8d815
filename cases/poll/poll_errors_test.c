/* When poll() and ppoll() fail; poll_signal_test.c and ppoll_test.c have what signals do. */
#include "../pipe/pipe.h"
#include "ready.h"

#include <sys/resource.h>

/* As many entries as the process may have open descriptors, and one more. */
enum { MOST = 32 };

static void fill_entries(struct pollfd entries[MOST + 1])
{
	struct rlimit limit;
	int i;

	for (i = 0; i <= MOST; i++)
		entries[i] = (struct pollfd){-1, POLLIN, ~0};
	SETUP(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = MOST;
	SETUP(setrlimit(RLIMIT_NOFILE, &limit));
}

CASE(poll_einval)
{
	struct pollfd entries[MOST + 1];

	fill_entries(entries);
	EXPECT_EQ(0, poll(entries, MOST, 0));
	EXPECT_ERROR(EINVAL, poll(entries, MOST + 1, 0));
}

/* Descriptors that are ready do not help. */
CASE(ppoll_einval)
{
	static const struct timespec invalid[] = {
		{0, -1}, {0, 1000000000}, {0, 1999999999}, {-1, 0}, {3600, -1}};
	struct pollfd entries[MOST + 1];
	struct timespec none = {0, 0};
	size_t i;

	fill_entries(entries);
	EXPECT_EQ(0, ppoll(entries, MOST, &none, NULL));
	EXPECT_ERROR(EINVAL, ppoll(entries, MOST + 1, &none, NULL));
	entries[0].fd = open_pipe().write_end;
	entries[0].events = POLLOUT;
	EXPECT_EQ(1, ppoll(entries, 1, &none, NULL));
	for (i = 0; i < sizeof(invalid) / sizeof(invalid[0]); i++) {
		EXPECT_ERROR(EINVAL, ppoll(entries, 0, &invalid[i], NULL));
		EXPECT_ERROR(EINVAL, ppoll(entries, 1, &invalid[i], NULL));
	}
}
