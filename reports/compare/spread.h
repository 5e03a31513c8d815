/* Who says what, in words: for formats that have no room for a matrix. */
#ifndef IPCTS_COMPARE_SPREAD_H
#define IPCTS_COMPARE_SPREAD_H

#include "compare.h"

/* "deviates: runsc; conforms: linux, m32 and 5 more", the worst first. */
const char *spread_verdicts(struct pool *pool, const struct comparison *comparison, size_t row);

/* "65536: linux, m32; 4096: runsc", the value of the first column first. */
const char *spread_values(struct pool *pool, const struct comparison *comparison,
			  const struct property *property);

/* "new: runsc; fixed: linux"; "" if nothing changed. */
const char *spread_changes(struct pool *pool, const struct comparison *comparison, size_t row);

/*
 * The column whose reason explains the row best: the first of those with the worst
 * verdict. NULL if it gives none.
 */
const struct column *spread_reason(const struct comparison *comparison, size_t row);

/* "1826 of 1890". */
const char *score_words(struct pool *pool, const struct score *score);

/* "3 targets", "997 targets (1000 runs)"; then how many of how many requirements differ. */
const char *comparison_headline(struct pool *pool, const struct comparison *comparison);

#endif
