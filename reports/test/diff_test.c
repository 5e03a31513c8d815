/* What changed from one run to another. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"

static json_t *diff(const atf_tc_t *tc, int status, const char *old, const char *new)
{
	return parse_run(run_report(tc, "diff", "--format", "json", old, new, NULL), status);
}

static const char *first_of(json_t *changes, const char *list, const char *member)
{
	return json_string_value(
		json_object_get(json_array_get(json_object_get(changes, list), 0), member));
}

static void expect_counts(json_t *changes, size_t new, size_t fixed, size_t lost, size_t observed)
{
	ATF_CHECK_EQ(length_of(changes, "new"), new);
	ATF_CHECK_EQ(length_of(changes, "fixed"), fixed);
	ATF_CHECK_EQ(length_of(changes, "lost"), lost);
	ATF_CHECK_EQ(length_of(changes, "observed"), observed);
}

ATF_TC_WITHOUT_HEAD(runs);
ATF_TC_BODY(runs, tc)
{
	json_t *changes;

	write_simple("good", NULL);
	write_simple("bad", "wrong");
	write_skipped("lost");
	changes = diff(tc, 1, "good", "bad");
	expect_counts(changes, 1, 0, 0, 0);
	ATF_CHECK_STREQ(first_of(changes, "new", "id"), FIRST);
	ATF_CHECK_STREQ(first_of(changes, "new", "before"), "conforms");
	ATF_CHECK_STREQ(first_of(changes, "new", "now"), "deviates");
	ATF_CHECK_STREQ(first_of(changes, "new", "reason"), "wrong");
	expect_counts(diff(tc, 0, "bad", "good"), 0, 1, 0, 0);
	expect_counts(diff(tc, 0, "good", "lost"), 0, 0, 1, 0);
	expect_counts(diff(tc, 1, "lost", "bad"), 1, 0, 0, 0);
	expect_counts(diff(tc, 0, "bad", "bad/results"), 0, 0, 0, 0);
}

ATF_TC_WITHOUT_HEAD(observations);
ATF_TC_BODY(observations, tc)
{
	static const struct sample_case before = {.name = FIRST,
						  .requirements = FIRST,
						  .output = "observation: " FIRST ": size = 1\n"};
	static const struct sample_case after = {.name = FIRST,
						 .requirements = FIRST,
						 .output = "observation: " FIRST ": size = 2\n"};
	json_t *changes;

	write_folder("old", &before, 1);
	write_folder("new", &after, 1);
	changes = diff(tc, 0, "old", "new");
	expect_counts(changes, 0, 0, 0, 1);
	ATF_CHECK_STREQ(first_of(changes, "observed", "key"), "size");
	ATF_CHECK_STREQ(first_of(changes, "observed", "before"), "1");
	ATF_CHECK_STREQ(first_of(changes, "observed", "now"), "2");
	expect_counts(diff(tc, 0, "old", "old"), 0, 0, 0, 0);
	ATF_CHECK(strstr(run_report(tc, "diff", "old", "new", NULL).output,
			 "\n  " FIRST ": size: 2, was 1\n"));
}

ATF_TC_WITHOUT_HEAD(a_mechanism_is_lost);
ATF_TC_BODY(a_mechanism_is_lost, tc)
{
	static const struct sample_case mq = {.name = "mq.send.higher_priority_first",
					      .requirements = "mq.send.higher_priority_first"};
	json_t *changes;

	write_simple("old", NULL);
	write_folder("new", &mq, 1);
	changes = diff(tc, 0, "old", "new");
	expect_counts(changes, 0, 0, 1, 0);
	ATF_CHECK_STREQ(first_of(changes, "lost", "id"), "pipe");
}

ATF_TC_WITHOUT_HEAD(since_a_baseline);
ATF_TC_BODY(since_a_baseline, tc)
{
	json_t *changes;

	write_simple("bad", "wrong");
	write_file("known", FIRST " | known\n");
	expect_counts(diff(tc, 0, "known", "bad"), 0, 0, 0, 0);
	write_file("known", SECOND " | known\n");
	changes = diff(tc, 1, "known", "bad");
	expect_counts(changes, 1, 1, 0, 0);
	ATF_CHECK_STREQ(first_of(changes, "new", "id"), FIRST);
	ATF_CHECK_STREQ(first_of(changes, "fixed", "id"), SECOND);
	expect_counts(diff(tc, 1, "/dev/null", "bad/results"), 1, 0, 0, 0);
}

/* What a baseline cannot excuse, cases that prove nothing, and what is not tested. */
ATF_TC_WITHOUT_HEAD(since_a_baseline_others);
ATF_TC_BODY(since_a_baseline_others, tc)
{
	static const struct sample_case cases[] = {
		{.name = FIRST, .requirements = FIRST, .type = "broken", .reason = "x"},
		{.name = SECOND, .requirements = SECOND, .type = "skipped", .reason = "x"},
		{.name = "sweep", .program = "fault/x", .type = "failed", .reason = "leaks"},
		{.name = "known", .program = "fault/x", .type = "failed", .reason = "leaks"},
	};
	json_t *changes;

	write_folder("bad", cases, 4);
	write_file("known", SECOND " | not tested here\nknown | known\n");
	changes = diff(tc, 1, "known", "bad");
	expect_counts(changes, 2, 0, 1, 0);
	ATF_CHECK_STREQ(first_of(changes, "new", "now"), "broken");
	ATF_CHECK_STREQ(first_of(changes, "lost", "id"), SECOND);
	ATF_CHECK_STREQ(first_of(changes, "lost", "now"), "not tested");
	ATF_CHECK_STREQ(json_string_value(json_object_get(
				json_array_get(json_object_get(changes, "new"), 1), "id")),
			"sweep");
}

