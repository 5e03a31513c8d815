/* From results to verdicts, and from verdicts to the exit status. */
#include <stdio.h>
#include <string.h>

#include "../../cases/catalogue.h"
#include "run.h"

#define ID "pipe.read.fifo_order"
#define OTHER_ID "pipe.create.returns_zero"

/* Some requirement of pipes that is a "may". */
static const char *may_id(void)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (catalogue[i].level == LEVEL_MAY && strcmp(catalogue[i].mechanism, "pipe") == 0)
			return catalogue[i].id;
	atf_tc_fail("no may in the catalogue");
}

static const char *untested_id(void)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (catalogue_untested[i] && strcmp(catalogue[i].mechanism, "pipe") == 0)
			return catalogue[i].id;
	atf_tc_skip("everything in the catalogue is tested");
}

/* The verdict on id after one case of that result, and the exit status it leads to. */
static void expect(const atf_tc_t *tc, const char *id, const char *type, const char *reason,
		   const char *verdict, int status)
{
	json_t *report;

	write_sample("a.db",
		     &(struct sample_case){
			     .name = id, .requirements = id, .type = type, .reason = reason});
	report = run_json(tc, status, "--mechanism", "pipe", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, id), verdict);
	json_decref(report);
}

ATF_TC_WITHOUT_HEAD(one_result);
ATF_TC_BODY(one_result, tc)
{
	expect(tc, ID, "passed", NULL, "conforms", 0);
	expect(tc, ID, "failed", "read 1, expected 0", "deviates", 1);
	expect(tc, ID, "broken", "no descriptors", "broken", 1);
	expect(tc, ID, "expected_failure", "as always", "known_deviation", 0);
	expect(tc, ID, "skipped", "not supported: XSI is absent", "unsupported", 0);
	expect(tc, ID, "skipped", "not permitted: CAP_SYS_ADMIN", "not_tested", 0);
	expect(tc, ID, "skipped", "whatever else", "not_tested", 0);
	expect(tc, ID, "invented", NULL, "broken", 1);
}

ATF_TC_WITHOUT_HEAD(a_may_is_observed);
ATF_TC_BODY(a_may_is_observed, tc)
{
	expect(tc, may_id(), "passed", NULL, "observed", 0);
	expect(tc, may_id(), "failed", "a may cannot fail", "broken", 1);
}

ATF_TC_WITHOUT_HEAD(no_result);
ATF_TC_BODY(no_result, tc)
{
	json_t *report;

	write_sample("a.db", &(struct sample_case){.name = ID, .requirements = ID});
	report = run_json(tc, 0, "--mechanism", "pipe", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, OTHER_ID), "not_tested");
	ATF_CHECK_STREQ(verdict_of(report, untested_id()), "untested");
}

/* The verdict of two cases together. */
static void expect_worst(const atf_tc_t *tc, const char *const types[2], const char *verdict)
{
	sqlite3 *database = sample_create("a.db");
	json_t *report;

	for (int i = 0; i < 2; i++) {
		char name[40];

		snprintf(name, sizeof(name), ID "@%d", i);
		sample_add(database, &(struct sample_case){.name = name,
							   .requirements = ID,
							   .type = types[i],
							   .reason = "not supported: so it is"});
	}
	sample_finish(database);
	report = run_json(tc, strcmp(verdict, "deviates") == 0 || strcmp(verdict, "broken") == 0,
			  "--mechanism", "pipe", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ID), verdict);
	json_decref(report);
}

ATF_TC_WITHOUT_HEAD(the_worst_case_decides);
ATF_TC_BODY(the_worst_case_decides, tc)
{
	expect_worst(tc, (const char *[]){"failed", "broken"}, "deviates");
	expect_worst(tc, (const char *[]){"broken", "failed"}, "deviates");
	expect_worst(tc, (const char *[]){"expected_failure", "broken"}, "broken");
	expect_worst(tc, (const char *[]){"passed", "expected_failure"}, "known_deviation");
	expect_worst(tc, (const char *[]){"skipped", "passed"}, "conforms");
	expect_worst(tc, (const char *[]){"skipped", "skipped"}, "unsupported");
}

