/* The known deviations of C libraries (known.def). */
#ifndef IPCTS_FAULT_KNOWN_H
#define IPCTS_FAULT_KNOWN_H

#include <stdbool.h>

#include "sweep.h"

struct known {
	const char *libc;    /* "glibc-2.36" */
	const char *subject; /* its name */
	const char *kind;    /* of deviation */
	const char *calls;   /* a pattern, as of fnmatch(), of "CALL=ERRNO", or "no-fault" */
	bool is_rare;	     /* it depends on which thread is faster: may be missing */
	const char *finding; /* its file in fault/findings, without ".c" */
};

/* How many there are, and the one at index. */
unsigned int known_count(void);
const struct known *known_at(unsigned int index);

/* The entry of a deviation, or known_count(). */
unsigned int known_index(const char *libc, const struct deviation *deviation);

/* "1:1:syscall/mmap:1=ENOMEM", or "no-fault"; text has CALL_TEXT_SIZE bytes. */
void deviation_print(const struct deviation *deviation, char *text);

#endif
