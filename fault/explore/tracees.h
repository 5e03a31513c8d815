/* The processes and threads of a run, and their addresses (call.h). */
#ifndef IPCTS_EXPLORE_TRACEES_H
#define IPCTS_EXPLORE_TRACEES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "observed.h"

struct tracee {
	pid_t pid;
	bool is_thread;
	char process[PROCESS_SIZE];
	unsigned int children; /* that it has made */
};

void tracees_clear(void);

/* The one with that id, or NULL. */
struct tracee *tracees_find(pid_t pid);

/* Adds one that parent has made (0: nobody we know). Returns 0, or -1 without memory. */
int tracees_add(pid_t pid, pid_t parent, bool is_thread);
void tracees_remove(pid_t pid);

/* Whether a process of that id was ever added since tracees_clear(). */
bool tracees_had(pid_t pid);

/* Calls do_it for each that is there. */
void tracees_each(void (*do_it)(pid_t pid));

/* What each of those processes does now, one line each. */
void tracees_describe(char *list, size_t size);

#endif
