/*
 * A worker: a process in surroundings of its own (isolation.h), the first of its
 * process namespace, that runs the command as often as it is asked to.
 */
#ifndef IPCTS_EXPLORE_WORKER_H
#define IPCTS_EXPLORE_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "explore.h"
#include "observed.h"

/* The memory it shares with the explorer. */
struct exchange {
	struct job job;
	struct observed observed;
	char message[300]; /* why it ends, if it does */
	char shared[40];   /* folders that it shares with others, or empty */
};

struct worker {
	pid_t pid;
	int fd; /* readable when a run is over, or the worker is */
	struct exchange *exchange;
	int log_fd; /* the log of the last run whose job wanted it */
};

/*
 * Starts a worker, in namespaces of its own or (is_shared) in none. private is an empty
 * folder. Returns 0, or -1 with one line in message.
 */
int worker_start(struct worker *worker, const struct settings *settings, bool is_shared,
		 const char *private, char *message, size_t size);

/* Begins the run that worker->exchange->job describes. Returns 0, or -1 with errno. */
int worker_begin(struct worker *worker);

/*
 * When fd is readable: the run is over, worker->exchange->observed tells. Returns 0,
 * or -1 if the worker is gone; exchange->message says why, or is empty.
 */
int worker_end(struct worker *worker);

/* Ends the worker and all that it runs. */
void worker_stop(struct worker *worker);

#endif
