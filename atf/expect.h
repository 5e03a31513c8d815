/*
 * What is expected of an actor: that it blocks, and how it ends. Each waits
 * for at most STEP_LIMIT, and fails with what the actor was seen to do instead.
 */
#ifndef IPCTS_EXPECT_H
#define IPCTS_EXPECT_H

#include "actor.h"
#include "blocked.h"
#include "check.h"

/* Waits until the actor is seen asleep in the call; fails if it finishes instead. */
#define expect_blocked_in(actor, call) AT(actor_expect_blocked_in(actor, call))

/*
 * Waits until the actor has come to the end of its block. One that exits by
 * itself has not: see expect_exit().
 */
#define expect_finished(actor) AT(actor_expect_finished(actor))

/*
 * Waits until the actor, a process that the caller started, has exited by
 * itself with the status, or by the signal.
 */
#define expect_exit(actor, status) AT(actor_expect_exit(actor, status))
#define expect_killed(actor, signal) AT(actor_expect_killed(actor, signal))

/* Waits until the actor, a thread, has been cancelled. */
#define expect_cancelled(actor) AT(actor_expect_cancelled(actor))

void actor_expect_blocked_in(struct actor *actor, enum call call);
void actor_expect_finished(struct actor *actor);
void actor_expect_exit(struct actor *actor, int status);
void actor_expect_killed(struct actor *actor, int signal);
void actor_expect_cancelled(struct actor *actor);

/* Waits for the end that is expected (in words), without looking at how it came. */
void actor_await_end(struct actor *actor, const char *expected);

#endif
