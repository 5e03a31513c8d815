/* Environments for programs that are to know who they are: identity.h. */
#ifndef IPCTS_FAULT_ENVIRONMENT_H
#define IPCTS_FAULT_ENVIRONMENT_H

#include <stddef.h>

/*
 * A copy of an environment with the identity of the child of that number, or of
 * this process if it is 0. storage has environment_words() elements; no memory is
 * allocated, for a child of vfork() shares its parent's.
 */
size_t environment_words(char *const environment[]);
char **make_environment(char *const environment[], unsigned int child, char *storage[]);

/*
 * For functions that start a program with the environment of this process: in
 * between, environ is a copy for the child of that number. Another thread may do the
 * same; which of the two children gets which number is open then. What another
 * thread adds to the environment in between is lost.
 */
void begin_environment(unsigned int child);
void end_environment(void);

#endif
