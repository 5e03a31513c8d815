/*
 * Who is who in the target: the addresses of its processes and threads (call.h),
 * found in /proc, and how often each made each call.
 *
 * A process is known by its first call at the latest, and numbered when its
 * parent next makes a process or ends: in the order in which they were made, as
 * long as one thread makes them one after the other. Among those that several
 * threads make at once, the lower process id comes first; the same for threads. One
 * that a signal ends before its first call, and that is waited for before its parent
 * makes another, leaves no trace: it has no number.
 */
#ifndef IPCTS_FAULT_TREE_H
#define IPCTS_FAULT_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../plan/call.h"
#include "proc.h"

struct process {
	pid_t id;
	char address[CALL_PROCESS_SIZE];
	unsigned int processes; /* that it made */
	unsigned int threads;	/* that it had */
	uint64_t start;		/* when it started: tells it from one that gets its id later */
	bool is_ending;		/* it called exit_group() */
	bool has_called_exec;	/* the image may be another one than that */
	unsigned int images;	/* how many programs it has been, besides that of its parent */
	struct image image;
	struct process *next;
};

struct thread {
	pid_t id;
	unsigned int number;
	struct process *process;
	unsigned long *counts; /* of calls, by index of the watched call */
	struct thread *next;
};

struct tree;

/* For that many watched calls; NULL without memory. */
struct tree *tree_new(size_t calls);
void tree_free(struct tree *tree);

/* Forgets all, and makes the process with that id the first. Returns 0, or -1 without memory. */
int tree_begin(struct tree *tree, pid_t first);

/*
 * The thread with that id, its process's image up to date; NULL without memory,
 * or if it is gone.
 */
struct thread *tree_thread(struct tree *tree, pid_t id);

/* Numbers what the process has made since: before it makes another, and before it ends. */
void tree_settle(struct tree *tree, struct process *process);

/* The thread is about to end; whole: with its process. */
void tree_end(struct tree *tree, struct thread *thread, bool whole);

#endif
