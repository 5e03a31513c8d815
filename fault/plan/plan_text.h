/* What a plan consists of; for plan.c and plan_text.c only. */
#ifndef IPCTS_FAULT_PLAN_TEXT_H
#define IPCTS_FAULT_PLAN_TEXT_H

#include "plan.h"

struct plan {
	struct planned *entries;
	size_t count;
	struct planned **slots; /* an open hash table of the entries */
	size_t slot_count;
	const struct planned *twice; /* the second entry of a call, if there is one */
};

/*
 * Makes the table. Returns 0, or -1 with errno: ENOMEM, or EEXIST for an entry
 * that is there twice.
 */
int plan_index(struct plan *plan);

#endif
