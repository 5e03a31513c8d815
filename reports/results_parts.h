/* What the readers of results share. */
#ifndef IPCTS_RESULTS_PARTS_H
#define IPCTS_RESULTS_PARTS_H

#include <stddef.h>

#include "results.h"

#define LONGEST_NAME 1000
#define LONGEST_REASON 4000

/* Room for the next result; it counts once results->count is increased. */
struct result *results_room(struct results *results);

/*
 * Each adds the results of a file and returns NULL, or what is wrong with the file: the
 * caller forgets what was added then. A complaint is valid until the next file is read.
 */
const char *read_database(struct results *results, const char *path);
const char *read_died(struct results *results, const char *path);

#endif
