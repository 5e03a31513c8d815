/* Input that is no good: one line each, the rest is still reported, status 2. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run.h"

#define ID "pipe.read.fifo_order"

static void write_good(void)
{
	write_sample("good.db", &(struct sample_case){.name = ID, .requirements = ID});
}

/* Reports bad together with a good file. */
static void expect_refused(const atf_tc_t *tc, const char *bad, const char *complaint)
{
	json_t *report;
	struct run run;

	write_good();
	report = run_json(tc, 2, "--mechanism", "pipe", bad, "good.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ID), "conforms");
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "problems")), 1);
	run = run_report(tc, "--mechanism", "pipe", "good.db", bad, NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ_MSG(count_lines(run.errors), 1, "%s: it said: %s", bad, run.errors);
	ATF_CHECK_MSG(strstr(run.errors, complaint), "%s: it said: %s", bad, run.errors);
	ATF_CHECK_MSG(strstr(run.errors, bad), "it does not name %s: %s", bad, run.errors);
}

ATF_TC_WITHOUT_HEAD(no_database);
ATF_TC_BODY(no_database, tc)
{
	write_file("text.db", "This is no database, however long it goes on. This is no database, "
			      "however long it goes on. This is no database, and here it ends.");
	expect_refused(tc, "text.db", "not a results database");
	expect_refused(tc, "nowhere.db", "No such file");
	ATF_REQUIRE_EQ(mkfifo("fifo.db", 0600), 0);
	expect_refused(tc, "fifo.db", "not a results database");
	expect_refused(tc, "/dev/null", "not a results database");
}

ATF_TC_WITHOUT_HEAD(another_database);
ATF_TC_BODY(another_database, tc)
{
	sqlite3 *database;

	ATF_REQUIRE_EQ(sqlite3_open("other.db", &database), SQLITE_OK);
	sample_execute(database, "CREATE TABLE birds (name)");
	sqlite3_close(database);
	expect_refused(tc, "other.db", "not a results database");
}

ATF_TC_WITHOUT_HEAD(another_schema);
ATF_TC_BODY(another_schema, tc)
{
	sqlite3 *database = sample_create("new.db");

	sample_execute(database, "UPDATE metadata SET schema_version = 4");
	sample_finish(database);
	expect_refused(tc, "new.db", "another version of kyua");
}

ATF_TC_WITHOUT_HEAD(cut_short);
ATF_TC_BODY(cut_short, tc)
{
	static const struct {
		const char *name;
		long part;
	} cuts[] = {{"half.db", 2}, {"third.db", 3}, {"stub.db", 700}};
	sqlite3 *database;
	struct stat status;

	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		database = sample_create(cuts[i].name);
		for (int j = 0; j < 300; j++)
			sample_add(database, &(struct sample_case){.name = ID, .output = ID ID ID});
		sample_finish(database);
		ATF_REQUIRE_EQ(stat(cuts[i].name, &status), 0);
		ATF_REQUIRE_EQ(truncate(cuts[i].name, status.st_size / cuts[i].part), 0);
		expect_refused(tc, cuts[i].name, "cut short");
	}
}

/* kyua writes one transaction per run: a killed one leaves nothing, or a journal. */
ATF_TC_WITHOUT_HEAD(a_killed_run);
ATF_TC_BODY(a_killed_run, tc)
{
	int status;
	pid_t child;

	write_file("empty.db", "");
	expect_refused(tc, "empty.db", "killed");
	sample_finish(sample_create("nothing.db"));
	expect_refused(tc, "nothing.db", "killed");
	child = fork();
	if (child == 0) {
		sqlite3 *database = sample_create("killed.db");

		sample_execute(database, "PRAGMA cache_size = 1");
		for (int i = 0; i < 1000; i++)
			sample_add(database, &(struct sample_case){.name = ID, .output = ID ID});
		raise(SIGKILL);
	}
	ATF_REQUIRE_EQ(waitpid(child, &status, 0), child);
	ATF_REQUIRE(WIFSIGNALED(status));
	ATF_REQUIRE_EQ(access("killed.db-journal", F_OK), 0);
	expect_refused(tc, "killed.db", "killed");
}

