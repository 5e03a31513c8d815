/* Why a signal cannot be sent. kill_permission_test.c has the lack of permission. */
#include "sending.h"

#include <limits.h>
#include <unistd.h>

/* A case that tries the scenario with a function, and what it proves. */
#define TRY(scenario, function, ...) \
	CASE(__VA_ARGS__)            \
	{                            \
		scenario(function);  \
	}

/* An actor that leads a group of its own, so that it can be addressed by each function. */
static struct actor *start_target(struct gate *end)
{
	struct actor *target;

	set_mask(all_signals());
	target = ACTOR("target")
	{
		pass_gate(end);
		expect_nothing_pending();
	}
	SETUP(setpgid(actor_pid(target), 0));
	return target;
}

static void expect_invalid_signal(send_signal_function *send)
{
	struct gate *end = new_gate();
	struct actor *target = start_target(end);
	int i;

	EXPECT_EQ(0, send(actor_pid(target), 0));
	for (i = 0; i < INVALID_SIGNALS; i++)
		EXPECT_ERROR(EINVAL, send(actor_pid(target), invalid_signals[i]));
	open_gate(end);
	expect_finished(target);
}

static void expect_nobody(send_signal_function *send)
{
	struct gate *end = new_gate();
	struct actor *target = start_target(end);

	EXPECT_EQ(0, send(actor_pid(target), 0));
	open_gate(end);
	expect_finished(target);
	EXPECT_ERROR(ESRCH, send(actor_pid(target), 0));
	EXPECT_ERROR(ESRCH, send(actor_pid(target), SIGURG));
	EXPECT_ERROR(ESRCH, send(INT_MAX, SIGURG));
}

TRY(expect_invalid_signal, kill, kill_einval)
TRY(expect_invalid_signal, killpg, killpg_einval)
TRY(expect_invalid_signal, send_queued, sigqueue_einval)

CASE(kill_esrch)
{
	expect_nobody(kill);
	EXPECT_ERROR(ESRCH, kill(-ended_process(), SIGURG));
}

TRY(expect_nobody, killpg, killpg_esrch)
TRY(expect_nobody, send_queued, sigqueue_esrch)
