/* The error of a point that libfiu was told to fail without saying with which. */
#ifndef IPCTS_FAULT_USUAL_H
#define IPCTS_FAULT_USUAL_H

#include "../points/points.h"

/*
 * The first error that the catalogue documents for the function and that every
 * conforming system may report; it is always the same, so that a run repeats.
 */
int usual_error(enum point_index point);

#endif
