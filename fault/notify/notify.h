/*
 * A supervisor of system calls, below any C library: the kernel asks it about each
 * call that is watched, of a program, its threads and all that it starts, and it
 * asks libfiu whether the call is to fail: fiu_fail("syscall/NAME"), the address of
 * the call (call.h) at hand for plans (plan.h). It needs no privilege, but a Linux
 * with user notification (5.0, and 5.5 to let calls go on).
 *
 *	notify = notify_new(&settings, message, sizeof(message));
 *	notify_start(notify, run, argument, message, sizeof(message));
 *	status = notify_serve(notify, limit);
 *
 * What it cannot do:
 *	close() cannot be executed and then fail: nothing comes back here after a
 *	call went on, and a close() that fails without having closed is none. It is
 *	watched and counted, never failed; the preload's posix/io/oc/close does both.
 *	A short transfer: a call's arguments cannot be changed from here.
 *	exit, exit_group and rt_sigreturn do not return, so cannot fail.
 *	Calls that need no kernel (clock_gettime() mostly) are not seen.
 */
#ifndef IPCTS_FAULT_NOTIFY_H
#define IPCTS_FAULT_NOTIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../plan/call.h"
#include "condition.h"

/* The beginning of these points' names. */
#define NOTIFY_PREFIX "syscall/"

/* One watched call, before it is answered. */
struct notify_call {
	struct call call;
	int number;		   /* of the system call */
	const uint64_t *arguments; /* six */
	pid_t thread;
	unsigned int images; /* how often the process has become another program by exec */
	int fault;	     /* FAULT_NONE: it goes on; above 0: it fails with that error */
};

struct notify_settings {
	const int *watched; /* numbers of system calls */
	size_t count;	    /* of them */
	bool counts_loader; /* also calls of the GNU dynamic loader */

	/* NULL, or which calls count at all; theirs as long as the supervisor. */
	const struct conditions *conditions;

	/* NULL, or what the target writes to: calls count only while it is true. */
	const volatile bool *is_armed;

	/* NULL, or told of every watched call; argument is its own. */
	void (*tell)(const struct notify_call *call, void *argument);
	void *argument;
};

struct notify;

/*
 * Makes a supervisor, for any number of targets, one after the other. settings are
 * copied. NULL with one line in message if it cannot.
 */
struct notify *notify_new(const struct notify_settings *settings, char *message, size_t size);
void notify_free(struct notify *notify);

/*
 * Whether this kernel or sandbox lets anybody supervise. Returns 0, or -1 with one
 * line in message.
 */
int notify_is_possible(char *message, size_t size);

/*
 * Starts the target: a new process calls run(notify, argument), which may end in
 * notify_exec(), and exits with what that returns. The caller becomes the reaper of what the
 * target leaves. Returns the process's id, or -1 with one line in message.
 */
pid_t notify_start(struct notify *notify, int (*run)(struct notify *notify, void *argument),
		   void *argument, char *message, size_t size);

/* In the target: as execve(), not intercepted. Returns a negative errno value. */
int notify_exec(struct notify *notify, const char *path, char *const arguments[],
		char *const environment[]);

/* Whether signals that are caught cannot interrupt, and so repeat, an intercepted call. */
bool notify_is_killable(const struct notify *notify);

/* What can happen to a target, besides ending. */
enum { NOTIFY_LATE = -1, NOTIFY_FAILED = -2 };

/*
 * Serves until the target's first process and all that it started have ended and,
 * so far as they become children of the caller, are reaped: the caller has no
 * others. limit in milliseconds, or -1: none. Returns the wait status of the first
 * process; NOTIFY_LATE if the limit has passed: serve again, or notify_end(); or
 * NOTIFY_FAILED with errno.
 */
int notify_serve(struct notify *notify, int limit);

/* Ends what is left of the target, all of it, and reaps it. Returns how many there were. */
int notify_end(struct notify *notify);

#endif
