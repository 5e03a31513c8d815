/* The steps of report_make(), in their order. */
#ifndef IPCTS_REPORT_PARTS_H
#define IPCTS_REPORT_PARTS_H

#include "report.h"

/* Sorts the results; of a case that is there twice, the newest counts. */
void report_sort(struct report *report);

/* Adds a problem for each file with requirements the catalogue does not know. */
void report_check_ids(struct report *report);

/* Gives each entry its proofs and its verdict; sets the others aside. */
void report_prove(struct report *report);

/* Collects the observations and facts. */
void report_observe(struct report *report);

/* Finds out which error paths the cases brought about, and how. */
void report_trace_paths(struct report *report);

/* Counts per mechanism, and finds the mechanisms without a result. */
void report_summarize(struct report *report);

/* Finds out what has become of the baseline's entries. */
void report_check_known(struct report *report);

/* The baseline's entry that excuses a failure to meet the requirement; NULL: none. */
const struct baseline_entry *find_known(const struct report *report, const struct result *result,
					const char *id);

/* Cuts the next word off *rest, which points at words with spaces between; NULL: no more. */
const char *next_word(const char **rest, size_t *length);

#endif
