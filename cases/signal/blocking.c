#include "blocking.h"

#include <signal.h>
#include <sys/wait.h>

static struct actor *start_caller(const struct blocking_call *blocking, struct place *place,
				  int flags, bool succeeds)
{
	struct actor *caller = ACTOR("caller")
	{
		if (flags != -1)
			catch_signal(SIGUSR1, flags);
		if (succeeds)
			EXPECT_OK(blocking->wait(place));
		else
			EXPECT_ERROR(EINTR, blocking->wait(place));
	}

	expect_blocked_in(caller, blocking->call);
	return caller;
}

static void remove_place(const struct blocking_call *blocking, struct place *place)
{
	if (blocking->remove)
		blocking->remove(place);
}

/* What was not waited for in the end. */
static void end_place(const struct blocking_call *blocking, struct place *place)
{
	blocking->release(place);
	remove_place(blocking, place);
}

void expect_interrupted(const struct blocking_call *blocking, int flags)
{
	struct place place = blocking->make();
	struct actor *caller = start_caller(blocking, &place, flags, false);

	send_signal(caller, SIGUSR1);
	expect_finished(caller);
	EXPECT_EQ(1, times_caught(SIGUSR1));
	end_place(blocking, &place);
}

void expect_restarted(const struct blocking_call *blocking)
{
	struct place place = blocking->make();
	struct actor *caller = start_caller(blocking, &place, SA_RESTART, true);

	send_signal(caller, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(caller, blocking->call);
	blocking->release(&place);
	expect_finished(caller);
	remove_place(blocking, &place);
}

void expect_undisturbed(const struct blocking_call *blocking)
{
	struct place place = blocking->make();
	struct actor *caller;

	/* The caller inherits that. */
	ignore_signal(SIGUSR1);
	caller = start_caller(blocking, &place, -1, true);
	send_signal(caller, SIGUSR1);
	expect_blocked_in(caller, blocking->call);
	send_signal(caller, SIGURG);
	expect_blocked_in(caller, blocking->call);
	blocking->release(&place);
	expect_finished(caller);
	remove_place(blocking, &place);
}

/* Stops and continues the process, which its parent, the caller of this, sees. */
static void stop_and_continue(struct actor *actor)
{
	siginfo_t info;

	send_signal(actor, SIGSTOP);
	SETUP(waitid(P_PID, (id_t)actor_pid(actor), &info, WSTOPPED));
	send_signal(actor, SIGCONT);
}

void expect_continued(const struct blocking_call *blocking)
{
	struct place place = blocking->make();
	struct actor *caller = start_caller(blocking, &place, -1, true);

	stop_and_continue(caller);
	expect_blocked_in(caller, blocking->call);
	blocking->release(&place);
	expect_finished(caller);
	remove_place(blocking, &place);
}

void expect_interrupted_by_stop(const struct blocking_call *blocking)
{
	struct place place = blocking->make();
	struct actor *caller = start_caller(blocking, &place, -1, false);

	stop_and_continue(caller);
	expect_finished(caller);
	end_place(blocking, &place);
}
