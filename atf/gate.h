/*
 * What actors have in common besides the objects under test: memory, and
 * gates to wait for each other at.
 */
#ifndef IPCTS_GATE_H
#define IPCTS_GATE_H

#include <stddef.h>

#include "check.h"

/* size bytes, zeroed, common to all actors started from now on. */
void *share(size_t size);

/*
 * A gate: passed only once it is open. Actors wait for each other at gates,
 * never by means of what is being tested.
 */
struct gate;
struct gate *new_gate(void);
void open_gate(struct gate *gate);

/* Waits until the gate is open; fails if that takes longer than STEP_LIMIT. */
#define pass_gate(gate) AT(gate_pass(gate))

void gate_pass(struct gate *gate);

#endif
