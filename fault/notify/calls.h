/*
 * What is known about system calls: which arguments mean what, and which errors
 * circumstances bring about (calls.def).
 */
#ifndef IPCTS_FAULT_CALLS_H
#define IPCTS_FAULT_CALLS_H

#include <stddef.h>
#include <stdint.h>

/* An argument that a system call does not have. */
enum { CALL_NO_ARGUMENT = -1 };

struct system_call {
	const char *name;
	int number;		       /* of this system's ABI; below 0: it has no such call */
	int descriptor, path, command; /* numbers of arguments, or CALL_NO_ARGUMENT */
};

/* The table's size, and its entries. */
size_t system_call_count(void);
const struct system_call *system_call_at(size_t index);

/* By number or name; NULL if the table has no such call. */
const struct system_call *system_call_numbered(int number);
const struct system_call *system_call_named(const char *name);

/*
 * The errors, ending with 0, that a system call with these arguments may meet.
 * Never NULL.
 */
const int *system_call_errors(const struct system_call *call, const uint64_t arguments[6]);

#endif
