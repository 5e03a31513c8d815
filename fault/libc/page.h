/*
 * What the sweep and the program it sweeps have in common: a page of memory, which
 * the program finds behind PAGE_DESCRIPTOR.
 */
#ifndef IPCTS_FAULT_PAGE_H
#define IPCTS_FAULT_PAGE_H

#include <stdbool.h>

#include "../oracle/holdings.h"

enum { PAGE_DESCRIPTOR = 100 };

/* How far the program came. */
enum stage {
	STAGE_BEGUN,
	STAGE_PREPARED, /* what the function needs is there */
	STAGE_CALLED,	/* it returned */
	STAGE_RETRIED,	/* if it failed */
	STAGE_COMPLETE	/* all was undone, and counted */
};

struct page {
	volatile bool is_armed; /* only now are calls counted, and may fail */
	volatile int stage;
	char libc[32]; /* which one it is: "glibc-2.36" */

	bool has_failed;	/* the function */
	int error;		/* what it failed with */
	bool has_changed_mask;	/* of signals */
	bool has_changed_errno; /* a function that returns its error, or succeeded, and set it to 0
				 */
	struct holdings lost;	/* when it had failed: more than before */

	bool has_retry_failed; /* without a fault */
	int retry_error;
	bool is_broken;	      /* success was reported, but what was made does not work */
	struct holdings left; /* when all was undone: more than before */
};

#endif
