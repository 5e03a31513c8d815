/* ipcts-report baseline: from results to a baseline, and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"

static const struct sample_case variants[] = {
	{.name = FIRST "@pipe",
	 .requirements = FIRST,
	 .type = "failed",
	 .reason = "cases/pipe/read_test.c:12: expected a|b, got 1795280016.65"},
	{.name = FIRST "@fifo", .requirements = FIRST},
	{.name = SECOND "@a", .requirements = SECOND, .type = "failed", .reason = "wrong"},
	{.name = SECOND "@b", .requirements = SECOND, .type = "failed", .reason = "worse"},
	{.name = SECOND "@c", .requirements = SECOND, .type = "skipped", .reason = "no"},
	{.name = "sweep", .program = "fault/libc/native_test", .type = "failed", .reason = "leaks"},
	{.name = "known",
	 .program = "fault/libc/native_test",
	 .type = "expected_failure",
	 .reason = "as ever"},
	{.name = "pipe.create.lowest_fds",
	 .requirements = "pipe.create.lowest_fds",
	 .type = "expected_failure",
	 .reason = "listed before"},
};
#define VARIANTS (sizeof(variants) / sizeof(*variants))

static void expect_lines(const char *text, const char *lines)
{
	const char *first = strstr(text, "link\n");

	ATF_REQUIRE_MSG(first, "it wrote: %s", text);
	ATF_CHECK_STREQ(first + strlen("link\n"), lines);
}

ATF_TC_WITHOUT_HEAD(what_is_listed);
ATF_TC_BODY(what_is_listed, tc)
{
	struct run run;

	write_folder("a", variants, VARIANTS);
	run = run_report(tc, "baseline", "a/results", NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK_STREQ(run.errors, "");
	expect_lines(run.output, SECOND " | wrong\npipe.create.lowest_fds | listed before\n" FIRST
					"@pipe | expected a/b, got #\nsweep | leaks\n");
}

/* Its title says where; a reason is not too long; a name counts once. */
ATF_TC_WITHOUT_HEAD(title_and_reasons);
ATF_TC_BODY(title_and_reasons, tc)
{
	char reason[1000];
	const struct sample_case cases[] = {
		{.name = "a", .type = "failed", .reason = reason},
		{.name = "b", .type = "failed", .reason = "at last:12: x"},
		{.name = "b", .program = "fault/x", .type = "failed", .reason = "y"},
		{.name = SECOND,
		 .requirements = SECOND,
		 .output = "fact: kernel.name = Linux\nfact: kernel.release = 6.18\n"
			   "fact: libc = musl\n"},
	};
	struct run run;
	const char *first;

	memset(reason, 'x', sizeof(reason) - 1);
	reason[sizeof(reason) - 1] = '\0';
	write_folder("a", cases, 4);
	run = run_report(tc, "baseline", "a/results", NULL);
	ATF_CHECK(strstr(run.output, "# Known deviations, seen with Linux 6.18 and musl.\n") ==
		  run.output);
	first = strstr(run.output, "\na | x");
	ATF_REQUIRE(first);
	ATF_CHECK(strcspn(first + 1, "\n") < 350);
	ATF_CHECK(strstr(run.output, "\nb | at last:12: x\n"));
	ATF_CHECK(!strstr(run.output, "\nb | y\n"));
}

/* With it, the same results say nothing new, and nothing of it is unused. */
ATF_TC_WITHOUT_HEAD(the_round_trip);
ATF_TC_BODY(the_round_trip, tc)
{
	json_t *report, *baseline;

	write_folder("a", variants, VARIANTS);
	ATF_CHECK_EQ(run_report(tc, "baseline", "--output", "known", "a/results", NULL).status, 0);
	report = run_json(tc, 0, "--mechanism", "pipe", "--mechanism", "fault", "--baseline",
			  "known", "a/results", NULL);
	ATF_CHECK(strstr(
		json_string_value(json_object_get(json_object_get(report, "summary"), "headline")),
		"Nothing new"));
	baseline = json_object_get(report, "baseline");
	ATF_CHECK_EQ(length_of(baseline, "known"), 4);
	ATF_CHECK_EQ(length_of(baseline, "unused"), 0);
	ATF_CHECK_EQ(length_of(baseline, "fixed"), 0);
	ATF_CHECK_EQ(length_of(baseline, "unknown"), 0);
}

