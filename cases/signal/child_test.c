/* Children that end, stop and go on: SIGCHLD, and what wait() and its like say. */
#include "delivery.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The signal tells of the child, in the child's own words. */
#define expect_told(child, code, status) AT(check_told(deliveries() - 1, child, code, status))

static void check_told(unsigned index, struct actor *child, int code, int status)
{
	const siginfo_t *info = &delivery(index)->info;

	check_equal(THERE, "si_signo", SIGCHLD, info->si_signo);
	check_equal(THERE, "si_code", code, info->si_code);
	check_equal(THERE, "si_pid", actor_pid(child), info->si_pid);
	check_equal(THERE, "si_uid", getuid(), info->si_uid);
	check_equal(THERE, "si_status", status, info->si_status);
}

/* What waitpid() says of the child, which it waits for. */
static int wait_for(struct actor *child, int options)
{
	int status = 0;

	EXPECT_EQ(actor_pid(child), waitpid(actor_pid(child), &status, options));
	return status;
}

enum { EXIT_STATUS = 42 };

static void exit_by_itself(void)
{
	_exit(EXIT_STATUS);
}

static void expect_exited(struct actor *child)
{
	int status = wait_for(child, 0);

	expect_told(child, CLD_EXITED, EXIT_STATUS);
	EXPECT(WIFEXITED(status) && !WIFSIGNALED(status) && !WIFSTOPPED(status));
	EXPECT_EQ(EXIT_STATUS, WEXITSTATUS(status));
}

static void be_killed(void)
{
	SETUP(raise(SIGKILL));
}

static void expect_to_be_killed(struct actor *child)
{
	int status = wait_for(child, 0);

	expect_told(child, CLD_KILLED, SIGKILL);
	EXPECT(WIFSIGNALED(status) && !WIFEXITED(status) && !WIFSTOPPED(status));
	EXPECT_EQ(SIGKILL, WTERMSIG(status));
}

/* A core file is not allowed; what is not a file may be made all the same. */
static void expect_aborted(struct actor *child)
{
	int status = wait_for(child, 0);
	int code = CLD_KILLED;

#ifdef WCOREDUMP
	if (WCOREDUMP(status))
		code = CLD_DUMPED;
#endif
	expect_told(child, code, SIGABRT);
	EXPECT(WIFSIGNALED(status) && !WIFEXITED(status) && !WIFSTOPPED(status));
	EXPECT_EQ(SIGABRT, WTERMSIG(status));
}

static const struct end {
	void (*come_to_it)(void);
	void (*expect)(struct actor *child);
} ends[] = {
	{exit_by_itself, expect_exited}, {be_killed, expect_to_be_killed}, {abort, expect_aborted}};
static const struct variant ways[] = {
	{"exited", 0, NULL}, {"killed", 1, NULL}, {"aborted", 2, NULL}};

CASE_VARIANTS(ways, signal_action_sigchld_on_exit)
{
	const struct end *end = &ends[variant()->value];
	struct actor *child;

	record_signal(SIGCHLD, SA_SIGINFO);
	child = ACTOR("child") end->come_to_it();
	await_deliveries(1);
	EXPECT_EQ(getpid(), delivery(0)->process);
	end->expect(child);
	expect_delivered(SIGCHLD);
	dismiss(child);
}

/* The child is stopped, and then continued until it waits again. */
static void stop_child(struct actor *child)
{
	int status;

	send_signal(child, SIGSTOP);
	status = wait_for(child, WUNTRACED);
	EXPECT(WIFSTOPPED(status) && !WIFEXITED(status) && !WIFSIGNALED(status));
	EXPECT_EQ(SIGSTOP, WSTOPSIG(status));
}

static void continue_child(struct actor *child)
{
	int status;

	send_signal(child, SIGCONT);
	status = wait_for(child, WCONTINUED);
	EXPECT(WIFCONTINUED(status) && !WIFEXITED(status) && !WIFSIGNALED(status));
	expect_blocked_in(child, CALL_PAUSE);
}

static void be_told_of_stop(struct actor *child)
{
	stop_child(child);
	await_deliveries(1);
	expect_told(child, CLD_STOPPED, SIGSTOP);
	continue_child(child);
	observe("SIGCHLD for a child that was continued", "%s", deliveries() > 1 ? "yes" : "no");
	if (deliveries() > 1)
		expect_told(child, CLD_CONTINUED, SIGCONT);
}

static void be_told_of_end_only(struct actor *child)
{
	stop_child(child);
	continue_child(child);
	expect_nothing_delivered();
	send_signal(child, SIGKILL);
	await_deliveries(1);
	expect_told(child, CLD_KILLED, SIGKILL);
}

static const struct variant flags[] = {{"set", SA_NOCLDSTOP, NULL}, {"not_set", 0, NULL}};

/* SA_RESTART: the case waits for the child all the while. */
CASE_VARIANTS(flags, signal_action_nocldstop)
{
	int flag = (int)variant()->value;
	struct actor *child;

	record_signal(SIGCHLD, SA_SIGINFO | SA_RESTART | flag);
	child = ACTOR("child")
	{
		for (;;)
			pause();
	}
	expect_blocked_in(child, CALL_PAUSE);
	if (flag)
		be_told_of_end_only(child);
	else
		be_told_of_stop(child);
	dismiss(child);
}

static void leave_children_alone(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT};

	if (variant()->value)
		action = (struct sigaction){.sa_handler = SIG_IGN};
	EXPECT_EQ(0, sigaction(SIGCHLD, &action, NULL));
}

static const struct variant refusals[] = {{"SA_NOCLDWAIT", false, NULL}, {"SIG_IGN", true, NULL}};

/* Whoever waits, waits for the end of all children, and gets none of them. */
CASE_VARIANTS(refusals, signal_action_nocldwait_no_zombie)
{
	struct gate *end = new_gate();
	struct actor *parent = ACTOR("parent")
	{
		struct actor *early;
		struct actor *late;

		leave_children_alone();
		early = ACTOR("early child")
		{
		}
		late = ACTOR("late child") pass_gate(end);
		expect_finished(early);
		EXPECT_ERROR(ESRCH, kill(actor_pid(early), 0));
		EXPECT_ERROR(ECHILD, waitpid(-1, NULL, 0));
		EXPECT_ERROR(ESRCH, kill(actor_pid(late), 0));
		EXPECT_ERROR(ECHILD, waitpid(-1, NULL, WNOHANG));
	}

	expect_blocked_in(parent, CALL_WAIT);
	open_gate(end);
	expect_finished(parent);
}
