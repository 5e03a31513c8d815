/* The journal of fault-explore, as a whole: what was made is not made again. */
#include <atf-c.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "explorer.h"

/* The number behind "NAME": of a report in JSON. */
static unsigned long number_of(const char *report, const char *name)
{
	char key[64];
	const char *found;

	snprintf(key, sizeof(key), "\"%s\":", name);
	found = strstr(report, key);
	ATF_REQUIRE_MSG(found != NULL, "no %s in: %s", key, report);
	return strtoul(found + strlen(key), NULL, 10);
}

/* The outcomes and findings: what does not depend on when runs were made. */
static char *result_of(const char *report)
{
	const char *outcomes = strstr(report, "\"outcomes\"");
	const char *matrix = strstr(report, "\"matrix\"");
	const char *end = strstr(report, "\"baseline\"");
	char *result;

	ATF_REQUIRE_MSG(outcomes && matrix && end, "%s", report);
	ATF_REQUIRE(asprintf(&result, "%.*s%.*s", (int)strcspn(outcomes, "}"), outcomes,
			     (int)(end - matrix), matrix) != -1);
	return result;
}

/* What an uninterrupted run comes to. */
static char *whole_result(char *const words[])
{
	char *report, *result;
	int status = explorer_run(words, &report);

	ATF_CHECK_MSG(status == 1, "%s", report);
	result = result_of(report);
	free(report);
	return result;
}

#define COMMAND "--format", "json", "--seed", "7", "--", SUBJECT, "silent", count

/* Goes on after some runs; checks that these are not made again, and the result. */
static void check_resume(char *count, unsigned long known)
{
	char *whole = whole_result((char *[]){COMMAND, NULL});
	char *report, *result;

	ATF_CHECK_EQ(1, explorer_run((char *[]){"--resume", "--journal", "journal", COMMAND, NULL},
				     &report));
	ATF_CHECK_EQ(known, number_of(report, "resumed"));
	ATF_CHECK_EQ(number_of(report, "planned"), number_of(report, "done"));
	result = result_of(report);
	ATF_CHECK_MSG(strcmp(whole, result) == 0, "%s\ninstead of %s", result, whole);
	free(report);
	free(result);
	free(whole);
}

SIMPLE_CASE(after_some_runs)
{
	char count[] = "3";
	char *report;

	explorer_run((char *[]){"--runs", "5", "--journal", "journal", COMMAND, NULL}, &report);
	ATF_CHECK_EQ(5, number_of(report, "done"));
	ATF_CHECK_EQ(0, number_of(report, "resumed"));
	free(report);
	check_resume(count, 5);
}

/* Nothing is left to do: not one command is started. */
SIMPLE_CASE(after_all)
{
	char count[] = "3";
	char *report;
	unsigned long done;

	explorer_run((char *[]){"--journal", "journal", COMMAND, NULL}, &report);
	done = number_of(report, "done");
	free(report);
	check_resume(count, done);
}

SIMPLE_CASE(after_interrupt)
{
	char count[] = "100";
	struct stat status = {0};
	unsigned long done;
	char *report;
	int found;
	pid_t pid = explorer_start((char *[]){"--journal", "journal", COMMAND, NULL});

	/* Until some runs are in the journal. */
	while (stat("journal", &status) == -1 || status.st_size < 2000) {
		poll(NULL, 0, 5);
		if (kill(pid, 0) == -1)
			break;
	}
	kill(pid, SIGINT);
	found = explorer_end(pid, &report);
	/* A finding counts more than that not all was tried. */
	ATF_CHECK_MSG(found == 130 || (found == 1 && number_of(report, "findings") > 0),
		      "exit status %d: %s", found, report);
	ATF_CHECK_MSG(strstr(report, "\"state\":\"interrupted\""), "%s", report);
	done = number_of(report, "done");
	ATF_CHECK(done > 0 && done < number_of(report, "planned"));
	free(report);
	check_resume(count, done);
}

/* Runs what was copied to "copy"; its output goes to the file "report". */
static int run_copy(const char *options)
{
	char *command;
	int status;

	ATF_REQUIRE(asprintf(&command,
			     "copy/explore/fault-explore %s --journal journal -- '%s' silent 3 "
			     "> report 2>&1",
			     options, SUBJECT) != -1);
	status = system(command);
	free(command);
	return WEXITSTATUS(status);
}

/* One that was built anew might make other calls fail. */
SIMPLE_CASE(another_library)
{
	char *command;

	ATF_REQUIRE(asprintf(&command,
			     "mkdir -p copy/explore copy/preload && cp '%s' copy/explore && "
			     "cp '%s' copy/preload",
			     built("explore/fault-explore"),
			     built("preload/libipcts_fault.so")) != -1);
	ATF_REQUIRE_EQ(0, system(command));
	free(command);
	ATF_CHECK_EQ(1, run_copy("--runs 5"));
	ATF_CHECK_EQ(1, run_copy("--resume --runs 6"));
	ATF_REQUIRE_EQ(0, system("touch -d 2001-01-01 copy/preload/libipcts_fault.so"));
	ATF_CHECK_EQ(2, run_copy("--resume"));
	ATF_CHECK_EQ(0, system("grep -q 'its library is' report"));
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, after_some_runs);
	ATF_TP_ADD_TC(tp, after_all);
	ATF_TP_ADD_TC(tp, after_interrupt);
	ATF_TP_ADD_TC(tp, another_library);
	return atf_no_error();
}
