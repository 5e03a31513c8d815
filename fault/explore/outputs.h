/* Reading what a run has written: its output, and the log of its calls. */
#ifndef IPCTS_EXPLORE_OUTPUTS_H
#define IPCTS_EXPLORE_OUTPUTS_H

#include "observed.h"

/* Reads a file from its beginning. Returns whether it has a sanitizer's report. */
bool output_read(int fd, struct output *output);

/* The detail of a line for a failure that cannot happen to a call with those arguments. */
#define LOG_UNSUITABLE "unsuitable"

/* The detail of one for a failure to write to standard error. */
#define LOG_MESSAGE "stderr"

struct log_summary {
	unsigned int fired;	    /* failures of the plan that happened */
	unsigned int lost_messages; /* of those, of write() to standard error, where known */
	unsigned int strays;	    /* others, and unsuitable ones */
	bool used_ids;		    /* System V IPC was used */
	uint64_t size;		    /* bytes copied */
};

/*
 * Reads a log from its beginning, and copies it to the file copy, unless that is -1. What
 * the failures kept is then known to kept.h.
 */
struct log_summary output_read_log(int fd, const char *plan, int copy);

#endif
