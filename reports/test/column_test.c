/* What the columns of a comparison say: their scores, changes and differences. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "../../cases/catalogue.h"
#include "folder.h"

#define PIPE "mechanism\tpipe\n"
#define MAY "pipe.create.bidirectional_unspecified"

static const char *said(const char *id, const char *verdict)
{
	static char text[300];

	snprintf(text, sizeof(text), PIPE "requirement\t%s\t%s\t\n", id, verdict);
	return text;
}

static json_t *compare(const atf_tc_t *tc, const char *a, const char *b, const char *c)
{
	return parse_run(run_report(tc, "compare", "--format", "json", a, b, c, NULL), 0);
}

static json_int_t number(json_t *object, const char *member)
{
	json_t *value = json_object_get(object, member);

	ATF_REQUIRE_MSG(json_is_integer(value), "no number %s", member);
	return json_integer_value(value);
}

ATF_TC_WITHOUT_HEAD(changes);
ATF_TC_BODY(changes, tc)
{
	static const struct {
		const char *before, *now, *change;
	} pairs[] = {
		{"conforms", "conforms", "none"},	 {"conforms", "deviates", "new"},
		{"conforms", "broken", "new"},		 {"conforms", "known_deviation", "none"},
		{"not_tested", "deviates", "new"},	 {"known_deviation", "deviates", "none"},
		{"deviates", "known_deviation", "none"}, {"broken", "deviates", "none"},
		{"broken", "conforms", "fixed"},	 {"deviates", "observed", "fixed"},
		{"deviates", "not_tested", "lost"},	 {"deviates", "unsupported", "none"},
		{"conforms", "not_tested", "lost"},	 {"not_tested", "not_tested", "none"},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		json_t *comparison, *counts;

		write_said("before", "", said(FIRST, pairs[i].before));
		write_said("now", "", said(FIRST, pairs[i].now));
		comparison = compare(tc, "--previous", "before", "now");
		ATF_CHECK_MSG(
			strcmp(cell_of(comparison, FIRST, "now", "changes"), pairs[i].change) == 0,
			"from %s to %s: %s", pairs[i].before, pairs[i].now,
			cell_of(comparison, FIRST, "now", "changes"));
		counts = json_object_get(target_of(comparison, "now"), "changes");
		ATF_CHECK_EQ(number(counts, "new") + number(counts, "fixed") +
				     number(counts, "lost"),
			     strcmp(pairs[i].change, "none") != 0);
		ATF_CHECK(strcmp(pairs[i].change, "none") == 0 ||
			  number(counts, pairs[i].change) == 1);
	}
}

/* The binding ones, and those that no case can test, of a mechanism. */
static void count(const char *mechanism, json_int_t *binding, json_int_t *untested)
{
	*binding = *untested = 0;
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		if (strcmp(catalogue[i].mechanism, mechanism) != 0)
			continue;
		*untested += catalogue_untested[i] != NULL;
		*binding += !catalogue_untested[i] && catalogue[i].level != LEVEL_MAY &&
			    catalogue[i].level != LEVEL_LINUX;
	}
}

ATF_TC_WITHOUT_HEAD(scores);
ATF_TC_BODY(scores, tc)
{
	json_t *target, *score;
	json_int_t pipe, mq, untested, others;

	count("pipe", &pipe, &untested);
	count("mq", &mq, &others);
	write_said("a", "",
		   PIPE "mechanism\tmq\n"
			"requirement\t" FIRST "\tconforms\t\nrequirement\t" SECOND "\tdeviates\t\n"
			"requirement\t" MAY "\tconforms\t\n");
	target = target_of(compare(tc, "a", NULL, NULL), "a");
	score = json_object_get(target, "score");
	ATF_CHECK_EQ(number(score, "conforming"), 1);
	ATF_CHECK_EQ(number(score, "binding"), pipe + mq);
	score = json_object_get(json_object_get(target, "mechanisms"), "pipe");
	ATF_CHECK_EQ(number(score, "conforming"), 1);
	ATF_CHECK_EQ(number(score, "binding"), pipe);
	ATF_CHECK_EQ(number(json_object_get(score, "verdicts"), "untested"), untested);
	ATF_CHECK_EQ(number(json_object_get(score, "verdicts"), "deviates"), 1);
}

