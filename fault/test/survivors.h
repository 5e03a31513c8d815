/*
 * Small programs, each of which uses a few functions as it should: a step that fails
 * ends it, what was made is removed, and the error is what it returns; 0: all went well.
 */
#ifndef IPCTS_FAULT_SURVIVORS_H
#define IPCTS_FAULT_SURVIVORS_H

#include <errno.h>
#include <stddef.h>

typedef int survivor(void);

extern survivor *const survivors_of_io[], *const survivors_of_ipc[];
extern const size_t survivors_of_io_count, survivors_of_ipc_count;

/* A step that returns -1 and sets errno, and one that returns the number. */
#define STEP(call)                     \
	do {                           \
		if ((call) == -1) {    \
			error = errno; \
			goto end;      \
		}                      \
	} while (0)
#define STEP_NUMBER(call)         \
	do {                      \
		error = call;     \
		if (error)        \
			goto end; \
	} while (0)

/* Closes what is open, also after a failure; the first error counts. */
int close_all(int fds[], size_t count, int error);

#endif
