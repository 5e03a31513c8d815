/* The list of failure points, for people and for programs. */
#ifndef IPCTS_FAULT_LIST_H
#define IPCTS_FAULT_LIST_H

#include <stdbool.h>
#include <stdio.h>

#include "../points/documented.h"

/*
 * How much is told of each point: its name alone, its errors, or every condition
 * under which it has them.
 */
enum detail { DETAIL_NAMES, DETAIL_ERRORS, DETAIL_CONDITIONS };

/* As text, one paragraph or line for each point that is selected. */
void list_text(FILE *stream, const bool selected[POINTS], enum detail detail);

/*
 * As JSON: an array of objects with "point", "function", "failure" ("-1", "NULL",
 * "MAP_FAILED", "SEM_FAILED", "number", "short"), "effect" and "errors": an array of
 * objects with "error", "number", "level", "edition", "mechanism" and "requirement"
 * (both null if the catalogue does not have it), "condition". Returns -1 if there
 * is no memory.
 */
int list_json(FILE *stream, const bool selected[POINTS]);

/*
 * The errors of a point without repetition, each with its first condition: writes at
 * most size of them, returns how many.
 */
size_t errors_of(enum point_index point, const struct documented *errors[], size_t size);

#endif