ATF_TC_WITHOUT_HEAD(a_skipped_case_is_seen_beside_a_passed_one);
ATF_TC_BODY(a_skipped_case_is_seen_beside_a_passed_one, tc)
{
	sqlite3 *database = sample_create("a.db");
	const char *reason;

	sample_add(database, &(struct sample_case){.name = ID, .requirements = ID});
	sample_add(database, &(struct sample_case){.name = ID "@fifo",
						   .requirements = ID,
						   .type = "skipped",
						   .reason = "not supported: FIFOs"});
	sample_finish(database);
	reason = json_string_value(json_object_get(
		entry_of(run_json(tc, 0, "--mechanism", "pipe", "a.db", NULL), ID), "reason"));
	ATF_CHECK_STREQ(reason, "1 of 2 cases skipped: not supported: FIFOs");
}

ATF_TC_WITHOUT_HEAD(a_case_proves_several);
ATF_TC_BODY(a_case_proves_several, tc)
{
	json_t *report;

	write_sample("a.db", &(struct sample_case){.name = ID,
						   .requirements = ID "  " OTHER_ID " ",
						   .type = "failed",
						   .reason = "wrong"});
	report = run_json(tc, 1, "--mechanism", "pipe", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ID), "deviates");
	ATF_CHECK_STREQ(verdict_of(report, OTHER_ID), "deviates");
}

ATF_TC_WITHOUT_HEAD(the_newer_result_counts);
ATF_TC_BODY(the_newer_result_counts, tc)
{
	struct run run;

	write_sample("old.db", &(struct sample_case){.name = ID,
						     .requirements = ID,
						     .type = "failed",
						     .reason = "then",
						     .start = 1000000});
	write_sample("new.db",
		     &(struct sample_case){.name = ID, .requirements = ID, .start = 2000000});
	ATF_CHECK_STREQ(
		verdict_of(run_json(tc, 0, "--mechanism", "pipe", "new.db", "old.db", NULL), ID),
		"conforms");
	run = run_report(tc, "--mechanism", "pipe", "old.db", "new.db", NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK_EQ_MSG(count_lines(run.errors), 1, "it said: %s", run.errors);
	ATF_CHECK(strstr(run.errors, "old.db") && strstr(run.errors, "new.db"));
}

ATF_TC_WITHOUT_HEAD(a_program_that_cannot_be_listed_is_broken);
ATF_TC_BODY(a_program_that_cannot_be_listed_is_broken, tc)
{
	sqlite3 *database = sample_create("a.db");
	struct run run;

	sample_add(database, &(struct sample_case){.name = ID, .requirements = ID});
	sample_add(database, &(struct sample_case){.program = "cases/pipe/crash_test",
						   .name = "__test_cases_list__",
						   .type = "broken",
						   .reason = "Test program received signal"});
	sample_finish(database);
	run = run_report(tc, "--mechanism", "pipe", "a.db", NULL);
	ATF_CHECK_EQ(run.status, 1);
	ATF_CHECK(strstr(run.output, "cases/pipe/crash_test:__test_cases_list__"));
	/* Of another mechanism it is none of this report's business. */
	write_sample("b.db", &(struct sample_case){.name = "fifo.create.mode",
						   .type = "broken",
						   .program = "cases/fifo/crash_test"});
	ATF_CHECK_EQ(run_report(tc, "--mechanism", "fifo", "b.db", NULL).status, 1);
	ATF_CHECK_EQ(run_report(tc, "--mechanism", "popen", "b.db", NULL).status, 2);
}

ATF_TC_WITHOUT_HEAD(the_baseline_excuses);
ATF_TC_BODY(the_baseline_excuses, tc)
{
	json_t *report;

	write_sample("a.db", &(struct sample_case){.name = ID "@fifo",
						   .requirements = ID,
						   .type = "failed",
						   .reason = "wrong"});
	write_file("requirement", ID " | a kernel bug | https://bugs.example/1\n");
	write_file("case", ID "@fifo | a kernel bug\n");
	write_file("different", ID "@socket | a kernel bug\n");
	report = run_json(tc, 0, "--mechanism", "pipe", "--baseline", "requirement", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ID), "known_deviation");
	ATF_CHECK_STREQ(json_string_value(json_object_get(entry_of(report, ID), "reason")),
			"a kernel bug");
	report = run_json(tc, 0, "--mechanism", "pipe", "--baseline", "case", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ID), "known_deviation");
	report = run_json(tc, 1, "--mechanism", "pipe", "--baseline", "different", "a.db", NULL);
	ATF_CHECK_STREQ(verdict_of(report, ID), "deviates");
}

