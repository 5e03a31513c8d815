/* What fault-run was asked to let fail, as libfiu and the plan are told it. */
#ifndef IPCTS_FAULT_REQUEST_H
#define IPCTS_FAULT_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

struct request {
	char *commands; /* for libfiu: one remote control command a line */
	char *plan;	/* for plan_read() */
	bool any_error; /* errors that are not documented, too */
};

/*
 * --fail: POINT[=ERRNO] fails every call, POINT=ERRNO@K the K-th of the main thread
 * of the first process, PROCESS:THREAD:POINT:K=ERRNO any. --random:
 * POINT[=ERRNO]@PROBABILITY. ERRNO may be "short". POINT may end in '*'.
 * Returns 0, or -1 with one line in message that says what is wrong.
 */
int request_failure(struct request *request, const char *text, char *message, size_t size);
int request_random(struct request *request, const char *text, char *message, size_t size);

/* Appends text and a newline to what *to holds, which may be NULL. -1: no memory. */
int append_line(char **to, const char *text);

#endif
