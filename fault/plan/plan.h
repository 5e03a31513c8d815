/*
 * A plan: which calls are to fail, and with what. libfiu decides: the plan is a
 * callback of its, and what else libfiu was told to fail (fiu-run -c, fiu-ctrl)
 * fails as well.
 *
 *	plan = plan_read("1:1:posix/ipc/mq/send:3=EINTR", message, sizeof(message));
 *	plan_enable(plan);
 *	...
 *	fault = plan_ask(&call, EINTR);
 *	if (fault > 0)
 *		the call fails with that error
 *
 * The same text is given to a program in the environment variable PLAN_VARIABLE;
 * LOG_VARIABLE names the file of log.h.
 */
#ifndef IPCTS_FAULT_PLAN_H
#define IPCTS_FAULT_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "call.h"

#define PLAN_VARIABLE "IPCTS_FAULT_PLAN"
#define LOG_VARIABLE "IPCTS_FAULT_LOG"

struct plan;

/* One entry of a plan. */
struct planned {
	struct call call;
	int fault;	    /* an errno value, or FAULT_SHORT */
	unsigned int fired; /* how often it did, in this process */
};

/*
 * Reads a plan: CALL=ERRNO or CALL=short, between them any of blank, newline or
 * comma; "#" begins a comment up to the end of the line; "@FILE" alone reads FILE.
 * Returns the plan, which plan_free() frees, or NULL with one line in message.
 * An empty text is an empty plan. Two entries for one call are an error.
 */
struct plan *plan_read(const char *text, char *message, size_t size);
void plan_free(struct plan *plan);

size_t plan_count(const struct plan *plan);

/* The entry at index, which is below plan_count(). */
const struct planned *plan_entry(const struct plan *plan, size_t index);

/* The entry of that call, or NULL. Allocates nothing. */
struct planned *plan_find(const struct plan *plan, const struct call *call);

/* Whether an entry is for that point: calls of others cannot fire. */
bool plan_has_point(const struct plan *plan, const char *point);

/*
 * Makes plan the one that libfiu asks, in this process, instead of the one before;
 * NULL: none. fiu_init() must have been called. The plan must live until then.
 * Returns 0, or -1 if libfiu does not take it (memory).
 */
int plan_enable(struct plan *plan);

/*
 * Asks libfiu whether the call is to fail now. Returns FAULT_NONE, FAULT_SHORT or
 * the errno value: failinfo of libfiu, or usual if that is 0 (an "enable" without
 * failinfo). Does not change errno. Allocates nothing.
 */
int plan_ask(const struct call *call, int usual);

#endif
