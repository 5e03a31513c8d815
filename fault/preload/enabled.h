/*
 * What libfiu was told to fail: the names that are enabled now, by whomever
 * (fiu-run, fiu-ctrl, a plan, the program itself).
 */
#ifndef IPCTS_FAULT_ENABLED_H
#define IPCTS_FAULT_ENABLED_H

#include "../points/points.h"

/* Whether a name that is enabled is the point's, or a pattern that matches it. */
bool is_enabled(const struct point *point);

#endif
