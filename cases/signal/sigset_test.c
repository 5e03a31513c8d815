/* Sets of signals. */
#include "sending.h"

/* The signals of every system; the realtime ones are added by the cases. */
static const int standard_signals[] = {
	SIGABRT, SIGALRM, SIGBUS,  SIGCHLD, SIGCONT, SIGFPE,  SIGHUP,  SIGILL,	 SIGINT,
	SIGKILL, SIGPIPE, SIGQUIT, SIGSEGV, SIGSTOP, SIGTERM, SIGTSTP, SIGTTIN,	 SIGTTOU,
	SIGUSR1, SIGUSR2, SIGURG,  SIGSYS,  SIGTRAP, SIGXCPU, SIGXFSZ, SIGVTALRM};

enum { STANDARD_SIGNALS = sizeof(standard_signals) / sizeof(standard_signals[0]) };

/* Counts from 0 over all signals; 0 behind the last. */
static int signal_at(int index)
{
	if (index < STANDARD_SIGNALS)
		return standard_signals[index];
	index += SIGRTMIN - STANDARD_SIGNALS;
	return index <= SIGRTMAX ? index : 0;
}

/* The set has all signals but one, or that one only. */
#define expect_others(is_member, set, one) AT(check_others(is_member, set, one))

static void check_others(int is_member, const sigset_t *set, int one)
{
	int number;
	int i;

	for (i = 0; (number = signal_at(i)); i++) {
		int expected = number == one ? !is_member : is_member;
		int observed = sigismember(set, number);

		if (observed != expected)
			check_failed(THERE, "sigismember(%s): expected %d, observed %d",
				     signal_name(number), expected, observed);
	}
}

CASE(signal_sigset_operations)
{
	sigset_t set;
	int number;
	int i;

	EXPECT_EQ(0, sigemptyset(&set));
	expect_others(0, &set, 0);
	for (i = 0; (number = signal_at(i)); i++) {
		EXPECT_EQ(0, sigaddset(&set, number));
		EXPECT_EQ(0, sigaddset(&set, number));
		expect_others(0, &set, number);
		EXPECT_EQ(0, sigdelset(&set, number));
		EXPECT_EQ(0, sigdelset(&set, number));
		expect_others(0, &set, 0);
	}
	EXPECT_EQ(0, sigfillset(&set));
	expect_others(1, &set, 0);
	for (i = 0; (number = signal_at(i)); i++) {
		EXPECT_EQ(0, sigdelset(&set, number));
		expect_others(1, &set, number);
		EXPECT_EQ(0, sigaddset(&set, number));
	}
	EXPECT_EQ(0, sigemptyset(&set));
	expect_others(0, &set, 0);
}

static void observe_result(const char *call, int result)
{
	observe(call, "%s", result == -1 ? error_name(errno) : "no error");
}

CASE(sigaddset_einval)
{
	sigset_t set = no_signals();

	observe_result("sigaddset() of the number -1", sigaddset(&set, -1));
	observe_result("sigdelset() of the number -1", sigdelset(&set, -1));
	observe_result("sigismember() of the number -1", sigismember(&set, -1));
	observe_result("sigaddset() of the number NSIG", sigaddset(&set, NSIG));
	observe_result("sigdelset() of the number NSIG", sigdelset(&set, NSIG));
	observe_result("sigismember() of the number NSIG", sigismember(&set, NSIG));
	expect_same_set(no_signals(), set);
}
