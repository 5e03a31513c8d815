/* Starting the command, with a plan, under one of the two backends. */
#ifndef IPCTS_EXPLORE_LAUNCH_H
#define IPCTS_EXPLORE_LAUNCH_H

#include <sys/types.h>

#include "explore.h"
#include "isolation.h"

/*
 * Before any worker: finds the command and the backend. Returns 0, or -1 with one
 * line in message.
 */
int launch_prepare(const struct settings *settings, char *message, size_t size);

/* In a worker. Returns 0, or -1 with one line in message. */
int launch_begin(const struct isolation *isolation, char *message, size_t size);

/*
 * Starts the command with the job's plan, in a session of its own, traced (trace.h), without input.
 * *start_error, in shared memory, becomes what kept it from being started. Returns
 * the id of its first process, or -1 with errno.
 */
pid_t launch_command(const struct job *job, volatile int *start_error);

/*
 * Runs the user's script on what the command has left: its environment has
 * FAULT_STATUS, FAULT_SIGNAL, FAULT_STDOUT and FAULT_STDERR; its output goes to the
 * file descriptor output. Returns its process id, or -1 with errno.
 */
pid_t launch_check(const char *script, int status, int output);

#endif
