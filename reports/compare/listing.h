/* Which ids a baseline of some results has to list. */
#ifndef IPCTS_COMPARE_LISTING_H
#define IPCTS_COMPARE_LISTING_H

#include "../report.h"

/* A line of the baseline. */
struct line {
	const char *id;
	const char *reason; /* what the case said */
	size_t place;	    /* in the catalogue */
	size_t number;	    /* of those of one place */
};

struct listing {
	struct pool pool;
	struct line *line;
	size_t count;
	struct baseline **reasons; /* older ones, the first that has an id counts */
	size_t reason_count;
	size_t left_out; /* ids that a baseline cannot hold */
};

/*
 * Lists the deviations of the report, which was made without a baseline: by requirement
 * if all cases that could be judged fail, else by case; in the catalogue's order.
 */
void listing_make(struct listing *listing, const struct report *report);

/* What the older baselines say of the id; NULL: nothing. */
const struct baseline_entry *listing_reason(const struct listing *listing, const char *id);

/* Frees it and the older baselines. */
void listing_free(struct listing *listing);

#endif
