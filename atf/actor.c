#include "actor.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "blocked.h"
#include "check.h"
#include "expect.h"
#include "private.h"
#include "process.h"
#include "sanitizer.h"

/* What an actor's process exits with after a failed check. */
enum { EXIT_ABANDONED = 125 };

/* What only the starting process knows of a thread. */
static struct {
	pthread_t thread;
	void (*body)(void *);
	void *argument;
} threads[MAX_ACTORS];

static _Thread_local struct actor *self;

/* Of the process that the actor began in, by its own account. */
static pid_t own_pid;

/* This is the process that actor_fork() has just made. */
static _Thread_local bool is_new;

static size_t index_of(const struct actor *actor)
{
	return (size_t)(actor - arena->actors);
}

const char *actor_label(void)
{
	return self ? self->label : NULL;
}

static struct actor *new_actor(const char *label, bool is_thread)
{
	int slot = arena_take(&arena->actor_count, MAX_ACTORS);
	struct actor *actor;

	SETUP_THAT(slot >= 0, "more than %d actors in a case", MAX_ACTORS);
	actor = &arena->actors[slot];
	snprintf(actor->label, sizeof(actor->label), "%s", label);
	actor->is_thread = is_thread;
	actor->starter = getpid();
	return actor;
}

struct actor *actor_fork(const char *label)
{
	struct actor *actor = new_actor(label, false);
	pid_t pid;

	/* The harness's own output only: a stream under test may be locked, or be left as it is. */
	fflush(stdout);
	pid = (pid_t)SETUP(fork());
	if (pid != 0) {
		actor->pid = pid;
		if (are_processes_private())
			actor->tid = pid;
		return actor;
	}
	self = actor;
	own_pid = getpid();
	/* By itself, too: its starter may be killed before it can. */
	if (!are_processes_private()) {
		self->pid = own_pid;
		self->tid = thread_id();
	}
	is_new = true;
	return self;
}

bool actor_is_here(void)
{
	bool was_new = is_new;

	is_new = false;
	return was_new;
}

void actor_leave(void)
{
	if (own_pid != getpid())
		check_failed(HERE, "a child of the actor came to the end of its block");
	actors_collect();
	fflush(stdout);
	self->state = ACTOR_FINISHED;
	_exit(EXIT_SUCCESS);
}

void actor_abandon(void)
{
	_exit(EXIT_ABANDONED);
}

struct actor *start_process(const char *label, void (*body)(void *), void *argument)
{
	struct actor *actor = ACTOR(label) body(argument);

	return actor;
}

static void mark_cancelled(void *unused)
{
	(void)unused;
	forget_stack();
	self->state = ACTOR_CANCELLED;
}

static void *run_thread(void *actor)
{
	size_t i;

	self = actor;
	i = index_of(self);
	self->tid = thread_id();
	pthread_cleanup_push(mark_cancelled, NULL);
	threads[i].body(threads[i].argument);
	pthread_cleanup_pop(0);
	self->state = ACTOR_FINISHED;
	return NULL;
}

struct actor *start_thread(const char *label, void (*body)(void *), void *argument)
{
	struct actor *actor = new_actor(label, true);
	size_t i = index_of(actor);

	actor->pid = getpid();
	threads[i].body = body;
	threads[i].argument = argument;
	errno = pthread_create(&threads[i].thread, NULL, run_thread, actor);
	if (errno != 0)
		actor->is_collected = true;
	SETUP_THAT(errno == 0, "cannot start the thread %s: %s", label, error_name(errno));
	return actor;
}

pid_t actor_pid(const struct actor *actor)
{
	return actor->pid;
}

pthread_t actor_thread(const struct actor *actor)
{
	return threads[index_of(actor)].thread;
}

static bool is_starter(const struct actor *actor)
{
	return actor->starter == getpid();
}

void actor_require_starter(const struct actor *actor)
{
	if (!is_starter(actor))
		check_broken(THERE, "actor %s: only the process that started it can do that",
			     actor->label);
}

static void collect(struct actor *actor)
{
	int status;
	pid_t reaped;

	if (actor->is_thread) {
		if (actor->state == ACTOR_RUNNING)
			return;
		pthread_join(threads[index_of(actor)].thread, NULL);
	} else {
		reaped = waitpid(actor->pid, &status, WNOHANG);
		if (reaped == 0 || (reaped == -1 && errno != ECHILD))
			return;
		actor->is_stolen = reaped == -1;
		actor->status = reaped == -1 ? 0 : status;
	}
	actor->is_collected = true;
}

bool is_running(struct actor *actor)
{
	if (actor->is_collected)
		return false;
	if (!is_starter(actor))
		return actor->state == ACTOR_RUNNING && !is_gone(actor->pid);
	collect(actor);
	return !actor->is_collected;
}

void actor_send_signal(struct actor *actor, int signal)
{
	actor_require_starter(actor);
	/* Its pid may be somebody else's by now. */
	if (actor->is_collected)
		check_broken(THERE, "actor %s: a signal, but it is gone", actor->label);
	if (actor->is_thread)
		pthread_kill(threads[index_of(actor)].thread, signal);
	else
		/* A signal that is promised may be missing: no failure of the set-up. */
		EXPECT_OK(kill(actor->pid, signal));
}

void actor_dismiss(struct actor *actor)
{
	actor_require_starter(actor);
	actor->is_dismissed = true;
	if (!is_running(actor))
		return;
	if (actor->is_thread)
		pthread_cancel(threads[index_of(actor)].thread);
	else
		kill(actor->pid, SIGKILL);
	actor_await_end(actor, "to be dismissed");
}

void actors_collect(void)
{
	unsigned i;

	check_place(arena->test->file, arena->test->line);
	for (i = 0; i < arena->actor_count && i < MAX_ACTORS; i++) {
		struct actor *actor = &arena->actors[i];

		if (is_starter(actor) && !actor->is_collected && !actor->is_dismissed)
			actor_expect_finished(actor);
	}
}
