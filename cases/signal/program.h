/* A program of the system that is executed by an actor: what it inherits is what is looked at. */
#ifndef IPCTS_PROGRAM_H
#define IPCTS_PROGRAM_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

/* It does nothing about signals, and ends when its standard input, a pipe, does. */
struct program {
	struct actor *actor;
	int input;
};

/* An actor calls prepare() and becomes the program; returns when that waits for its input. */
struct program start_program(void (*prepare)(void));

/* Its input ends, and so does it, by itself. */
#define end_program(program) AT(program_end(program))

void program_end(struct program program);

#endif
