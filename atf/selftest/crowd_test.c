/* Many cases at once, two suites at once, and what belongs to others. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/msg.h>

#include "trial.h"

static struct subject subjects[MAX_SUBJECTS];

CASE_NAMED(by_hand, "by_hand", "500 programs at once")
{
	enum { PROGRAMS = 500 };
	struct trial *trials = calloc(PROGRAMS, sizeof(*trials));
	size_t count;
	size_t i;

	SETUP_THAT(trials != NULL, "calloc: %s", error_name(errno));
	begin_trials();
	count = list_subjects("crowd", subjects);
	for (i = 0; i < PROGRAMS; i++)
		trials[i] = new_trial("crowd");
	for (i = 0; i < PROGRAMS; i++)
		start_trial(&trials[i], subjects[i % count].name);
	for (i = 0; i < PROGRAMS; i++) {
		finish_trial(&trials[i]);
		expect_verdict(trials[i].result, "passed", "^$");
		expect_nothing_left(&trials[i]);
	}
}

/* A suite of one program under several names. */
static void try_suite(const char *program, int copies, const char *parallelism)
{
	struct trial trial = new_trial(program);
	size_t count = list_subjects(program, subjects);
	char result[1500];
	char name[40];
	int copy;
	size_t i;

	for (copy = 0; copy < copies; copy++) {
		snprintf(name, sizeof(name), "%s%d", program, copy);
		add_program(&trial, program, name);
	}
	start_kyua(&trial, parallelism);
	finish_trial(&trial);
	for (i = 0; i < copies * count; i++) {
		const struct subject *subject = &subjects[i % count];

		snprintf(name, sizeof(name), "%s%zu", program, i / count);
		kyua_result(&trial, name, subject->name, result, sizeof(result));
		expect_verdict(result, subject->verdict, subject->reason);
	}
	expect_nothing_left(&trial);
}

CASE_NAMED(by_kyua, "by_kyua", "many cases by kyua with parallelism=50")
{
	begin_trials();
	try_suite("crowd", 4, "50");
}

CASE_NAMED(two_suites, "two_suites", "two suites at once, with each other and with themselves")
{
	int i;

	begin_trials();
	for (i = 0; i < 2; i++) {
		ACTOR("suite of good cases") {
			try_suite("crowd", 1, "10");
		}
		ACTOR("suite of bad cases") {
			try_suite("leaks", 1, "10");
		}
	}
}

/* The first ids of a new namespace: those that the subject gets in a private one, too. */
CASE_NAMED(foreign_ids, "foreign_ids", "an id of a private namespace is another's outside")
{
	struct trial trial;
	int ids[3];
	int i;

	begin_trials();
	for (i = 0; i < 3; i++) {
		ids[i] = (int)SETUP(msgget(IPC_PRIVATE, 0600));
		own_message_queue(ids[i]);
	}
	trial = new_trial("private");
	start_trial(&trial, "ipc");
	finish_trial(&trial);
	for (i = 0; i < 3; i++)
		EXPECT_OK(msgctl(ids[i], IPC_RMID, NULL));
	expect_nothing_left(&trial);
}
