/* The default actions, of every signal of <signal.h>. */
#include "delivery.h"

#include <sys/wait.h>
#include <unistd.h>

/* It does nothing, under default actions: pause() returns only if a signal is caught. */
static struct actor *start_target(void)
{
	struct actor *target = ACTOR("target")
	{
		pause();
		EXPECT_THAT(false, "pause(): expected not to return, observed the opposite");
	}

	expect_blocked_in(target, CALL_PAUSE);
	return target;
}

static void expect_terminating(int number)
{
	struct actor *target = start_target();

	send_signal(target, number);
	expect_killed(target, number);
}

static void expect_ignoring(int number)
{
	struct actor *target = start_target();

	send_signal(target, number);
	expect_blocked_in(target, CALL_PAUSE);
	dismiss(target);
}

static void expect_stopping(int number)
{
	struct actor *target = start_target();
	int status;

	send_signal(target, number);
	EXPECT_EQ(actor_pid(target), waitpid(actor_pid(target), &status, WUNTRACED));
	EXPECT(WIFSTOPPED(status));
	EXPECT_EQ(number, WSTOPSIG(status));
	send_signal(target, SIGCONT);
	expect_blocked_in(target, CALL_PAUSE);
	dismiss(target);
}

/* Of a process that is stopped, that is; any other ignores it. */
static void expect_continuing(int number)
{
	struct actor *target = start_target();
	int status;

	send_signal(target, number);
	expect_blocked_in(target, CALL_PAUSE);
	send_signal(target, SIGSTOP);
	SETUP(waitpid(actor_pid(target), &status, WUNTRACED));
	send_signal(target, number);
	EXPECT_EQ(actor_pid(target), waitpid(actor_pid(target), &status, WCONTINUED));
	EXPECT(WIFCONTINUED(status));
	expect_blocked_in(target, CALL_PAUSE);
	dismiss(target);
}

struct default_action {
	void (*expect)(int number);
};

/* A system may do more before it aborts a process, such as to write a core file. */
static const struct default_action terminate = {expect_terminating}, abort_ = {expect_terminating},
				   ignore = {expect_ignoring}, stop = {expect_stopping},
				   continue_ = {expect_continuing};

static const struct variant signals[] = {
	{"SIGABRT", SIGABRT, &abort_},	  {"SIGALRM", SIGALRM, &terminate},
	{"SIGBUS", SIGBUS, &abort_},	  {"SIGCHLD", SIGCHLD, &ignore},
	{"SIGCONT", SIGCONT, &continue_}, {"SIGFPE", SIGFPE, &abort_},
	{"SIGHUP", SIGHUP, &terminate},	  {"SIGILL", SIGILL, &abort_},
	{"SIGINT", SIGINT, &terminate},	  {"SIGKILL", SIGKILL, &terminate},
	{"SIGPIPE", SIGPIPE, &terminate}, {"SIGQUIT", SIGQUIT, &abort_},
	{"SIGSEGV", SIGSEGV, &abort_},	  {"SIGSTOP", SIGSTOP, &stop},
	{"SIGTERM", SIGTERM, &terminate}, {"SIGTSTP", SIGTSTP, &stop},
	{"SIGTTIN", SIGTTIN, &stop},	  {"SIGTTOU", SIGTTOU, &stop},
	{"SIGUSR1", SIGUSR1, &terminate}, {"SIGUSR2", SIGUSR2, &terminate},
	{"SIGSYS", SIGSYS, &abort_},	  {"SIGTRAP", SIGTRAP, &abort_},
	{"SIGURG", SIGURG, &ignore},	  {"SIGVTALRM", SIGVTALRM, &terminate},
	{"SIGXCPU", SIGXCPU, &abort_},	  {"SIGXFSZ", SIGXFSZ, &abort_},
#ifdef SIGPOLL
	{"SIGPOLL", SIGPOLL, &terminate},
#endif
#ifdef SIGPROF
	{"SIGPROF", SIGPROF, &terminate},
#endif
#ifdef SIGWINCH
	{"SIGWINCH", SIGWINCH, &ignore},
#endif
};

CASE_VARIANTS(signals, signal_default_actions)
{
	const struct default_action *action = variant()->data;

	action->expect((int)variant()->value);
}

CASE(signal_default_rt_terminates)
{
	int number;

	for (number = SIGRTMIN; number <= SIGRTMAX; number++)
		expect_terminating(number);
}
