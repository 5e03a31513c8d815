/* Which error paths were brought about, and how. */
#include <stdlib.h>
#include <string.h>

#include "run.h"

/* pipe.emfile is provoked by the suite's cases; pipe.enfile is UNTESTED. */
#define EMFILE_ID "pipe.emfile"
#define ENFILE_ID "pipe.enfile"

static void add(sqlite3 *database, const struct sample_case *result)
{
	sample_add(database, result);
}

static void write_cases(void)
{
	sqlite3 *database = sample_create("paths.db");

	add(database, &(struct sample_case){.name = EMFILE_ID, .requirements = EMFILE_ID});
	add(database, &(struct sample_case){.name = "read.eagain",
					    .requirements = "read.eagain",
					    .type = "failed",
					    .reason = "no error"});
	add(database, &(struct sample_case){.name = "write.eagain",
					    .requirements = "write.eagain",
					    .type = "skipped",
					    .reason = "not today"});
	add(database,
	    &(struct sample_case){.name = "injected",
				  .program = "fault/test/call_test",
				  .output = "error path: pipe(): call = EMFILE ENFILE\n"});
	add(database, &(struct sample_case){.name = "noted",
					    .program = "fault/libc/sweep_test",
					    .output = "error path: pipe(): libc = ENFILE EMFILE\n"
						      "error path: pipe2(): libc = EFBIG 42 <b>\n"
						      "error path: pipe2(): magic = EIO\n"
						      "error path: nowhere(): call = EIO\n"});
	add(database, &(struct sample_case){.name = "skipped",
					    .program = "fault/libc/sweep_test",
					    .type = "skipped",
					    .reason = "no supervisor",
					    .output = "error path: pipe2(): libc = EPERM\n"});
	sample_finish(database);
}

/* NULL if the report has no such path. */
static json_t *find_path(json_t *report, const char *function, const char *error)
{
	json_t *paths = json_object_get(report, "error_paths"), *path;
	size_t i;

	json_array_foreach(paths, i, path)
	{
		if (strcmp(json_string_value(json_object_get(path, "function")), function) == 0 &&
		    strcmp(json_string_value(json_object_get(path, "error")), error) == 0)
			return path;
	}
	return NULL;
}

/* The way of a path, and how many cases there are of each. */
static void expect_path(json_t *report, const char *function, const char *error, const char *way,
			int real, int call, int libc)
{
	json_t *path = find_path(report, function, error), *cases;

	ATF_REQUIRE_MSG(path, "no path %s %s", function, error);
	ATF_CHECK_STREQ(json_string_value(json_object_get(path, "way")), way);
	cases = json_object_get(path, "cases");
	ATF_CHECK_EQ(json_integer_value(json_object_get(cases, "real")), real);
	ATF_CHECK_EQ(json_integer_value(json_object_get(cases, "call")), call);
	ATF_CHECK_EQ(json_integer_value(json_object_get(cases, "libc")), libc);
}

static bool is_true(json_t *report, const char *function, const char *error, const char *member)
{
	return json_is_true(json_object_get(find_path(report, function, error), member));
}

ATF_TC_WITHOUT_HEAD(each_way);
ATF_TC_BODY(each_way, tc)
{
	json_t *report;

	write_cases();
	report = run_json(tc, 1, "--mechanism", "pipe", "paths.db", NULL);
	expect_path(report, "pipe()", "EMFILE", "real", 1, 1, 1);
	expect_path(report, "pipe()", "ENFILE", "call", 0, 1, 1);
	expect_path(report, "pipe2()", "EFBIG", "libc", 0, 0, 1);
	expect_path(report, "pipe2()", "EMFILE", "none", 0, 0, 0);
	expect_path(report, "read()", "EAGAIN", "real", 1, 0, 0);
	expect_path(report, "write()", "EAGAIN", "none", 0, 0, 0);
	ATF_CHECK(is_true(report, "read()", "EAGAIN", "deviates"));
	ATF_CHECK(!is_true(report, "pipe()", "EMFILE", "deviates"));
	ATF_CHECK(is_true(report, "pipe()", "ENFILE", "documented"));
	ATF_CHECK(!is_true(report, "pipe2()", "EFBIG", "documented"));
	ATF_CHECK_MSG(!find_path(report, "pipe2()", "EIO"), "an unknown way counts");
	ATF_CHECK_MSG(!find_path(report, "pipe2()", "42"), "a number counts");
	ATF_CHECK_MSG(!find_path(report, "pipe2()", "EPERM"), "a skipped case counts");
	ATF_CHECK_MSG(!find_path(report, "nowhere()", "EIO"), "a function of no mechanism counts");
}

