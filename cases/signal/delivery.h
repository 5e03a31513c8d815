/* A record of the signals that handlers got: what the signal cases look at. */
#ifndef IPCTS_DELIVERY_H
#define IPCTS_DELIVERY_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <signal.h>

/* One delivery: in which process and thread the handler ran, with what, under which mask. */
struct delivery {
	int number;
	pid_t process;
	pthread_t thread;
	siginfo_t info; /* all zero of a handler without SA_SIGINFO */
	bool has_context;
	sigset_t mask; /* while the handler ran */
};

enum { MAX_DELIVERIES = 128 };

/*
 * The calling process records the signal from now on, in memory that all
 * actors started from now on have in common. flags as of sigaction(); with
 * SA_SIGINFO the handler gets three arguments. SETUP: broken if it fails.
 */
void record_signal(int number, int flags);

/* Likewise, with the signals of the mask blocked during the handler. */
void record_signal_masking(int number, int flags, const sigset_t *mask);

/* What was recorded by all actors, in the order of the handlers' beginnings. */
unsigned deliveries(void);
const struct delivery *delivery(unsigned index);

/* Waits until that many, or more, have been recorded. */
#define await_deliveries(count) AT(delivery_await(count))

/* Exactly these signals were recorded, in this order: expect_delivered(SIGUSR1, SIGUSR2). */
#define expect_delivered(...)                          \
	AT(delivery_expect((const int[]){__VA_ARGS__}, \
			   sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))
#define expect_nothing_delivered() AT(delivery_expect(NULL, 0))

/* A set of these signals: set_of(SIGUSR1, SIGUSR2); of none: no_signals(). */
#define set_of(...) \
	signal_set((const int[]){__VA_ARGS__}, sizeof((const int[]){__VA_ARGS__}) / sizeof(int))
#define no_signals() signal_set(NULL, 0)

/* The calling thread's mask: replaced, or looked at. */
#define set_mask(set) AT(signal_set_mask(set))
sigset_t current_mask(void);

/* Both sets have the same members, of the signals that there are. */
#define expect_same_set(expected, observed) AT(signal_expect_same(expected, observed))

/* Waits until the signal is pending for the calling thread or process. */
#define await_pending(number) AT(signal_await_pending(number))

void delivery_await(unsigned count);
void delivery_expect(const int *numbers, size_t count);
sigset_t signal_set(const int *numbers, size_t count);
void signal_set_mask(sigset_t set);
void signal_expect_same(sigset_t expected, sigset_t observed);
void signal_await_pending(int number);

#endif
