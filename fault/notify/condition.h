/*
 * Conditions: which calls of a system call count. Only those that meet all
 * conditions of their system call are counted, logged and may fail.
 *
 *	fcntl:command=F_DUPFD_CLOEXEC	the argument that says what to do
 *	futex:command=FUTEX_WAIT
 *	mmap:arg3&MAP_SHARED=MAP_SHARED	argument 3, from 0, and a mask
 *	read:kind=pipe			pipe and fifo, socket, file, directory, device
 *	openat:path=/dev/shm/		how the path, or that of the descriptor, begins
 */
#ifndef IPCTS_FAULT_CONDITION_H
#define IPCTS_FAULT_CONDITION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct conditions;

/* None so far. NULL without memory. */
struct conditions *conditions_new(void);
void conditions_free(struct conditions *conditions);

/*
 * Adds what text says: SYSTEM_CALL:CONDITION. Returns the number of the system
 * call, or -1 with one line in message.
 */
int conditions_add(struct conditions *conditions, const char *text, char *message, size_t size);

/* Whether a call of a thread, which waits for the answer, meets its conditions. */
bool conditions_met(const struct conditions *conditions, pid_t thread, int number,
		    const uint64_t arguments[6]);

#endif
