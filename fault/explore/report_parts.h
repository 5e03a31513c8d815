/* What the formats of a report share. */
#ifndef IPCTS_EXPLORE_REPORT_PARTS_H
#define IPCTS_EXPLORE_REPORT_PARTS_H

#include "report.h"

enum { REPORT_LINE = 4000, REPORT_BLOCK = 16384 };

/* One line of any origin, harmless to print; lives until the pool is released. */
const char *report_line(struct pool *pool, const char *text);

/* Some lines of any origin; of very many, the first and the last. */
const char *report_block(struct pool *pool, const char *text);

/*
 * Calls put for each entry of the baseline that is in that state.
 */
void report_each_known(const struct explore_report *report, enum known_finding_state state,
		       void (*put)(const struct baseline_entry *entry, void *argument),
		       void *argument);

/* What of an HTML page is the matrix: points, errors, and the outcomes there. */
void report_html_matrix(struct explore_report *report, FILE *file);

#endif
