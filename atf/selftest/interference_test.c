/*
 * What is done to a case from outside, in the middle of it: whoever is killed
 * or interrupted, nothing is left behind, and there is a verdict if anybody is
 * left to tell it.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial.h"

#define PLACE "^atf/selftest/subjects/scenario.c:[0-9]+: "

static struct trial prepare(void)
{
	begin_trials();
	return new_trial("scenario");
}

/* No limit of the case's own comes before that of the trial. */
static void start_by_hand(struct trial *trial)
{
	trial->settings[0] = "time_scale=10";
	start_trial(trial, "waits");
	await_announced(trial, "ready");
}

static struct trial start_by_kyua(void)
{
	struct trial trial = prepare();

	trial.settings[0] = "deadline=2";
	add_program(&trial, "scenario", "scenario");
	start_kyua(&trial, "1");
	await_announced(&trial, "ready");
	return trial;
}

static void kill_announced_as(const struct trial *trial, const char *victim, int signal)
{
	SETUP(kill(await_announced(trial, victim), signal));
}

static void kill_by_hand(const char *victim, int signal, const char *verdict, const char *reason)
{
	struct trial trial = prepare();

	start_by_hand(&trial);
	kill_announced_as(&trial, victim, signal);
	finish_trial(&trial);
	expect_verdict(trial.result, verdict, reason);
	expect_nothing_left(&trial);
}

static void kill_by_kyua(const char *victim, int signal, const char *verdict, const char *reason)
{
	struct trial trial = start_by_kyua();
	char result[1500];

	kill_announced_as(&trial, victim, signal);
	finish_trial(&trial);
	kyua_result(&trial, "scenario", "waits", result, sizeof(result));
	expect_verdict(result, verdict, reason);
	await_nothing_left(&trial);
}

#define KILLED(victim, signal, verdict, reason)                      \
	CASE_NAMED(victim##_by_hand, #victim "." #signal ".by_hand", \
		   "the " #victim " gets " #signal ", run by hand")  \
	{                                                            \
		kill_by_hand(#victim " ", signal, verdict, reason);  \
	}                                                            \
	CASE_NAMED(victim##_by_kyua, #victim "." #signal ".by_kyua", \
		   "the " #victim " gets " #signal ", run by kyua")  \
	{                                                            \
		kill_by_kyua(#victim " ", signal, verdict, reason);  \
	}

KILLED(case, SIGKILL, "failed", PLACE "expected to finish, observed killed by SIGKILL$")
KILLED(actor, SIGKILL, "failed",
       PLACE "actor actor: expected exit status 0, observed killed by SIGKILL$")
KILLED(supervisor, SIGKILL, "broken", "^the supervisor of the case was killed$")

/* The program is the one that tells the verdict. */
CASE_NAMED(program_by_hand, "program.SIGKILL.by_hand", "the program is killed, run by hand")
{
	kill_by_hand("program ", SIGKILL, "", "^$");
}

CASE_NAMED(program_by_kyua, "program.SIGKILL.by_kyua", "the program is killed, run by kyua")
{
	kill_by_kyua("program ", SIGKILL, "broken", "signal 9");
}

CASE_NAMED(program_terminated, "program.SIGTERM.by_hand", "the program is terminated")
{
	kill_by_hand("program ", SIGTERM, "", "^$");
}

/* The supervisor learns of it although its caller ignored and blocked every signal. */
CASE_NAMED(program_disturbed, "program.SIGKILL.disturbed", "the program ignored all signals")
{
	struct trial trial = prepare();

	trial.is_disturbed = true;
	start_by_hand(&trial);
	kill_announced_as(&trial, "program ", SIGKILL);
	finish_trial(&trial);
	expect_nothing_left(&trial);
}

static bool is_dead(void *pid)
{
	return is_gone(*(pid_t *)pid);
}

/* There is nobody left to clean up (supervisor.h): but the case itself is gone. */
CASE_NAMED(both, "program_and_supervisor", "the program and the supervisor are killed at once")
{
	struct trial trial = prepare();
	pid_t pid;

	if (!is_isolated())
		skip_unpermitted("the objects of the subject would be left behind");
	start_by_hand(&trial);
	pid = await_announced(&trial, "case ");
	kill_announced_as(&trial, "supervisor ", SIGSTOP);
	kill_announced_as(&trial, "program ", SIGKILL);
	kill_announced_as(&trial, "supervisor ", SIGKILL);
	EXPECT(wait_until(is_dead, &pid, STEP_LIMIT));
	kill_announced(&trial);
	finish_trial(&trial);
	expect_verdict(trial.result, "", "^$");
}

CASE_NAMED(interrupted, "terminal.interrupt", "^C on the terminal of a program run by hand")
{
	struct trial trial = prepare();

	trial.has_terminal = true;
	start_by_hand(&trial);
	write_bytes(trial.output_fd, "\003", 1);
	finish_trial(&trial);
	expect_verdict(trial.result, "", "^$");
	EXPECT(WIFSIGNALED(trial.status) && WTERMSIG(trial.status) == SIGINT);
	expect_nothing_left(&trial);
}

CASE_NAMED(hung_up, "terminal.hang_up", "the terminal of a program run by hand goes away")
{
	struct trial trial = prepare();

	trial.has_terminal = true;
	start_by_hand(&trial);
	close_end(trial.output_fd);
	await_nothing_left(&trial);
	SETUP(waitpid(trial.pid, NULL, 0));
}

static void stop_kyua(int signal)
{
	struct trial trial = start_by_kyua();

	SETUP(kill(trial.pid, signal));
	finish_trial(&trial);
	await_nothing_left(&trial);
}

CASE_NAMED(kyua_interrupted, "kyua.SIGINT", "kyua is interrupted")
{
	stop_kyua(SIGINT);
}

CASE_NAMED(kyua_terminated, "kyua.SIGTERM", "kyua is terminated")
{
	stop_kyua(SIGTERM);
}

/* The program goes on, and ends by its deadline. */
CASE_NAMED(kyua_killed, "kyua.SIGKILL", "kyua is killed")
{
	stop_kyua(SIGKILL);
}
