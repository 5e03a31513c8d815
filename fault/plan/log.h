/*
 * The log: which calls were made, and which of them failed because libfiu said
 * so. One line each, in a file that any number of processes append to:
 *
 *	call 1:1:posix/ipc/mq/send:2
 *	fired 1:1:posix/ipc/mq/send:3=EINTR
 *
 * A call that fired has a "fired" line only. After the address, or the error, a
 * blank and a detail may follow, which the explorer reads:
 *
 *	never EINTR,EIO			the call cannot have these errors with its arguments
 *	keeps path /dev/shm/NAME	what is not removed if the call fails: a file,
 *	keeps queue NAME		a message queue,
 *	keeps SysV msg id 3		an object of System V: msg, sem or shm
 */
#ifndef IPCTS_FAULT_LOG_H
#define IPCTS_FAULT_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "call.h"
#include "plan.h"

#define LOG_NEVER "never "
#define LOG_KEEPS "keeps "
#define LOG_PATH "path "
#define LOG_QUEUE "queue "
#define LOG_SYSV "SysV "

/* One line of a log. */
struct logged {
	struct call call;
	int fault; /* FAULT_NONE: the call was made as usual */
};

/*
 * Opens path to append to it, creates it with mode 0600; FD_CLOEXEC is set.
 * Returns the descriptor, or -1 with errno.
 */
int log_open(const char *path);

/*
 * Appends one line, by one write(): lines of several processes do not mix. detail
 * is NULL or a text without newline; it is cut to fit. Does not change errno. May
 * be called in a signal handler.
 */
void log_call(int fd, const struct call *call, int fault, const char *detail);

/* The same as text, with its newline, of at most size bytes. Returns the length. */
size_t log_line(const struct call *call, int fault, const char *detail, char *text, size_t size);

/*
 * Reads the next line of a log. Returns 1, 0 at its end, or -1 at a line that is
 * none of a log.
 */
int log_next(FILE *log, struct logged *line);

/*
 * Compares a log with the plan of its run: tells, for each entry that did not fire
 * (reason "not fired"), and for each call that fired though it, or that error, is
 * not in the plan ("not planned"). Returns how many, or -1 if log is none; 0 means
 * that there was no drift.
 */
int log_drift(FILE *log, const struct plan *plan,
	      void (*tell)(const struct call *call, int fault, const char *reason, void *argument),
	      void *argument);

#endif
