/* A function that is called by a program, and by a handler that interrupts the program in it. */
#ifndef IPCTS_INTERRUPTING_H
#define IPCTS_INTERRUPTING_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

/* How often the program is interrupted. */
enum { INTERRUPTIONS = 300 };

enum caller { PROGRAM, HANDLER, CALLERS };

/* turn: how often that caller has called before. */
typedef void call_function(enum caller caller, unsigned turn);

/*
 * Calls the function over and over, in the calling process and in a handler of
 * SIGALRM, until the handler has called it INTERRUPTIONS times.
 */
void call_interrupted(call_function *call);

/* How often the caller called, in any of the actors started after share_turns(). */
unsigned turns(enum caller caller);
void share_turns(void);

#endif
