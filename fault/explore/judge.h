/* The oracle: tells what came of a run from what was seen, and from the run without failure. */
#ifndef IPCTS_EXPLORE_JUDGE_H
#define IPCTS_EXPLORE_JUDGE_H

#include "explore.h"
#include "observed.h"

/* What runs without failure have in common. */
struct reference {
	struct observed observed; /* the last of them */
	bool is_output_stable;
	bool are_files_stable;
	bool has_check; /* a script judges results */
};

struct verdict {
	enum outcome outcome;
	char summary[256];
	char evidence[2 * LIST_SIZE];
};

/* Judges a run with the given number of failures in its plan. */
void judge(const struct reference *reference, const struct observed *observed, unsigned int planned,
	   struct verdict *verdict);

/* "exits with 3", "was killed by SIGSEGV": a wait status in words. */
void judge_status(int status, char *text, size_t size);

#endif
