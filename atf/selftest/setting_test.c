/* What the user sets for a run: the settings, the baseline, the environment. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial.h"

/* One subject, run by hand with one setting, and the result it has to have. */
static struct trial try_setting(const char *program, const char *subject, const char *setting,
				const char *verdict, const char *reason)
{
	struct trial trial = new_trial(program);

	trial.settings[0] = setting;
	start_trial(&trial, subject);
	finish_trial(&trial);
	expect_verdict(trial.result, verdict, reason);
	expect_nothing_left(&trial);
	return trial;
}

CASE_NAMED(invalid, "invalid", "an invalid setting breaks the case, in one line")
{
	static const char number[] = "expected a number above 0 and below 1000000$";
	static const char *const settings[] = {"time_scale=0",	"time_scale=-1", "time_scale=fast",
					       "deadline=1e7",	"deadline=nan",	 "grace=1s",
					       "time_scale=inf"};
	size_t i;

	begin_trials();
	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		try_setting("ends", "passes", settings[i], "broken", number);
	try_setting("ends", "passes", "observe=guess", "broken",
		    "^setting observe=guess: expected syscall, state or grace$");
	try_setting("ends", "passes", "observe=a\nb", "broken", "^setting observe=a b: expected");
	if (geteuid() == 0)
		try_setting("private", "unprivileged", "unprivileged-user=no.body", "broken",
			    "no user no.body");
}

CASE_NAMED(scaled, "deadline", "a deadline is multiplied by time_scale")
{
	struct trial trial;

	begin_trials();
	trial = new_trial("slow");
	trial.settings[0] = "deadline=2";
	trial.settings[1] = "time_scale=0.05";
	start_trial(&trial, "hangs");
	finish_trial(&trial);
	expect_verdict(trial.result, "failed", "observed after 0.1 s: ");
	expect_nothing_left(&trial);
}

CASE_NAMED(disturbed, "surroundings", "a case finds the surroundings it expects")
{
	struct trial trial;

	begin_trials();
	trial = new_trial("ends");
	trial.is_disturbed = true;
	start_trial(&trial, "surroundings");
	finish_trial(&trial);
	expect_verdict(trial.result, "passed", "^$");
	expect_nothing_left(&trial);
}

CASE_NAMED(listed, "list", "what a program says of its cases, the settings considered")
{
	struct trial trial;
	char *argv[] = {trial.program, "-l", "-v", "deadline=100", NULL};

	begin_trials();
	trial = new_trial("rules");
	start_command(&trial, argv);
	finish_trial(&trial);
	expect_output(&trial, "ident: selftest.rule@two\n");
	expect_output(&trial, "ident: selftest.other_rule\n");
	expect_output(&trial, "X-requirements: selftest.other_rule selftest.rule\n");
	expect_output(&trial, "timeout: 260\n");
}

CASE_NAMED(explained, "explanation", "what a case tells its reader")
{
	struct trial trial;

	begin_trials();
	trial = try_setting("rules", "selftest.rule@two", NULL, "failed",
			    "^atf/selftest/subjects/rules.c:[0-9]+: .*: expected 1, observed 2$");
	expect_output(&trial, "observation: selftest.rule: the size = 2");
	expect_output(&trial, "requirement: selftest.rule \\(shall, 2008, nowhere\\)\n"
			      "    The first rule.\nfailed: atf/.*: expected 1, observed 2\n");
	expect_output(&trial,
		      "reproduce: kyua debug atf/selftest/subjects/rules:selftest.rule@two\n");
	trial = try_setting("actors", "many_records", NULL, "failed", "");
	expect_output(&trial, "\nand 36 more\n");
}

/* A case of the program, with a baseline of that text. */
static struct trial try_baseline(const char *text, const char *program, const char *subject,
				 const char *verdict, const char *reason)
{
	struct trial trial = new_trial(program);
	char setting[500];

	write_file_in(&trial, "baseline", text);
	snprintf(setting, sizeof(setting), "baseline=%s", path_in(&trial, "baseline"));
	return try_setting(program, subject, setting, verdict, reason);
}

/* The reason of the baseline, and the case's own. */
#define KNOWN "^known: atf/selftest/subjects/[a-z]+.c:[0-9]+: .*expected"

CASE_NAMED(by_requirement, "baseline.requirement", "a baseline lists a requirement")
{
	static const char text[] = "# known\n\nselftest.rule | 100 %s known | http://localhost/1\n";
	struct trial trial;

	begin_trials();
	trial = try_baseline(text, "rules", "selftest.rule@two", "expected_failure",
			     "^100 %s known: atf/");
	EXPECT_EQ(EXIT_SUCCESS, trial.status);
	expect_output(&trial, "failed: atf/.*: expected 1, observed 2\n");
	/* The second requirement that the case proves. */
	try_baseline(text, "rules", "selftest.other_rule", "expected_failure",
		     "^100 %s known: atf/");
	/* The one that included cases prove. */
	try_baseline(text, "included", "selftest.rule@selftest.other_rule", "expected_failure", "");
	trial = try_baseline(text, "rules", "selftest.rule@one", "passed", "^$");
	expect_output(&trial, "selftest.rule is listed \\(100 %s known\\), but the case passed\n");
	try_baseline(text, "ends", "condition", "failed", "");
}