ATF_TC_WITHOUT_HEAD(reasons);
ATF_TC_BODY(reasons, tc)
{
	struct run run;

	write_folder("a", variants, VARIANTS);
	write_file("first", FIRST "@pipe | the manual says so | https://example.org/1\n");
	write_file("second", FIRST "@pipe | not this one\n" SECOND "@a | one\n" SECOND
				   "@b | another\nknown | of old\n");
	run = run_report(tc, "baseline", "--reasons", "first", "--reasons", "second", "a/results",
			 NULL);
	expect_lines(run.output, SECOND "@a | one\n" SECOND "@b | another\n"
					"pipe.create.lowest_fds | listed before\n" FIRST
					"@pipe | the manual says so | https://example.org/1\n"
					"known | of old\nsweep | leaks\n");
}

/* The requirement stays listed where an older baseline lists it, its cases or not. */
ATF_TC_WITHOUT_HEAD(a_requirement_stays_listed);
ATF_TC_BODY(a_requirement_stays_listed, tc)
{
	static const struct sample_case several[] = {
		{.name = "both@x",
		 .requirements = FIRST " " SECOND,
		 .type = "failed",
		 .reason = "wrong"},
		{.name = SECOND "@y", .requirements = SECOND},
	};

	write_folder("a", variants, VARIANTS);
	write_file("old", SECOND " | all\n" SECOND "@a | one\n" SECOND "@b | another\n");
	ATF_CHECK(strstr(run_report(tc, "baseline", "--reasons", "old", "a/results", NULL).output,
			 "link\n" SECOND " | all\npipe.create."));
	write_folder("b", several, 2);
	write_file("old", FIRST " | all\n");
	expect_lines(run_report(tc, "baseline", "--reasons", "old", "b/results", NULL).output,
		     "both@x | wrong\n" FIRST " | all\n");
}

/* A line of a case excuses it at all its requirements: they need no line of their own. */
ATF_TC_WITHOUT_HEAD(a_case_of_several_requirements);
ATF_TC_BODY(a_case_of_several_requirements, tc)
{
	static const struct sample_case cases[] = {
		{.name = "both@x",
		 .requirements = FIRST " " SECOND,
		 .type = "failed",
		 .reason = "wrong"},
		{.name = SECOND "@y", .requirements = SECOND},
	};

	write_folder("a", cases, 2);
	expect_lines(run_report(tc, "baseline", "a/results", NULL).output, "both@x | wrong\n");
}

ATF_TC_WITHOUT_HEAD(what_cannot_be_listed);
ATF_TC_BODY(what_cannot_be_listed, tc)
{
	static const struct sample_case cases[] = {
		{.name = "a | b", .type = "failed", .reason = "x"},
		{.name = "#c", .type = "failed", .reason = "x"},
		{.name = "d", .type = "failed", .reason = " "},
		{.name = FIRST, .requirements = FIRST, .type = "broken", .reason = "x"},
	};
	struct run run;

	write_folder("a", cases, 4);
	run = run_report(tc, "baseline", "a/results", NULL);
	ATF_CHECK_EQ(run.status, 0);
	expect_lines(run.output, "d | no reason was given\n");
	ATF_CHECK(strstr(run.errors, "1 broken"));
	ATF_CHECK(strstr(run.errors, "2 names of cases"));
}

ATF_TC_WITHOUT_HEAD(bad_input);
ATF_TC_BODY(bad_input, tc)
{
	struct run run;

	write_simple("a", "wrong");
	write_file("a/results/mq.db", "SQLite format 3");
	write_file("known", "as it was\n");
	run = run_report(tc, "baseline", "--output", "known", "a/results", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
	ATF_CHECK_STREQ(read_whole("known", &(size_t){0}), "as it was\n");
	ATF_CHECK_EQ(run_report(tc, "baseline", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "baseline", "--reasons", "nowhere", "a", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "baseline", "--help", NULL).status, 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, what_is_listed);
	ATF_TP_ADD_TC(tp, title_and_reasons);
	ATF_TP_ADD_TC(tp, the_round_trip);
	ATF_TP_ADD_TC(tp, reasons);
	ATF_TP_ADD_TC(tp, a_requirement_stays_listed);
	ATF_TP_ADD_TC(tp, a_case_of_several_requirements);
	ATF_TP_ADD_TC(tp, what_cannot_be_listed);
	ATF_TP_ADD_TC(tp, bad_input);
	return atf_no_error();
}
