/* The end of processes and of queues: what is given back, and when. */
#ifndef IPCTS_MQ_LIFE_H
#define IPCTS_MQ_LIFE_H

#include "mq.h"

/*
 * Of queues of default sizes, more than a user of Linux has room for at a time
 * (RLIMIT_MSGQUEUE, usually 819200 bytes). Who can make as many, one after the
 * other, has seen that they are destroyed.
 */
enum { MORE_THAN_FIT = 12 };

/*
 * The calling process executes another program, which stops at once to show that
 * it is there.
 */
void execute_program(void) __attribute__((noreturn));

/* Waits until the actor, which the caller started, has done so; then to be dismissed. */
#define await_program(actor) AT(mq_case_await_program(actor))

void mq_case_await_program(const struct actor *actor);

#endif