ATF_TC_WITHOUT_HEAD(other_formats);
ATF_TC_BODY(other_formats, tc)
{
	char *text;

	write_simple("good", NULL);
	write_simple("bad", "<b>\033");
	text = run_report(tc, "diff", "good", "bad", NULL).output;
	ATF_CHECK_STREQ(text, "1 new, 0 fixed, 0 no longer tested, 0 observed otherwise\n"
			      "\nNew deviations\n  " FIRST ": deviates, was conforms\n"
			      "    <b>\\x1b\n");
	text = run_report(tc, "diff", "--format", "markdown", "good", "bad", NULL).output;
	ATF_CHECK(strstr(text, "### New deviations\n\n- **pipe\\.read\\.fifo\\_order**: deviates, "
			       "was conforms  \n  &#60;b&#62;\\\\x1b\n"));
}

ATF_TC_WITHOUT_HEAD(bad_input);
ATF_TC_BODY(bad_input, tc)
{
	static const char *const arguments[][2] = {
		{"good", NULL},
		{"good", "nowhere"},
		{"nowhere", "good"},
		{"wrong", "good"},
	};
	struct run run;

	write_simple("good", NULL);
	write_file("wrong", "no baseline\n");
	for (size_t i = 0; i < sizeof(arguments) / sizeof(*arguments); i++) {
		run = run_report(tc, "diff", arguments[i][0], arguments[i][1], NULL);
		ATF_CHECK_EQ(run.status, 2);
		ATF_CHECK_EQ_MSG(count_lines(run.errors), 1, "it said: %s", run.errors);
		ATF_CHECK_STREQ(run.output, "");
	}
	write_simple("half", NULL);
	write_file("half/results/mq.db", "SQLite format 3");
	ATF_CHECK_EQ(run_report(tc, "diff", "good", "half", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "diff", "/dev/null", "half", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "diff", "--help", NULL).status, 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, runs);
	ATF_TP_ADD_TC(tp, observations);
	ATF_TP_ADD_TC(tp, a_mechanism_is_lost);
	ATF_TP_ADD_TC(tp, since_a_baseline);
	ATF_TP_ADD_TC(tp, since_a_baseline_others);
	ATF_TP_ADD_TC(tp, other_formats);
	ATF_TP_ADD_TC(tp, bad_input);
	return atf_no_error();
}
