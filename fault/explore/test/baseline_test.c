/* The baseline: only what is new counts, and what is gone is named. */
#include <atf-c.h>
#include <stdlib.h>
#include <string.h>

#include "report_sample.h"

#define ID "1:1:posix/ipc/mq/send:3=EINTR"
#define CAUSE "1:1:posix/ipc/mq/send=EINTR"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ATF_REQUIRE(file);
	fputs(text, file);
	ATF_REQUIRE_EQ(fclose(file), 0);
}

static void add(struct sample *sample, const char *id, enum outcome outcome)
{
	struct finding run = sample_run(id, outcome, "what was seen", "");

	sample_add(sample, &run);
}

static enum known_finding_state state_of(const struct sample *sample, const char *id)
{
	const struct known_findings *known = sample->report.known;

	for (size_t i = 0; i < known_findings_count(known); i++) {
		enum known_finding_state state;

		if (strcmp(known_findings_entry(known, i, &state)->id, id) == 0)
			return state;
	}
	atf_tc_fail("the baseline has no %s", id);
}

ATF_TC_WITHOUT_HEAD(without_one_all_is_new);
ATF_TC_BODY(without_one_all_is_new, tc)
{
	struct sample sample;

	sample_begin(&sample, NULL, false, NULL);
	add(&sample, ID, OUTCOME_LEAK);
	sample_end(&sample);
	ATF_CHECK_EQ(report_status(&sample.report), 1);
	ATF_CHECK_STREQ(report_headline(&sample.report), "1 finding");
	sample_free(&sample);
}

ATF_TC_WITHOUT_HEAD(known_new_fixed_untried);
ATF_TC_BODY(known_new_fixed_untried, tc)
{
	struct sample sample;
	char *text;

	write_file("baseline", "# known\n"
			       "leak:" CAUSE " | the library's\n"
			       "crash:" CAUSE " | was worse before | https://bugs.example\n"
			       "hang:1:1:posix/io/rw/read=EIO | nobody tries it now\n"
			       "hang:1:1:posix/io/rw/write=EIO | drifted\n");
	sample_begin(&sample, NULL, false, "baseline");
	add(&sample, ID, OUTCOME_LEAK);
	add(&sample, "1:1:posix/io/rw/write:1=EIO", OUTCOME_DRIFT);
	ATF_CHECK_EQ(count_new_findings(sample.report.known, &sample.exploration), 0);
	add(&sample, "1:1:posix/ipc/mq/send:3=EAGAIN", OUTCOME_LEAK);
	sample_end(&sample);
	ATF_CHECK_EQ(state_of(&sample, "leak:" CAUSE), FINDING_STILL);
	ATF_CHECK_EQ(state_of(&sample, "crash:" CAUSE), FINDING_FIXED);
	ATF_CHECK_EQ(state_of(&sample, "hang:1:1:posix/io/rw/read=EIO"), FINDING_UNTRIED);
	ATF_CHECK_EQ(state_of(&sample, "hang:1:1:posix/io/rw/write=EIO"), FINDING_UNTRIED);
	ATF_CHECK_EQ(sample.report.new_count, 1);
	ATF_CHECK_EQ(report_status(&sample.report), 1);
	text = sample_render(&sample, "text");
	ATF_CHECK(strstr(text, "2 findings, 1 of them new"));
	ATF_CHECK(strstr(text, "Fixed: remove from the baseline\n  crash:" CAUSE "\n"));
	ATF_CHECK(strstr(text, "[known]"));
	free(text);
	sample_free(&sample);
}

ATF_TC_WITHOUT_HEAD(nothing_new);
ATF_TC_BODY(nothing_new, tc)
{
	struct sample sample;

	write_file("baseline", "leak:" CAUSE " | the library's\n");
	sample_begin(&sample, NULL, false, "baseline");
	add(&sample, ID, OUTCOME_LEAK);
	add(&sample, "1:1:posix/ipc/mq/send:4=EINTR", OUTCOME_LEAK);
	sample_end(&sample);
	ATF_CHECK_EQ(report_status(&sample.report), 0);
	sample_free(&sample);
}

