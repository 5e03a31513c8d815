/* The calls that a command was seen to make, and which failures each may have. */
#ifndef IPCTS_EXPLORE_CALLS_H
#define IPCTS_EXPLORE_CALLS_H

#include <stddef.h>

#include "explore.h"

enum { MAX_FAULTS = 48 };

/* One call, with the failures that suit it. */
struct recorded {
	char *address;	   /* "1:1:posix/ipc/mq/send:3" */
	const char *point; /* in address; it ends before the last ':' */
	size_t point_length;
	unsigned long k;
	bool is_last; /* of its process, thread and point */
	unsigned short fault_count;
	short *faults; /* errno values, or FAULT_SHORT */
	size_t order;  /* where it stands in the log */
};

struct recording {
	struct recorded *calls;
	size_t count;
};

/*
 * Reads a log of size bytes: each call that has a failure which is documented, and
 * matches the settings. If behind is not NULL, only the first of each process, thread
 * and point after the line "fired BEHIND". Returns 0, or -1 with errno.
 */
int recording_read(struct recording *recording, const char *log, size_t size,
		   const struct settings *settings, const char *behind);

/* Removes the calls that other does not have. */
void recording_intersect(struct recording *recording, const struct recording *other);
void recording_free(struct recording *recording);

/* The failures of a call: faults has room for MAX_FAULTS. Returns how many. */
size_t faults_of(const struct settings *settings, const char *point, const char *detail,
		 short *faults);

#endif
