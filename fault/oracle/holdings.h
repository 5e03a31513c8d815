/*
 * What a process holds, as far as it could be lost or leaked: counted before and
 * after something that failed, nothing must have been added.
 */
#ifndef IPCTS_FAULT_HOLDINGS_H
#define IPCTS_FAULT_HOLDINGS_H

#include <stdbool.h>

/* Where queues are to be seen besides /dev/mqueue, which not every system has. */
#define HOLDINGS_QUEUES "/tmp/.mqueue"

struct holdings {
	unsigned long descriptors;
	unsigned long mapped; /* bytes, in mappings that are not the heap's or a stack's */
	unsigned long threads;
	unsigned long children; /* ended ones that nobody has waited for, too */
	unsigned long names;	/* in /dev/shm and the places of queues */
	unsigned long files;	/* in /tmp */
};

/*
 * Counts what the calling process holds. The names and files are everybody's: the
 * caller makes those places private if that matters. Returns 0, or -1 if /proc
 * cannot be read. Leaves nothing behind itself.
 */
int holdings_count(struct holdings *holdings);

/* What after has more of than before, and 0 where it has not. */
void holdings_subtract(struct holdings *after, const struct holdings *before);

#endif
