/* What the functions have to show of a descriptor in a state of the table. */
#ifndef IPCTS_READY_H
#define IPCTS_READY_H

#include "states.h"

/*
 * By POSIX, of poll() and ppoll(), whatever subset of the events is asked for;
 * and of select() and pselect(), whatever sets are given.
 */
#define expect_polled(state, fd) AT(ready_expect_polled(state, fd))
#define expect_selected(state, fd) AT(ready_expect_selected(state, fd))

/* On Linux: exactly what the table says is shown, and no more. */
#define expect_polled_exactly(state, fd) AT(ready_expect_polled_exactly(state, fd))
#define expect_selected_exactly(state, fd) AT(ready_expect_selected_exactly(state, fd))

/* Conditions that are shown asked for or not. */
#define UNASKED (POLLERR | POLLHUP | POLLNVAL)

/* Asks poll(), at once, for the events of one descriptor; worth what it shows. */
#define polled(fd, events) AT(ready_poll(fd, events))

/* Likewise; it shows all that is required, and else only what is allowed. */
#define expect_shown(fd, events, required, allowed) \
	AT(ready_expect_shown(fd, events, required, allowed))
#define expect_not_shown(fd, events) AT(ready_expect_shown(fd, events, 0, UNASKED & ~(events)))

/* What can be read, or written, without waiting, by both of its names. */
#define NORMAL_INPUT (POLLIN | POLLRDNORM)
#define NORMAL_OUTPUT (POLLOUT | POLLWRNORM)

/*
 * What a function shows, asked for the events: all that is required, and else
 * only what is allowed.
 */
struct showing {
	const char *function;
	short asked;
	short required;
	short allowed;
};
void ready_check(struct showing showing, short observed);

/* The number-th subset of the SUBSETS of the events that can be asked for. */
enum { SUBSETS = 1 << 7 };
short ready_subset(unsigned number);

short ready_poll(int fd, short events);
void ready_expect_shown(int fd, short events, short required, short allowed);
void ready_expect_polled(const struct state *state, int fd);
void ready_expect_selected(const struct state *state, int fd);
void ready_expect_polled_exactly(const struct state *state, int fd);
void ready_expect_selected_exactly(const struct state *state, int fd);

#endif
