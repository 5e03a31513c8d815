/* The supervisor: calls and signals, and what never fails. */
#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial.h"

static struct trial trial;

static void count_signal(int number)
{
	(void)number;
}

enum { CALLS_UNDER_SIGNALS = 2000, NOT_KILLABLE = 77 };

static int calls_under_signals(struct notify *notify, void *argument)
{
	struct sigaction action = {.sa_handler = count_signal, .sa_flags = SA_RESTART};
	struct itimerval often = {{0, 50}, {0, 50}};

	(void)argument;
	if (!notify_is_killable(notify))
		return NOT_KILLABLE;
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (int i = 0; i < CALLS_UNDER_SIGNALS; i++)
		STEP(1, parent_error() == (i == CALLS_UNDER_SIGNALS - 1 ? EIO : 0));
	return 0;
}

ATF_TC_WITHOUT_HEAD(signals);
ATF_TC_BODY(signals, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid", .plan = "1:1:syscall/getppid:2000=EIO"};
	trial_run(&trial, calls_under_signals, NULL);
	if (WIFEXITED(trial.status) && WEXITSTATUS(trial.status) == NOT_KILLABLE)
		atf_tc_skip("this Linux is older than 5.19");
	trial_expect_success(&trial);
	ATF_REQUIRE_EQ(trial.count, CALLS_UNDER_SIGNALS);
}

static volatile sig_atomic_t got_pipe_signal;

static void note_pipe_signal(int number)
{
	(void)number;
	got_pipe_signal = 1;
}

static int broken_pipe(struct notify *notify, void *argument)
{
	int fds[2];

	(void)notify;
	(void)argument;
	signal(SIGPIPE, note_pipe_signal);
	STEP(1, pipe(fds) == 0);
	STEP(2, write(fds[1], "a", 1) < 0 && errno == EPIPE);
	STEP(3, got_pipe_signal);
	return 0;
}

ATF_TC_WITHOUT_HEAD(epipe_with_sigpipe);
ATF_TC_BODY(epipe_with_sigpipe, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "write", .plan = "1:1:syscall/write:1=EPIPE"};
	trial_run(&trial, broken_pipe, NULL);
	trial_expect_success(&trial);
}

static int close_one(struct notify *notify, void *argument)
{
	int fd = dup(0);

	(void)notify;
	(void)argument;
	STEP(1, fd >= 0 && close(fd) == 0);
	STEP(2, fcntl(fd, F_GETFD) < 0);
	return 0;
}

/* A close() that has not closed would be a wrong one. */
ATF_TC_WITHOUT_HEAD(close_never_fails);
ATF_TC_BODY(close_never_fails, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "close", .plan = "1:1:syscall/close:1=EIO"};
	trial_run(&trial, close_one, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_STREQ(trial.calls[0], "1:1:syscall/close:1");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, signals);
	ATF_TP_ADD_TC(tp, epipe_with_sigpipe);
	ATF_TP_ADD_TC(tp, close_never_fails);
	return atf_no_error();
}