/* Injection is no proof of what the system does. */
ATF_TC_WITHOUT_HEAD(an_injected_failure_proves_nothing);
ATF_TC_BODY(an_injected_failure_proves_nothing, tc)
{
	json_t *report, *others;

	write_cases();
	report = run_json(tc, 1, "--mechanism", "pipe", "paths.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ENFILE_ID), "untested");
	ATF_CHECK_EQ(json_array_size(json_object_get(entry_of(report, EMFILE_ID), "cases")), 1);
	others = json_object_get(report, "other_cases");
	ATF_CHECK_EQ(json_array_size(others), 3);
}

/* Functions that the catalogue does not know are part of a whole report only. */
ATF_TC_WITHOUT_HEAD(another_function);
ATF_TC_BODY(another_function, tc)
{
	json_t *report;

	write_cases();
	report = run_json(tc, 2, "paths.db", NULL);
	expect_path(report, "nowhere()", "EIO", "call", 0, 1, 0);
	ATF_CHECK(
		json_is_null(json_object_get(find_path(report, "nowhere()", "EIO"), "mechanism")));
}

/* The results of fault injection alone make a report, with nothing that is missing. */
ATF_TC_WITHOUT_HEAD(faults_alone);
ATF_TC_BODY(faults_alone, tc)
{
	sqlite3 *database = sample_create("faults.db");
	struct run run;
	json_t *report;

	add(database, &(struct sample_case){.name = "popen_read",
					    .program = "fault/libc/native_test",
					    .type = "expected_failure",
					    .reason = "known to fail",
					    .output = "error path: popen(): libc = ENOMEM\n"
						      "error path: nowhere(): libc = EIO\n"});
	sample_finish(database);
	report = run_json(tc, 0, "--mechanism", "fault", "faults.db", NULL);
	expect_path(report, "popen()", "ENOMEM", "libc", 0, 0, 1);
	expect_path(report, "nowhere()", "EIO", "libc", 0, 0, 1);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "error_paths")), 2);
	run = run_report(tc, "--mechanism", "fault", "faults.db", NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK(strstr(run.output, "Nothing new, 1 known deviation\n"));
	ATF_CHECK_MSG(!strstr(run.output, "requirements "), "a table of nothing");
	ATF_CHECK(strstr(run.output, "Known deviations\n  fault/libc/native_test:popen_read\n"
				     "    reason     known to fail\n"));
}

ATF_TC_WITHOUT_HEAD(every_format_has_them);
ATF_TC_BODY(every_format_has_them, tc)
{
	struct run run;

	write_cases();
	run = run_report(tc, "--mechanism", "pipe", "--format", "html", "paths.db", NULL);
	ATF_CHECK(strstr(run.output, "<section id=\"paths\">"));
	ATF_CHECK(strstr(run.output,
			 "title=\"pipe() EMFILE: provoked for real (1), injected at the "
			 "call (1), injected below libc (1)\">real call libc</td>"));
	ATF_CHECK(strstr(run.output, "title=\"pipe2() EMFILE: not covered\">none</td>"));
	ATF_CHECK(strstr(run.output, "read() EAGAIN: provoked for real (1); deviates"));
	ATF_CHECK(!strstr(run.output, "<b>"));
	run = run_report(tc, "--mechanism", "pipe", "paths.db", NULL);
	ATF_CHECK(strstr(run.output, "injected below libc"));
	run = run_report(tc, "--mechanism", "pipe", "--format", "markdown", "paths.db", NULL);
	ATF_CHECK(strstr(run.output, "| error paths | provoked for real |"));
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, each_way);
	ATF_TP_ADD_TC(tp, an_injected_failure_proves_nothing);
	ATF_TP_ADD_TC(tp, another_function);
	ATF_TP_ADD_TC(tp, faults_alone);
	ATF_TP_ADD_TC(tp, every_format_has_them);
	return atf_no_error();
}
