/*
 * A subject: a function of the C library that makes several system calls, and how
 * it is called. These files use nothing but the C library, so that any can be tried.
 */
#ifndef IPCTS_FAULT_SUBJECT_H
#define IPCTS_FAULT_SUBJECT_H

#include <stdbool.h>

struct subject {
	const char *name;     /* of the case */
	const char *function; /* as the manual has it */

	/* Makes what the function needs. NULL: nothing. */
	void (*prepare)(void);

	/* Calls it. Returns 0, or the number of the error. */
	int (*call)(void);

	/* After success: whether what it made does what it is for. NULL: nothing to try. */
	bool (*works)(void);

	/* After success: takes back what it did. NULL: nothing. */
	void (*undo)(void);

	/* After a failure it cannot be called again with the same arguments. */
	bool is_final;

	/* The errors that POSIX and the Linux manual give it, ended by 0. */
	int errors[40];
};

/* All of them, ended by one without a name. */
extern const struct subject ipc_subjects[];
extern const struct subject thread_subjects[];
extern const struct subject process_subjects[];
extern const struct subject file_subjects[];

/* The subject of that name, or NULL; the one at index, or NULL after the last. */
const struct subject *subject_named(const char *name);
const struct subject *subject_at(unsigned int index);

/* The error of a function that returned -1 or NULL. */
int failure(void);

#endif
