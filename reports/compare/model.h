/* The steps from groups of runs to the comparison, in their order. */
#ifndef IPCTS_COMPARE_MODEL_H
#define IPCTS_COMPARE_MODEL_H

#include "compare.h"
#include "group.h"

/* What is wanted of the comparison. */
struct comparison_options {
	const char *const *mechanisms; /* all if mechanism_count is 0 */
	size_t mechanism_count;
	bool only_differences;
};

/*
 * Makes the comparison of the groups; its pool, problems and notes are there already.
 * The groups' arrays may be freed afterwards.
 */
void comparison_make(struct comparison *comparison, const struct groups *groups,
		     const struct comparison_options *options);

/* Notes which columns have no results of mechanisms that others have results of. */
void comparison_note_uncovered(struct comparison *comparison);

/* Makes the mechanisms and the rows. */
void comparison_rows(struct comparison *comparison, const struct groups *groups,
		     const struct comparison_options *options);

/* Makes the columns and their cells. */
void comparison_columns(struct comparison *comparison, const struct groups *groups);

/* Makes the observations and the facts. */
void comparison_properties(struct comparison *comparison, const struct groups *groups,
			   const struct comparison_options *options);

/* True if they have results of the mechanism. */
bool says_something_of(const struct said_all *all, const char *mechanism);

/* What is said of the row's entry or case; NULL: nothing. */
const struct said *said_of(const struct said_all *all, const struct row *row);

#endif
