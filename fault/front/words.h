/* What the table says of a point, in words. */
#ifndef IPCTS_FAULT_WORDS_H
#define IPCTS_FAULT_WORDS_H

#include "../points/points.h"

/* "returns -1", ... */
const char *failure_words(const struct point *point);

/* "-1", "NULL", "MAP_FAILED", "SEM_FAILED", "number", "short". */
const char *failure_value(const struct point *point);

/* What a failure does besides; "" for nothing. */
const char *effect_words(const struct point *point);

#endif
