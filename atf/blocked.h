/*
 * Blocking is observed, never slept for: the kernel is asked whether a thread
 * is asleep in a system call.
 */
#ifndef IPCTS_BLOCKED_H
#define IPCTS_BLOCKED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "settings.h"

/* CALL_READ, CALL_WRITE, ...: calls.def. */
enum call {
#define CALL(symbol, name, ...) CALL_##symbol,
#include "calls.def"
#undef CALL
	CALL_COUNT
};

/* "read", ... */
const char *call_name(enum call call);

/* The best way to observe that works here, tried on the calling thread. */
enum observe blocked_probe(void);

/*
 * Whether the thread is asleep in the call now (OBSERVE_SYSCALL), or just
 * asleep (OBSERVE_STATE, and where the kernel does not tell us the call of
 * that thread). A thread that is gone is not.
 */
bool blocked_in(pid_t pid, pid_t tid, enum call call, enum observe observe);

/* Whether the process is no more, or a zombie. */
bool is_gone(pid_t pid);

/* Writes "asleep in read", "running", "gone", ... into text. */
void blocked_describe(pid_t pid, pid_t tid, char *text, size_t size);

#endif
