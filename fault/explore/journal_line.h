/* The lines of a journal. */
#ifndef IPCTS_EXPLORE_JOURNAL_LINE_H
#define IPCTS_EXPLORE_JOURNAL_LINE_H

#include <stdio.h>

#include "finding.h"

/* Writes text as a field: what separates fields and lines is escaped. */
void journal_put_field(FILE *file, const char *text);

/* Writes the line of a run, with its newline. */
void journal_put_run(FILE *file, const struct finding *run);

/*
 * Reads the line of a run, without its newline, in place: the texts of *run are parts
 * of line, its cause is NULL. Returns false if it is none.
 */
bool journal_read_run(char *line, struct finding *run);

#endif