CASE_NAMED(by_case, "baseline.case", "a baseline lists a case, and cases that do not just fail")
{
	static const char text[] =
		"selftest.rule@two|known\nselftest.other_rule|known\nset_up|known\n"
		"unsupported|known\nkills_the_supervisor|known\naborts|known\n";

	begin_trials();
	try_baseline(text, "rules", "selftest.rule@two", "expected_failure", KNOWN);
	try_baseline(text, "rules", "selftest.rule@one", "passed", "^$");
	try_baseline(text, "included", "selftest.rule@selftest.other_rule", "failed",
		     "rules.c:[0-9]+: expected: getppid\\(\\) == 0$");
	try_baseline(text, "ends", "aborts", "expected_failure", KNOWN);
	try_baseline(text, "ends", "set_up", "broken", "");
	try_baseline(text, "ends", "unsupported", "skipped", "");
	try_baseline(text, "ends", "kills_the_supervisor", "broken", "");
}

CASE_NAMED(unreadable, "baseline.unreadable", "a baseline that cannot be read breaks the case")
{
	begin_trials();
	try_setting("ends", "passes", "baseline=/nonexistent/file", "broken",
		    "^/nonexistent/file: No such file or directory$");
	try_setting("ends", "passes", "baseline=/", "broken", "^/: Is a directory$");
	try_setting("ends", "passes", "baseline=", "passed", "^$");
	try_baseline("# all\nselftest.rule\n", "ends", "passes", "broken",
		     "baseline:2: selftest.rule has no reason; write: id . reason . link$");
	try_baseline("a | b\na | c\n", "ends", "passes", "broken",
		     "baseline:2: a is listed twice$");
}

CASE_NAMED(by_kyua, "baseline.by_kyua", "kyua's verdicts with a baseline")
{
	char setting[500];
	struct trial trial;
	char result[1500];

	begin_trials();
	trial = new_trial("rules");
	write_file_in(&trial, "baseline", "selftest.rule | known\n");
	snprintf(setting, sizeof(setting), "baseline=%s", path_in(&trial, "baseline"));
	trial.settings[0] = setting;
	add_program(&trial, "rules", "rules");
	add_program(&trial, "included", "included");
	start_kyua(&trial, "2");
	finish_trial(&trial);
	/* An expected failure is none. */
	EXPECT_EQ(EXIT_SUCCESS, trial.status);
	kyua_result(&trial, "rules", "selftest.rule@two", result, sizeof(result));
	expect_verdict(result, "expected_failure", KNOWN);
	kyua_result(&trial, "rules", "selftest.rule@one", result, sizeof(result));
	expect_verdict(result, "passed", "^$");
	kyua_result(&trial, "included", "selftest.rule@selftest.other_rule", result,
		    sizeof(result));
	expect_verdict(result, "expected_failure", KNOWN);
	expect_nothing_left(&trial);
}

static void try_directory(const char *path, const char *subject, const char *verdict,
			  const char *reason)
{
	struct trial trial = new_trial("ends");

	trial.temporary = path;
	trial.as_user = true;
	start_trial(&trial, subject);
	finish_trial(&trial);
	expect_verdict(trial.result, verdict, reason);
	expect_nothing_left(&trial);
}

#define NO_DIRECTORY "^cannot make a directory in "

CASE_NAMED(directory, "directory", "TMPDIR is of no use")
{
	char path[300];

	begin_trials();
	SETUP_THAT(realpath(scratch_directory(0555), path), "realpath: %s", error_name(errno));
	try_directory(path, "passes", "broken", NO_DIRECTORY ".*: Permission denied: set TMPDIR$");
	try_directory("/nonexistent", "passes", "broken",
		      NO_DIRECTORY "/nonexistent: No such file or directory: set TMPDIR$");
	try_directory("/dev/null", "passes", "broken",
		      NO_DIRECTORY "/dev/null: Not a directory: set TMPDIR$");
	memset(path, 'x', sizeof(path) - 1);
	path[0] = '/';
	path[sizeof(path) - 1] = '\0';
	try_directory(path, "passes", "broken", NO_DIRECTORY "/x+: .*: set TMPDIR$");
}

/* In the working directory, among other files. */
CASE_NAMED(relative, "directory.relative", "TMPDIR is a relative path")
{
	begin_trials();
	try_directory("scratch.0", "passes", "passed", "^$");
	try_directory("scratch.0", "closes_the_directory", "failed", "file litter$");
	try_directory(".", "fails_amid_litter", "failed", "");
	try_directory("./ipcts.a1B2c3", "kills_the_supervisor", "broken", "");
}

/* There is no verdict, and the exit status says so. */
CASE_NAMED(full_disk, "result.full_disk", "the result file is on a full disk")
{
	static const char *const subjects[] = {"fails_amid_litter", "breaks_amid_litter",
					       "kills_the_supervisor", "passes"};
	size_t i;

	begin_trials();
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		struct trial trial = new_trial("ends");

		trial.result_file = "/dev/full";
		start_trial(&trial, subjects[i]);
		finish_trial(&trial);
		EXPECT(trial.status != EXIT_SUCCESS);
		expect_nothing_left(&trial);
	}
}

CASE_NAMED(no_stdout, "result.no_stdout", "standard output is closed")
{
	static const struct subject subjects[] = {{"passes", "passed", "^$"},
						  {"crashes_amid_litter", "failed", "SIGSEGV$"},
						  {"set_up", "broken", "EBADF$"},
						  {"unsupported", "skipped", "O_CLOFORK$"}};
	size_t i;

	begin_trials();
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		struct trial trial = new_trial("ends");

		trial.no_stdout = true;
		start_trial(&trial, subjects[i].name);
		finish_trial(&trial);
		expect_verdict(trial.result, subjects[i].verdict, subjects[i].reason);
		expect_nothing_left(&trial);
	}
}
