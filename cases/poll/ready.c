#include "ready.h"

#include <stdio.h>
#include <string.h>
#include <sys/select.h>

/* Of whose meaning POSIX says nothing, or that it does not have. */
#define PRIORITY (POLLPRI | POLLRDBAND | POLLWRBAND)

struct name {
	short event;
	const char *text;
};

/* Those that can be asked for come first. */
static const struct name event_names[] = {{POLLIN, "POLLIN"},
					  {POLLRDNORM, "POLLRDNORM"},
					  {POLLRDBAND, "POLLRDBAND"},
					  {POLLPRI, "POLLPRI"},
					  {POLLOUT, "POLLOUT"},
					  {POLLWRNORM, "POLLWRNORM"},
					  {POLLWRBAND, "POLLWRBAND"},
					  {POLLERR, "POLLERR"},
					  {POLLHUP, "POLLHUP"},
					  {POLLNVAL, "POLLNVAL"},
#ifdef POLLRDHUP
					  {POLLRDHUP, "POLLRDHUP"},
#endif
					  {0, NULL}};

/* The sets of select() that a descriptor is in. */
enum { READABLE = 1, WRITABLE = 2, EXCEPTIONAL = 4, ALL_SETS = 7 };
static const struct name set_names[] = {
	{READABLE, "readfds"}, {WRITABLE, "writefds"}, {EXCEPTIONAL, "errorfds"}, {0, NULL}};

enum { NAMES = 120 };

/* "POLLIN|POLLHUP". */
static const char *names_of(short events, const struct name *name, char text[NAMES])
{
	size_t used = 0;

	snprintf(text, NAMES, "nothing");
	for (; name->text; name++)
		if (events & name->event)
			used += (size_t)snprintf(text + used, NAMES - used, "%s%s",
						 used > 0 ? "|" : "", name->text);
	return text;
}

static void check(struct showing showing, const struct name *names, short observed)
{
	short allowed = showing.allowed & ~showing.required;
	char texts[4][NAMES];

	if ((showing.required & ~observed) == 0 && (observed & ~(showing.required | allowed)) == 0)
		return;
	check_failed(THERE, "%s for %s: expected %s%s%s, observed %s", showing.function,
		     names_of(showing.asked, names, texts[0]),
		     names_of(showing.required, names, texts[1]), allowed ? ", and perhaps " : "",
		     allowed ? names_of(allowed, names, texts[2]) : "",
		     names_of(observed, names, texts[3]));
}

void ready_check(struct showing showing, short observed)
{
	check(showing, event_names, observed);
}

short ready_poll(int fd, short events)
{
	struct pollfd entry = {fd, events, -1};

	errno = 0;
	check_success(THERE, "poll()", poll(&entry, 1, 0));
	return entry.revents;
}

void ready_expect_shown(int fd, short events, short required, short allowed)
{
	ready_check((struct showing){"poll()", events, required, allowed}, ready_poll(fd, events));
}

static int by_ppoll(struct pollfd *entries, nfds_t count, int timeout)
{
	struct timespec none = {0, 0};

	(void)timeout;
	return ppoll(entries, count, &none, NULL);
}

static const struct {
	const char *name;
	int (*ask)(struct pollfd *entries, nfds_t count, int timeout);
} pollers[] = {{"poll()", poll}, {"ppoll()", by_ppoll}};

short ready_subset(unsigned number)
{
	short events = 0;
	size_t i;

	for (i = 0; number >> i; i++)
		if (number >> i & 1)
			events |= event_names[i].event;
	return events;
}

static void check_polled(int fd, short asked, short required, short allowed)
{
	short visible = asked | UNASKED;
	size_t i;

	for (i = 0; i < sizeof(pollers) / sizeof(pollers[0]); i++) {
		struct showing showing = {pollers[i].name, asked, required & visible,
					  allowed & visible};
		struct pollfd entry = {fd, asked, -1};
		int count;

		errno = 0;
		count = pollers[i].ask(&entry, 1, 0);
		check_equal(THERE, pollers[i].name, entry.revents != 0, count);
		ready_check(showing, entry.revents);
	}
}