/* What was a leak and is a crash now is new. */
ATF_TC_WITHOUT_HEAD(another_outcome);
ATF_TC_BODY(another_outcome, tc)
{
	struct sample sample;

	write_file("baseline", "leak:" CAUSE " | the library's\n");
	sample_begin(&sample, NULL, false, "baseline");
	add(&sample, ID, OUTCOME_CRASH);
	sample_end(&sample);
	ATF_CHECK_EQ(report_status(&sample.report), 1);
	ATF_CHECK_EQ(state_of(&sample, "leak:" CAUSE), FINDING_FIXED);
	sample_free(&sample);
}

/* What a resumed journal knows is as good as what was run. */
ATF_TC_WITHOUT_HEAD(what_the_journal_knows_counts);
ATF_TC_BODY(what_the_journal_knows_counts, tc)
{
	struct sample sample;

	sample_begin(&sample, "journal", false, NULL);
	add(&sample, ID, OUTCOME_LEAK);
	sample_end(&sample);
	sample_free(&sample);
	write_file("baseline", "leak:" CAUSE " | the library's\n");
	sample_begin(&sample, "journal", true, "baseline");
	add(&sample, ID, OUTCOME_HANDLED);
	sample_end(&sample);
	ATF_CHECK_EQ(sample.exploration.resumed, 1);
	ATF_CHECK_EQ(state_of(&sample, "leak:" CAUSE), FINDING_STILL);
	ATF_CHECK_EQ(report_status(&sample.report), 0);
	sample_free(&sample);
}

ATF_TC_WITHOUT_HEAD(the_other_exit_statuses);
ATF_TC_BODY(the_other_exit_statuses, tc)
{
	struct sample sample;

	sample_begin(&sample, NULL, false, NULL);
	sample_end(&sample);
	ATF_CHECK_EQ_MSG(report_status(&sample.report), 2, "no run");
	ATF_CHECK(strstr(report_remark(&sample.report), "--backend notify"));
	sample_free(&sample);

	sample_begin(&sample, NULL, false, NULL);
	add(&sample, ID, OUTCOME_DRIFT);
	sample_end(&sample);
	ATF_CHECK_EQ_MSG(report_status(&sample.report), 2, "drift only");
	sample_free(&sample);

	sample_begin(&sample, NULL, false, NULL);
	add(&sample, ID, OUTCOME_CLEAN_ERROR);
	sample_end(&sample);
	ATF_CHECK_EQ(report_status(&sample.report), 0);
	sample.exploration.is_interrupted = true;
	ATF_CHECK_EQ(report_status(&sample.report), 130);
	sample_free(&sample);
}

static void expect_refusal(const char *text, const char *expected)
{
	char message[1000] = "";

	write_file("wrong", text);
	ATF_CHECK(!known_findings_read("wrong", message, sizeof(message)));
	ATF_CHECK_MSG(strstr(message, expected), "said \"%s\", not %s", message, expected);
	ATF_CHECK(!strchr(message, '\n'));
}

ATF_TC_WITHOUT_HEAD(a_baseline_that_is_wrong);
ATF_TC_BODY(a_baseline_that_is_wrong, tc)
{
	char message[1000] = "";

	expect_refusal("leak:" CAUSE "\n", "has no reason");
	expect_refusal("lek:" CAUSE " | typing\n", "lek:" CAUSE " is not the id");
	expect_refusal("handled:" CAUSE " | no finding\n", "is not the id");
	expect_refusal("pipe.read.fifo_order | of the suite\n", "is not the id");
	ATF_CHECK(!known_findings_read("nowhere", message, sizeof(message)));
	ATF_CHECK(strstr(message, "nowhere: No such file"));
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, without_one_all_is_new);
	ATF_TP_ADD_TC(tp, known_new_fixed_untried);
	ATF_TP_ADD_TC(tp, nothing_new);
	ATF_TP_ADD_TC(tp, another_outcome);
	ATF_TP_ADD_TC(tp, what_the_journal_knows_counts);
	ATF_TP_ADD_TC(tp, the_other_exit_statuses);
	ATF_TP_ADD_TC(tp, a_baseline_that_is_wrong);
	return atf_no_error();
}
