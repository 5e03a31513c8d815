/*
 * Actors: the other processes and threads of a case's scenario. A check that
 * fails in an actor fails the case; an actor that crashes, or that is not
 * finished when the case ends, fails it, too.
 *
 *	struct actor *reader = ACTOR("reader") {
 *		expect_bytes(p.read_end, "x", 1);
 *	}
 *	expect_blocked_in(reader, CALL_READ);
 *	write_bytes(p.write_end, "x", 1);
 *	expect_finished(reader);
 *
 * The block behind ACTOR() is run by a new process, a fork of the one that
 * comes by; variables it changes are its own (share() gives common memory).
 * Actors may start actors; each is waited for, signalled and dismissed by the
 * process that started it, and looked at (is_running(), expect_blocked_in(),
 * expect_finished()) by anybody.
 */
#ifndef IPCTS_ACTOR_H
#define IPCTS_ACTOR_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

#include "check.h"

struct actor;

#define ACTOR(label)       \
	actor_fork(label); \
	for (; actor_is_here(); actor_leave())

/* Starts body(argument) in a new process, or in a new thread of this one. */
struct actor *start_process(const char *label, void (*body)(void *), void *argument);
struct actor *start_thread(const char *label, void (*body)(void *), void *argument);

pid_t actor_pid(const struct actor *actor);

/* Only of an actor that start_thread() started. */
pthread_t actor_thread(const struct actor *actor);

/* Whether the actor is still on its way. */
bool is_running(struct actor *actor);

/* Sends the actor a signal (a thread gets it by itself). */
#define send_signal(actor, signal) AT(actor_send_signal(actor, signal))

/* Ends the actor, whatever it is doing; its end is not looked at. */
#define dismiss(actor) AT(actor_dismiss(actor))

/* What the macros above call, and what the harness needs. */

void actor_send_signal(struct actor *actor, int signal);
void actor_dismiss(struct actor *actor);
struct actor *actor_fork(const char *label);
bool actor_is_here(void);
void actor_leave(void) __attribute__((noreturn));

/* Ends the calling actor after what it recorded; a thread takes its process along. */
void actor_abandon(void) __attribute__((noreturn));

/* The label of the calling actor; NULL in the case's main thread. */
const char *actor_label(void);

/* The case is broken unless the calling process started the actor. */
void actor_require_starter(const struct actor *actor);

/* Waits for every actor started by this process; records those not finished. */
void actors_collect(void);

#endif
