#include "expect.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "arena.h"
#include "clock.h"

static bool is_over(void *actor)
{
	return !is_running(actor);
}

static const char *describe(struct actor *actor, char *text, size_t size)
{
	if (!is_running(actor))
		snprintf(text, size, "gone");
	else
		blocked_describe(actor->pid, actor->tid ? actor->tid : actor->pid, text, size);
	return text;
}

void actor_await_end(struct actor *actor, const char *expected)
{
	char text[80];

	if (wait_until(is_over, actor, STEP_LIMIT))
		return;
	/* It was in vain because something else went wrong, which says more. */
	if (arena->is_doomed)
		actor_abandon();
	check_failed(THERE, "actor %s: expected %s, observed %s", actor->label, expected,
		     describe(actor, text, sizeof(text)));
}

/* How actors are observed here: what the user set, or else the best that works. */
static enum observe observation(void)
{
	static enum observe best = OBSERVE_BEST;

	if (arena->settings->observe != OBSERVE_BEST)
		return arena->settings->observe;
	if (best == OBSERVE_BEST)
		best = blocked_probe();
	return best;
}

struct expected_block {
	struct actor *actor;
	enum call call;
	enum observe observe;
	double started;
};

static bool is_blocked_or_over(void *argument)
{
	const struct expected_block *expected = argument;
	const struct settings *settings = arena->settings;
	struct actor *actor = expected->actor;

	if (is_over(actor))
		return true;
	if (expected->observe == OBSERVE_GRACE)
		return now() - expected->started >= settings->grace * settings->time_scale;
	return actor->tid != 0 &&
	       blocked_in(actor->pid, actor->tid, expected->call, expected->observe);
}

void actor_expect_blocked_in(struct actor *actor, enum call call)
{
	struct expected_block expected = {actor, call, observation(), now()};
	bool is_seen = wait_until(is_blocked_or_over, &expected, STEP_LIMIT);
	char text[80];

	if (is_seen && is_running(actor))
		return;
	if (arena->is_doomed)
		actor_abandon();
	check_failed(THERE, "actor %s: expected to be blocked in %s(), observed %s", actor->label,
		     call_name(call), describe(actor, text, sizeof(text)));
}

static void describe_status(const struct actor *actor, char *text, size_t size)
{
	if (actor->is_stolen)
		snprintf(text, size, "its status taken by another wait");
	else if (WIFSIGNALED(actor->status))
		snprintf(text, size, "killed by %s", signal_name(WTERMSIG(actor->status)));
	else
		snprintf(text, size, "exit status %d", WEXITSTATUS(actor->status));
}

static void expect_status(struct actor *actor, const char *expected, bool is_expected)
{
	char text[80];

	if (is_expected)
		return;
	/* An actor that recorded why it gave up needs no second record. */
	if (arena->is_doomed)
		actor_abandon();
	describe_status(actor, text, sizeof(text));
	check_failed(THERE, "actor %s: expected %s, observed %s", actor->label, expected, text);
}

void actor_expect_finished(struct actor *actor)
{
	actor_await_end(actor, "to finish");
	if (!actor->is_thread)
		expect_status(actor, "to finish", actor->state == ACTOR_FINISHED);
	else if (actor->state != ACTOR_FINISHED)
		check_failed(THERE, "actor %s: expected to finish, observed cancelled",
			     actor->label);
}

/* Only the starter gets to know how a process ended. */
static void await_status(struct actor *actor, const char *expected)
{
	actor_require_starter(actor);
	actor_await_end(actor, expected);
}

void actor_expect_exit(struct actor *actor, int status)
{
	char text[80];

	snprintf(text, sizeof(text), "exit status %d", status);
	await_status(actor, text);
	expect_status(actor, text,
		      !actor->is_stolen && WIFEXITED(actor->status) &&
			      WEXITSTATUS(actor->status) == status);
}

void actor_expect_killed(struct actor *actor, int signal)
{
	char text[80];

	snprintf(text, sizeof(text), "to be killed by %s", signal_name(signal));
	await_status(actor, text);
	expect_status(actor, text,
		      !actor->is_stolen && WIFSIGNALED(actor->status) &&
			      WTERMSIG(actor->status) == signal);
}

void actor_expect_cancelled(struct actor *actor)
{
	actor_await_end(actor, "to be cancelled");
	if (actor->state != ACTOR_CANCELLED)
		check_failed(THERE, "actor %s: expected to be cancelled, observed finished",
			     actor->label);
}