/* Neither what a baseline knows nor what a target has no results of is a difference. */
ATF_TC_WITHOUT_HEAD(differences);
ATF_TC_BODY(differences, tc)
{
	json_t *comparison;
	struct run run;

	write_said("known", "", said(FIRST, "known_deviation"));
	write_said("deviates", "", said(FIRST, "deviates"));
	write_said("good", "", said(FIRST, "conforms"));
	write_said("queues", "", "mechanism\tmq\n");
	comparison = compare(tc, "known", "deviates", "queues");
	ATF_CHECK_EQ(number(json_object_get(comparison, "counts"), "differences"), 0);
	ATF_CHECK(json_is_false(json_object_get(row_of(comparison, FIRST), "differs")));
	comparison = compare(tc, "known", "good", "queues");
	ATF_CHECK_EQ(number(json_object_get(comparison, "counts"), "differences"), 1);
	ATF_CHECK_EQ(number(target_of(comparison, "known"), "differences"), 0);
	ATF_CHECK_EQ(number(target_of(comparison, "good"), "differences"), 1);
	ATF_CHECK_EQ(number(target_of(comparison, "queues"), "differences"), 0);
	run = run_report(tc, "compare", "--format", "html", "known", "good", "queues", NULL);
	ATF_CHECK(strstr(run.output, " rows, 1 differ<"));
	run = run_report(tc, "compare", "--format", "csv", "known", "good", "queues", NULL);
	ATF_CHECK(strstr(run.output, ",\"yes\",\"known_deviation\",\"conforms\",\"\"\r\n"));
}

/* What changed is a difference, too: from before. */
ATF_TC_WITHOUT_HEAD(only_what_changed);
ATF_TC_BODY(only_what_changed, tc)
{
	static const char fact[] = "fact\tkernel\t6.1\n";
	json_t *comparison;
	struct run run;

	write_said("before", fact, said(FIRST, "conforms"));
	write_said("now", fact, said(FIRST, "deviates"));
	run = run_report(tc, "compare", "--format", "json", "--previous", "before",
			 "--only-differences", "now", NULL);
	comparison = parse_run(run, 0);
	ATF_CHECK_EQ(length_of(comparison, "requirements"), 1);
	ATF_CHECK(row_of(comparison, FIRST));
	ATF_CHECK_EQ(length_of(comparison, "facts"), 0);
	run = run_report(tc, "compare", "--previous", "before", "now", NULL);
	ATF_CHECK(strstr(run.output,
			 FIRST "\n    deviates: now\n    since the previous run: new: now\n"));
}

/* A previous run of an unnamed target is that of the only one, and of no other. */
ATF_TC_WITHOUT_HEAD(whose_previous_run);
ATF_TC_BODY(whose_previous_run, tc)
{
	json_t *comparison;
	struct run run;

	write_said("before", "", said(FIRST, "conforms"));
	write_said("older", "", said(FIRST, "conforms"));
	write_said("now", "", said(FIRST, "deviates"));
	write_said("good", "", said(FIRST, "conforms"));
	run = run_report(tc, "compare", "--format", "json", "--previous", "before", "now", "good",
			 NULL);
	comparison = parse_run(run, 0);
	ATF_CHECK(json_is_null(json_object_get(target_of(comparison, "now"), "changes")));
	run = run_report(tc, "compare", "--format", "json", "--previous", "before", "--previous",
			 "older", "now", NULL);
	comparison = parse_run(run, 0);
	ATF_CHECK(json_is_null(json_object_get(target_of(comparison, "now"), "changes")));
	run = run_report(tc, "compare", "--previous", "now=before", "now", "good", NULL);
	ATF_CHECK(strstr(run.output, "    1      0     0\n"));
	ATF_CHECK(strstr(run.output, "    -      -     -\n"));
}

