/* The signals that end, stop and continue a process whatever it does about them. */
#include "sending.h"

#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

static const int stop_signals[] = {SIGTSTP, SIGTTIN, SIGTTOU};

enum { STOP_SIGNALS = sizeof(stop_signals) / sizeof(stop_signals[0]) };

/* The child is seen to stop by SIGSTOP. */
#define stop(actor) AT(stop_child(actor))

static void stop_child(struct actor *actor)
{
	int status;

	check_equal(THERE, "kill(pid, SIGSTOP)", 0, kill(actor_pid(actor), SIGSTOP));
	check_equal(THERE, "waitpid(pid, &status, WUNTRACED)", actor_pid(actor),
		    waitpid(actor_pid(actor), &status, WUNTRACED));
	check_true(THERE, WIFSTOPPED(status), "WIFSTOPPED(status)");
	check_equal(THERE, "WSTOPSIG(status)", SIGSTOP, WSTOPSIG(status));
}

/* What could be done about SIGKILL, and cannot. */
static void resist(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int number;

	set_mask(all_signals());
	for (number = 1; number <= SIGRTMAX; number++)
		sigaction(number, &ignore, NULL);
}

static const struct variant targets[] = {{"running", false, NULL}, {"stopped", true, NULL}};

CASE_VARIANTS(targets, signal_kill_sigkill_uncatchable)
{
	struct gate *is_ready = new_gate();
	struct actor *target = ACTOR("target")
	{
		resist();
		open_gate(is_ready);
		for (;;)
			pause();
	}

	pass_gate(is_ready);
	if (variant()->value)
		stop(target);
	EXPECT_EQ(0, kill(actor_pid(target), SIGKILL));
	expect_killed(target, SIGKILL);
}

struct run {
	atomic_long steps;
	atomic_bool is_over;
};

static void run(struct run *run)
{
	while (!run->is_over)
		run->steps++;
}

static bool has_begun(void *argument)
{
	return ((struct run *)argument)->steps > 0;
}

CASE(signal_kill_sigstop_sigcont)
{
	struct run *r = share(sizeof(*r));
	struct actor *runner = ACTOR("runner") run(r);
	long steps;
	int status;

	EXPECT(wait_until(has_begun, r, STEP_LIMIT));
	stop(runner);
	steps = r->steps;
	ended_process();
	EXPECT_EQ(steps, r->steps);
	EXPECT_EQ(0, kill(actor_pid(runner), SIGCONT));
	EXPECT_EQ(actor_pid(runner), waitpid(actor_pid(runner), &status, WCONTINUED));
	EXPECT(WIFCONTINUED(status));
	r->is_over = true;
	expect_finished(runner);
}

CASE(signal_kill_cont_discards_stop)
{
	int i;

	record_signal(SIGCONT, 0);
	set_mask(set_of(SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU));
	for (i = 0; i < STOP_SIGNALS; i++) {
		EXPECT_OK(kill(getpid(), stop_signals[i]));
		EXPECT(is_pending(stop_signals[i]));
		EXPECT(!is_pending(SIGCONT));
		EXPECT_OK(kill(getpid(), SIGCONT));
		EXPECT(is_pending(SIGCONT));
		EXPECT(!is_pending(stop_signals[i]));
	}
}

CASE(signal_kill_stopped_process_pending)
{
	struct gate *is_ready = new_gate();
	struct actor *target;
	siginfo_t info = {.si_pid = 0};

	record_signal(SIGUSR1, 0);
	record_signal(SIGRTMIN, 0);
	target = ACTOR("target")
	{
		open_gate(is_ready);
		await_deliveries(2);
		for (;;)
			pause();
	}
	pass_gate(is_ready);
	stop(target);
	EXPECT_OK(kill(actor_pid(target), SIGUSR1));
	EXPECT_OK(kill(actor_pid(target), SIGRTMIN));
	ended_process();
	EXPECT_EQ(0, waitid(P_PID, (id_t)actor_pid(target), &info,
			    WEXITED | WCONTINUED | WNOHANG | WNOWAIT));
	EXPECT_EQ(0, info.si_pid);
	expect_nothing_delivered();
	EXPECT_OK(kill(actor_pid(target), SIGCONT));
	await_deliveries(2);
	stop(target);
	/* Its default action waits, too. */
	EXPECT_OK(kill(actor_pid(target), SIGTERM));
	EXPECT_EQ(0, waitid(P_PID, (id_t)actor_pid(target), &info, WEXITED | WNOHANG | WNOWAIT));
	EXPECT_EQ(0, info.si_pid);
	EXPECT_OK(kill(actor_pid(target), SIGCONT));
	expect_killed(target, SIGTERM);
}
