/*
 * How far an exploration is, on one line of a terminal that is written again and
 * again. Nothing is ever written to anything but a terminal.
 */
#ifndef IPCTS_EXPLORE_PROGRESS_H
#define IPCTS_EXPLORE_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>

#include "explore.h"

/* Whether progress can be shown there: a terminal that can rewrite a line. */
bool progress_fits(FILE *file);

/*
 * Shows how far it is, and how long it will still take; seconds_left below 0: nobody
 * knows. Nothing happens if progress does not fit there.
 */
void progress_show(FILE *file, const struct exploration *exploration, double seconds_left);

/* Clears the line, before anything else is written to the terminal. */
void progress_clear(FILE *file);

/*
 * The line itself, without escapes, of less than size bytes: "312 of 1540 runs (20 %),
 * 2 findings, about 3 min left". Returns its length.
 */
size_t progress_line(const struct exploration *exploration, double seconds_left, char *text,
		     size_t size);

#endif
