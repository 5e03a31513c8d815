/*
 * The address of one call, and the names of errors.
 *
 * A call is written PROCESS:THREAD:POINT:K, as in "1.2:1:posix/ipc/mq/send:3".
 *
 * PROCESS	"1" is the first process; the i-th process that "1" makes is "1.i",
 *		and so on. A fork that fails makes none. exec keeps it.
 * THREAD	1 is the main thread; the others by their order of creation in
 *		their process. A creation that fails counts for nothing.
 * POINT	the libfiu name of the failure point. It contains no ':'.
 * K		counts, from 1, that thread's calls of that point. It goes on over
 *		exec and begins anew in a new process or thread.
 */
#ifndef IPCTS_FAULT_CALL_H
#define IPCTS_FAULT_CALL_H

#include <stddef.h>

enum {
	CALL_PROCESS_SIZE = 64, /* bytes, with the null byte */
	CALL_POINT_SIZE = 96,	/* bytes, with the null byte */
	CALL_TEXT_SIZE = 256	/* enough for any call with its error */
};

struct call {
	char process[CALL_PROCESS_SIZE];
	unsigned int thread;
	char point[CALL_POINT_SIZE];
	unsigned long k;
};

/* What is to happen to a call: an errno value (above 0), or a short transfer. */
enum { FAULT_NONE = 0, FAULT_SHORT = -1 };

/*
 * Reads text up to its null byte, or up to end if that is not NULL. Returns 0,
 * or -1 if it is no address; nothing but *call is changed.
 */
int call_parse(const char *text, const char *end, struct call *call);

/*
 * Writes "PROCESS:THREAD:POINT:K", and "=ERRNO" or "=short" if fault is not
 * FAULT_NONE, into text. Returns the length, as snprintf(). Allocates nothing,
 * and may be called in a signal handler.
 */
int call_print(const struct call *call, int fault, char *text, size_t size);

/*
 * The number of "ENOSPC", "28" or "short", length bytes long (FAULT_SHORT for the
 * last), or 0 if there is no such error.
 */
int fault_number(const char *name, size_t length);

/* "ENOSPC" for ENOSPC, "short" for FAULT_SHORT; NULL if fault has no name. */
const char *fault_name(int fault);

#endif
