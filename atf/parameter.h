/*
 * Parameters of the kernel: what Linux has below /proc/sys, by such names as
 * "kernel/msgmni".
 */
#ifndef IPCTS_PARAMETER_H
#define IPCTS_PARAMETER_H

#include <stdbool.h>

/* Whether there is such a parameter, and it can be read. */
bool has_parameter(const char *name);

/* The number at the place, 0 for the first, of its value; skips the case without it. */
unsigned long read_parameter(const char *name, int place);

/*
 * Sets one that belongs to the IPC or network namespace, which has to be the
 * case's own: after PRIVATE_IPC or PRIVATE_NETWORK (private.h). Skips the case where that is not
 * permitted.
 */
void set_parameter(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
