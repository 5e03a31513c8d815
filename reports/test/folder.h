/* Output folders of runs, made of samples, and what is said of them. */
#ifndef IPCTS_FOLDER_H
#define IPCTS_FOLDER_H

#include "run.h"

/* What the cases below prove. */
#define FIRST "pipe.read.fifo_order"
#define SECOND "pipe.create.returns_zero"
#define THIRD "pipe.create.lowest_fds" /* after SECOND, in the catalogue */

/* Makes folder/results/pipe.db of the cases, count of them. */
void write_folder(const char *folder, const struct sample_case *cases, size_t count);

/* A folder with a case of FIRST, which passes or fails for that reason, and one of SECOND. */
void write_simple(const char *folder, const char *reason);

/* The same with SECOND's case passed but FIRST's skipped: "not permitted". */
void write_skipped(const char *folder);

/* Writes folder/summary.tsv of its databases. */
void write_summary(const atf_tc_t *tc, const char *folder);

/*
 * Makes folder/summary.tsv by hand: of the lines that a run has of its own, and of those
 * of its results (see ../summary.h), with a fingerprint that is right.
 */
void write_said(const char *folder, const char *run, const char *results);

/* Parses what the run said; it must have ended with that status. */
json_t *parse_run(struct run run, int status);

/* The index of the target of that label among the comparison's; fails if there is none. */
size_t target_index(json_t *comparison, const char *label);

json_t *target_of(json_t *comparison, const char *label);

/* The comparison's row of that id; NULL: there is none. */
json_t *row_of(json_t *comparison, const char *id);

/* What the comparison says of the requirement for that target: of verdicts, reasons ... */
const char *cell_of(json_t *comparison, const char *id, const char *label, const char *member);

/* An array's length, in a member of an object. */
size_t length_of(json_t *object, const char *member);

#endif
