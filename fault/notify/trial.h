/* What the supervisor's tests share: a target, and what was told about it. */
#ifndef IPCTS_FAULT_TRIAL_H
#define IPCTS_FAULT_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "notify.h"

enum { TRIAL_CALLS = 4096 };

/* In a target, whose exit status 0 is "all as it should be", else the failed step. */
#define STEP(number, condition)        \
	do {                           \
		if (!(condition))      \
			return number; \
	} while (0)

/* One run of a target. */
struct trial {
	const char *plan;      /* NULL: none */
	const char *watched;   /* names, with blanks between them */
	const char *condition; /* NULL: none */
	int limit;	       /* milliseconds; 0: ten seconds */
	bool counts_loader;

	/* What came of it. */
	int status; /* wait status, or NOTIFY_LATE */
	int ended;  /* how many were left, after NOTIFY_LATE */
	size_t count;
	char calls[TRIAL_CALLS]
		  [CALL_TEXT_SIZE]; /* as call_print(), those that failed with "=ERRNO" */
};

/*
 * Runs the target, which exits with what run() returns. Skips the test case where
 * supervision is impossible; ends it as failed if something goes wrong with it.
 */
void trial_run(struct trial *trial, int (*run)(struct notify *notify, void *argument),
	       void *argument);

/* Fails the test case unless the target's exit status is 0. */
void trial_expect_success(const struct trial *trial);

/* In a target, a system call that none but this makes: getppid(). Returns its error, or 0. */
int parent_error(void);

/* How many of the calls told begin with that text. */
size_t trial_count(const struct trial *trial, const char *beginning);

#endif