ATF_TC_WITHOUT_HEAD(the_baseline_is_checked);
ATF_TC_BODY(the_baseline_is_checked, tc)
{
	struct run run;

	write_sample("a.db", &(struct sample_case){.name = ID, .requirements = ID});
	write_file("baseline", ID " | was wrong once\nno.such.thing | never was\n");
	run = run_report(tc, "--mechanism", "pipe", "--baseline", "baseline", "a.db", NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK_EQ_MSG(count_lines(run.errors), 1, "it said: %s", run.errors);
	ATF_CHECK(strstr(run.errors, "no.such.thing"));
	ATF_CHECK(strstr(run.output, "remove from the baseline\n  " ID "\n"));
	write_file("baseline", ID " | sometimes wrong\n");
	run = run_report(tc, "--mechanism", "pipe", "--baseline", "baseline", "a.db", NULL);
	ATF_CHECK(!strstr(run.output, "remove from the baseline"));
	write_file("baseline", ID " | sometimeswrong\n");
	run = run_report(tc, "--mechanism", "pipe", "--baseline", "baseline", "a.db", NULL);
	ATF_CHECK(strstr(run.output, "remove from the baseline\n  " ID "\n"));
}

ATF_TC_WITHOUT_HEAD(a_missing_mechanism_is_named);
ATF_TC_BODY(a_missing_mechanism_is_named, tc)
{
	static const char *const formats[] = {"text", "json", "junit", "markdown", "html"};
	struct run run;

	write_sample("a.db", &(struct sample_case){.name = ID, .requirements = ID});
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		run = run_report(tc, "--mechanism", "pipe", "--mechanism", "fifo", "--format",
				 formats[i], "a.db", NULL);
		ATF_CHECK_EQ_MSG(run.status, 2, "%s: %d", formats[i], run.status);
		ATF_CHECK_MSG(strstr(run.output, "no results of fifo") ||
				      strstr(run.output, "<strong>fifo</strong>"),
			      "%s does not tell", formats[i]);
		ATF_CHECK_EQ(count_lines(run.errors), 1);
		ATF_CHECK(strstr(run.errors, "no results of fifo"));
	}
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, one_result);
	ATF_TP_ADD_TC(tp, a_may_is_observed);
	ATF_TP_ADD_TC(tp, no_result);
	ATF_TP_ADD_TC(tp, the_worst_case_decides);
	ATF_TP_ADD_TC(tp, a_skipped_case_is_seen_beside_a_passed_one);
	ATF_TP_ADD_TC(tp, a_case_proves_several);
	ATF_TP_ADD_TC(tp, the_newer_result_counts);
	ATF_TP_ADD_TC(tp, a_program_that_cannot_be_listed_is_broken);
	ATF_TP_ADD_TC(tp, the_baseline_excuses);
	ATF_TP_ADD_TC(tp, the_baseline_is_checked);
	ATF_TP_ADD_TC(tp, a_missing_mechanism_is_named);
	return atf_no_error();
}