void ready_expect_polled(const struct state *state, int fd)
{
	unsigned number;

	for (number = 0; number < SUBSETS; number++)
		check_polled(fd, ready_subset(number), state->required, state->open | PRIORITY);
}

void ready_expect_polled_exactly(const struct state *state, int fd)
{
	unsigned number;

	for (number = 0; number < SUBSETS; number++) {
		check_polled(fd, ready_subset(number), state->shown, 0);
#ifdef POLLRDHUP
		check_polled(fd, ready_subset(number) | POLLRDHUP, state->shown, 0);
#endif
	}
}

struct sets {
	fd_set readable;
	fd_set writable;
	fd_set exceptional;
};

static struct sets sets_of(int fd, short asked)
{
	struct sets sets;

	FD_ZERO(&sets.readable);
	FD_ZERO(&sets.writable);
	FD_ZERO(&sets.exceptional);
	if (asked & READABLE)
		FD_SET(fd, &sets.readable);
	if (asked & WRITABLE)
		FD_SET(fd, &sets.writable);
	if (asked & EXCEPTIONAL)
		FD_SET(fd, &sets.exceptional);
	return sets;
}

static int by_select(int count, struct sets *sets)
{
	struct timeval none = {0, 0};

	return select(count, &sets->readable, &sets->writable, &sets->exceptional, &none);
}

static int by_pselect(int count, struct sets *sets)
{
	struct timespec none = {0, 0};

	return pselect(count, &sets->readable, &sets->writable, &sets->exceptional, &none, NULL);
}

static const struct {
	const char *name;
	int (*ask)(int count, struct sets *sets);
} selectors[] = {{"select()", by_select}, {"pselect()", by_pselect}};

static short members(int fd, const struct sets *sets)
{
	return (short)((FD_ISSET(fd, &sets->readable) ? READABLE : 0) |
		       (FD_ISSET(fd, &sets->writable) ? WRITABLE : 0) |
		       (FD_ISSET(fd, &sets->exceptional) ? EXCEPTIONAL : 0));
}

static void check_selected(int fd, short asked, int required, int allowed)
{
	size_t i;

	for (i = 0; i < sizeof(selectors) / sizeof(selectors[0]); i++) {
		struct showing showing = {selectors[i].name, asked, (short)(required & asked),
					  (short)(allowed & asked)};
		struct sets sets = sets_of(fd, asked);
		short shown;
		int count;

		errno = 0;
		count = (int)check_success(THERE, selectors[i].name,
					   selectors[i].ask(fd + 1, &sets));
		shown = members(fd, &sets);
		check(showing, set_names, shown);
		check_equal(THERE, selectors[i].name,
			    !!(shown & READABLE) + !!(shown & WRITABLE) + !!(shown & EXCEPTIONAL),
			    count);
	}
}

static void check_all_selected(int fd, int required, int allowed)
{
	short asked;

	for (asked = 0; asked <= ALL_SETS; asked++)
		check_selected(fd, asked, required, allowed);
}

void ready_expect_selected(const struct state *state, int fd)
{
	unsigned calls = state->calls;
	int required = (calls & READS ? READABLE : 0) | (calls & WRITES ? WRITABLE : 0) |
		       (calls & URGENT ? EXCEPTIONAL : 0);
	int forbidden = (calls & READ_WAITS ? READABLE : 0) | (calls & WRITE_WAITS ? WRITABLE : 0);

	check_all_selected(fd, required, ALL_SETS & ~forbidden);
}

void ready_expect_selected_exactly(const struct state *state, int fd)
{
	int required = 0;

	if (state->shown & (POLLIN | POLLHUP | POLLERR))
		required |= READABLE;
	if (state->shown & (POLLOUT | POLLERR))
		required |= WRITABLE;
	if (state->shown & POLLPRI)
		required |= EXCEPTIONAL;
	check_all_selected(fd, required, 0);
}
