/*
 * Every subject gets the verdict and the reason that stand beside it, and
 * leaves nothing behind: run by hand, by an ordinary user, and by kyua.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial.h"

/* How the subjects of a program are tried; the actors inherit it. */
static struct {
	const char *program;
	const char *setting;
	bool as_user;
	struct subject subjects[MAX_SUBJECTS];
	size_t count;
} plan;

static void try_by_hand(void *argument)
{
	const struct subject *subject = argument;
	struct trial trial = new_trial(plan.program);

	trial.settings[0] = plan.setting;
	trial.as_user = plan.as_user;
	start_trial(&trial, subject->name);
	finish_trial(&trial);
	expect_verdict(trial.result, subject->verdict, subject->reason);
	EXPECT_EQ(strcmp(subject->verdict, "passed") != 0 &&
			  strcmp(subject->verdict, "skipped") != 0,
		  WEXITSTATUS(trial.status));
	expect_nothing_left(&trial);
}

static void try_all_by_hand(const char *program, const char *setting, bool as_user)
{
	size_t i;

	plan.program = program;
	plan.setting = setting;
	plan.as_user = as_user;
	plan.count = list_subjects(program, plan.subjects);
	for (i = 0; i < plan.count; i++)
		start_process(plan.subjects[i].name, try_by_hand, &plan.subjects[i]);
}

static void try_all_by_kyua(const char *program, const char *setting)
{
	struct trial trial = new_trial(program);
	char result[1500];
	size_t i;

	plan.count = list_subjects(program, plan.subjects);
	trial.settings[0] = setting;
	add_program(&trial, program, program);
	start_kyua(&trial, "8");
	finish_trial(&trial);
	for (i = 0; i < plan.count; i++) {
		const struct subject *subject = &plan.subjects[i];

		kyua_result(&trial, program, subject->name, result, sizeof(result));
		expect_verdict(result, subject->verdict, subject->reason);
	}
	expect_nothing_left(&trial);
}

/* need: what is asked for before, so that the trials are skipped without it. */
#define PROGRAM(name, setting, need)                                                              \
	CASE_NAMED(name##_by_hand, #name ".by_hand", "subjects/" #name ".c, run by hand")         \
	{                                                                                         \
		need;                                                                             \
		begin_trials();                                                                   \
		try_all_by_hand(#name, setting, false);                                           \
	}                                                                                         \
	CASE_NAMED(name##_by_user, #name ".by_user", "subjects/" #name ".c, by an ordinary user") \
	{                                                                                         \
		need;                                                                             \
		begin_trials();                                                                   \
		try_all_by_hand(#name, setting, true);                                            \
	}                                                                                         \
	CASE_NAMED(name##_by_kyua, #name ".by_kyua", "subjects/" #name ".c, run by kyua")         \
	{                                                                                         \
		need;                                                                             \
		begin_trials();                                                                   \
		try_all_by_kyua(#name, setting);                                                  \
	}

/* In an actor: the trials themselves stay outside. */
static void need_private(void)
{
	struct actor *probe = ACTOR("probe") enter_private(PRIVATE_MOUNTS | PRIVATE_IPC);

	expect_finished(probe);
}

PROGRAM(ends, NULL, )
PROGRAM(checks, NULL, )
PROGRAM(early, NULL, )
PROGRAM(actors, NULL, )
PROGRAM(leaks, NULL, )
PROGRAM(private, NULL, need_private())
PROGRAM(blocked, NULL, )
PROGRAM(slow, "time_scale=0.03", )

#define OBSERVE(method)                                                                     \
	CASE_NAMED(observe_##method, "blocked." #method, "blocked.c with observe=" #method) \
	{                                                                                   \
		begin_trials();                                                             \
		try_all_by_hand("blocked", "observe=" #method, false);                      \
	}

OBSERVE(syscall)
OBSERVE(state)
OBSERVE(grace)

CASE_NAMED(no_proc, "blocked.no_proc", "blocked.c where there is no /proc")
{
	skip_if_sanitized("it needs /proc");
	begin_trials();
	enter_private(PRIVATE_MOUNTS);
	mount_private("/proc", NULL);
	try_all_by_hand("blocked", NULL, false);
}
