/*
 * The table state x events: every object that has a descriptor, in every state
 * that poll() and its like tell apart, how to bring it there, and what is to be
 * seen then. One line for each state, in *_states.def:
 *
 * STATE(name, entrance, kind, calls, required, open, shown)
 *
 * entrance	ENTRANCE(entrance) makes the object, and returns the descriptor
 * calls	whether input and output with O_NONBLOCK clear would wait; what
 *		select() and pselect() have to say follows
 * required	of poll() by POSIX: the conditions that it shows if asked for,
 *		POLLHUP and POLLERR also if not
 * open		those that POSIX leaves to the implementation; the others are
 *		forbidden, but for priority data, which may be anything
 * shown	what Linux shows, exactly
 */
#ifndef IPCTS_STATES_H
#define IPCTS_STATES_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <poll.h>

/* Of calls; without one of a pair, the standard does not tell. */
enum {
	READS = 1,	 /* input returns at once: data, end-of-file or an error */
	READ_WAITS = 2,	 /* input waits for something */
	WRITES = 4,	 /* output returns at once */
	WRITE_WAITS = 8, /* output waits for room */
	URGENT = 16	 /* an exceptional condition: out-of-band data can be received */
};

/* The objects of the states. */
enum kind { PIPE, FIFO, POPEN, STREAM, SEQPACKET, DGRAM, TCP, REGULAR, TERMINAL, OTHER };

struct state {
	const char *name;
	int (*enter)(enum kind kind);
	enum kind kind;
	unsigned calls;
	short required;
	short open;
	short shown;
};

/* The new object of the case, in that state. */
#define enter_state(state) ((state)->enter((state)->kind))

/* STATE_pipe_empty: its place in the table. */
enum {
#define STATE(name, ...) STATE_##name,
#include "states.def"
#undef STATE
	STATES
};
extern const struct state states[];

/* ENTRANCE(empty_read_end) { ... }: brings an object of that kind into the state. */
#define ENTRANCE(name) int enter_##name(__attribute__((unused)) enum kind kind)

#define STATE(name, entrance, ...) ENTRANCE(entrance);
#include "states.def"
#undef STATE

/* The states of a family, for CASE_VARIANTS(pipe_states, ...); the data is the struct state. */
#define STATE(name, ...) {#name, STATE_##name, &states[STATE_##name]},
static const struct variant pipe_states[] = {
#include "pipe_states.def"
};
static const struct variant socket_states[] = {
#include "socket_states.def"
};
static const struct variant tcp_states[] = {
#include "tcp_states.def"
};
static const struct variant other_states[] = {
#include "other_states.def"
};
#ifdef __linux__
static const struct variant linux_states[] = {
#include "linux_states.def"
};
#endif
#undef STATE

/*
 * Waits until poll() shows all of the events (0: POLLHUP or POLLERR). What goes
 * over a network, or through a terminal, takes its time.
 */
#define await_shown(fd, events) AT(state_await_shown(fd, events))

void state_await_shown(int fd, short events);

#endif