ATF_TC_WITHOUT_HEAD(a_newer_suite);
ATF_TC_BODY(a_newer_suite, tc)
{
	sqlite3 *database = sample_create("newer.db");

	sample_add(database, &(struct sample_case){.name = "pipe.of.the_future",
						   .requirements = "pipe.of.the_future " ID});
	sample_add(database, &(struct sample_case){.name = "pipe.of.tomorrow",
						   .requirements = "pipe.of.tomorrow"});
	sample_finish(database);
	expect_refused(tc, "newer.db", "pipe.of.the_future");
}

ATF_TC_WITHOUT_HEAD(a_view_in_the_place_of_a_table);
ATF_TC_BODY(a_view_in_the_place_of_a_table, tc)
{
	sqlite3 *database = sample_create("view.db");

	sample_add(database, &(struct sample_case){.name = ID, .requirements = ID});
	sample_execute(database,
		       "DROP TABLE test_results;"
		       "CREATE VIEW test_results AS WITH RECURSIVE n(i) AS"
		       " (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
		       " SELECT i AS test_case_id, 'passed' AS result_type, '' AS result_reason,"
		       " 0 AS start_time, 0 AS end_time FROM n");
	sample_finish(database);
	expect_refused(tc, "view.db", "not a results database");
}

ATF_TC_WITHOUT_HEAD(a_directory);
ATF_TC_BODY(a_directory, tc)
{
	struct run run;

	ATF_REQUIRE_EQ(mkdir("results", 0700), 0);
	expect_refused(tc, "results", "holds no *.db");
	write_sample("results/pipe.db", &(struct sample_case){.name = ID, .requirements = ID});
	write_file("results/log.txt", "not to be read");
	run = run_report(tc, "--mechanism", "pipe", "results", NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK_STREQ(run.errors, "");
}

ATF_TC_WITHOUT_HEAD(names_that_are_uris);
ATF_TC_BODY(names_that_are_uris, tc)
{
	static const char *const names[] = {"a?mode=rwc#%41.db", "file:x.db", ":memory:", "-x.db"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct run run;

		write_good();
		ATF_REQUIRE_EQ(rename("good.db", names[i]), 0);
		run = run_report(tc, "--mechanism", "pipe", "--", names[i], NULL);
		ATF_CHECK_EQ_MSG(run.status, 0, "%s: %s", names[i], run.errors);
	}
}

ATF_TC_WITHOUT_HEAD(bad_usage);
ATF_TC_BODY(bad_usage, tc)
{
	write_good();
	ATF_CHECK_EQ(run_report(tc, NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "--format", "pdf", "good.db", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "--mechanism", "pigeon", "good.db", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "--no-such-option", "good.db", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "--output", "a", "--output", "b", "good.db", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "--baseline", "nowhere", "good.db", NULL).status, 2);
	ATF_CHECK_EQ(count_lines(run_report(tc, "--baseline", "nowhere", "good.db", NULL).errors),
		     1);
	ATF_CHECK_EQ(run_report(tc, "--help", NULL).status, 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, no_database);
	ATF_TP_ADD_TC(tp, another_database);
	ATF_TP_ADD_TC(tp, another_schema);
	ATF_TP_ADD_TC(tp, cut_short);
	ATF_TP_ADD_TC(tp, a_killed_run);
	ATF_TP_ADD_TC(tp, a_newer_suite);
	ATF_TP_ADD_TC(tp, a_view_in_the_place_of_a_table);
	ATF_TP_ADD_TC(tp, a_directory);
	ATF_TP_ADD_TC(tp, names_that_are_uris);
	ATF_TP_ADD_TC(tp, bad_usage);
	return atf_no_error();
}