/* Cases that prove no requirement are told apart by their ids; programs in no order. */
ATF_TC_WITHOUT_HEAD(other_cases_of_a_previous_comparison);
ATF_TC_BODY(other_cases_of_a_previous_comparison, tc)
{
	static const char results[] =
		PIPE "case\tfault/x:a\tdeviates\t\ncase\tfault/x:b\tbroken\t\n"
		     "case\tanother/x:c\tdeviates\t\n";
	json_t *comparison;

	write_said("a", "", results);
	run_report(tc, "compare", "--format", "json", "--output", "before.json", "a", NULL);
	comparison = compare(tc, "--previous", "before.json", "a");
	ATF_CHECK_STREQ(cell_of(comparison, "fault/x:a", "a", "changes"), "none");
	ATF_CHECK_STREQ(cell_of(comparison, "fault/x:b", "a", "changes"), "none");
	ATF_CHECK_STREQ(cell_of(comparison, "another/x:c", "a", "changes"), "none");
}

/* A number that another label has is left out; only before a slash, "=" is part of a path. */
ATF_TC_WITHOUT_HEAD(labels_are_told_apart);
ATF_TC_BODY(labels_are_told_apart, tc)
{
	json_t *comparison;

	write_said("a", "", said(FIRST, "conforms"));
	write_said("b", "", said(FIRST, "deviates"));
	write_said("x=y", "", said(FIRST, "broken"));
	comparison = compare(tc, "x=a", "x-2=./x=y", "x=b");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "x", "verdicts"), "conforms");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "x-2", "verdicts"), "broken");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "x-3", "verdicts"), "deviates");
	comparison = compare(tc, "./x=y", NULL, NULL);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "x=y", "verdicts"), "broken");
}

ATF_TC_WITHOUT_HEAD(what_is_no_run);
ATF_TC_BODY(what_is_no_run, tc)
{
	struct run run;

	mkdir("fleet", 0700);
	mkdir("fleet/unfinished", 0700);
	write_said("fleet/.old", "", said(FIRST, "conforms"));
	run = run_report(tc, "compare", "fleet", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK(strstr(run.errors, "fleet: holds no results, its run is unfinished; give "));
}

ATF_TC_WITHOUT_HEAD(anchors_are_told_apart);
ATF_TC_BODY(anchors_are_told_apart, tc)
{
	json_t *comparison;

	write_said("a", "", said(FIRST, "conforms"));
	write_said("b", "", said(FIRST, "deviates"));
	comparison = compare(tc, "x-y..2=a", "x y=b", NULL);
	ATF_CHECK_STREQ(
		json_string_value(json_object_get(target_of(comparison, "x-y..2"), "anchor")),
		"x-y..2..1");
	ATF_CHECK_STREQ(json_string_value(json_object_get(target_of(comparison, "x y"), "anchor")),
			"x-y..2");
}

ATF_TC_WITHOUT_HEAD(of_another_version);
ATF_TC_BODY(of_another_version, tc)
{
	static const char note[] = "a: of another version of the suite; 2 of its requirements, "
				   "which this program does "
				   "not know, are left out";

	write_said("a", "",
		   "catalogue\tanother\n" PIPE "requirement\tpipe.new\tconforms\t\n"
		   "requirement\tpipe.newer\tconforms\t\nrequirement\t" FIRST "\tconforms\t\n");
	write_simple("b", NULL);
	ATF_CHECK(strstr(run_report(tc, "compare", "a", NULL).errors, note));
	ATF_CHECK(strstr(run_report(tc, "diff", "b", "a", NULL).errors, "of another version"));
	ATF_CHECK_STREQ(run_report(tc, "compare", "--mechanism", "pipe", "b", NULL).errors, "");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, changes);
	ATF_TP_ADD_TC(tp, scores);
	ATF_TP_ADD_TC(tp, differences);
	ATF_TP_ADD_TC(tp, only_what_changed);
	ATF_TP_ADD_TC(tp, whose_previous_run);
	ATF_TP_ADD_TC(tp, other_cases_of_a_previous_comparison);
	ATF_TP_ADD_TC(tp, labels_are_told_apart);
	ATF_TP_ADD_TC(tp, what_is_no_run);
	ATF_TP_ADD_TC(tp, anchors_are_told_apart);
	ATF_TP_ADD_TC(tp, of_another_version);
	return atf_no_error();
}
