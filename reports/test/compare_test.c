/* Targets side by side. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"
#include "schema.h"

static json_t *compare(const atf_tc_t *tc, const char *a, const char *b, const char *c)
{
	return parse_run(run_report(tc, "compare", "--format", "json", a, b, c, NULL), 0);
}

static json_int_t score(json_t *target, const char *member)
{
	return json_integer_value(json_object_get(json_object_get(target, "score"), member));
}

ATF_TC_WITHOUT_HEAD(a_matrix);
ATF_TC_BODY(a_matrix, tc)
{
	json_t *comparison;

	write_simple("good", NULL);
	write_simple("bad", "read_test.c:12: expected 1, got 0");
	comparison = compare(tc, "good", "bad", NULL);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "good", "verdicts"), "conforms");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "bad", "verdicts"), "deviates");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "bad", "reasons"),
			"read_test.c:12: expected 1, got 0");
	ATF_CHECK_STREQ(cell_of(comparison, SECOND, "bad", "verdicts"), "conforms");
	ATF_CHECK_EQ(score(target_of(comparison, "good"), "conforming"), 2);
	ATF_CHECK_EQ(score(target_of(comparison, "bad"), "conforming"), 1);
	ATF_CHECK(score(target_of(comparison, "bad"), "binding") > 100);
	ATF_CHECK_EQ(score(target_of(comparison, "bad"), "binding"),
		     score(target_of(comparison, "good"), "binding"));
	ATF_CHECK_EQ(json_integer_value(
			     json_object_get(json_object_get(comparison, "counts"), "differences")),
		     1);
}

ATF_TC_WITHOUT_HEAD(json_is_as_its_schema_says);
ATF_TC_BODY(json_is_as_its_schema_says, tc)
{
	json_error_t error;
	json_t *schema = json_load_file(in_source(tc, "../compare/schema.json"), 0, &error);
	json_t *comparison;
	const char *violation;

	ATF_REQUIRE_MSG(schema, "schema.json:%d: %s", error.line, error.text);
	write_simple("good", NULL);
	write_simple("bad", "read_test.c:12: expected 1, got 0");
	write_simple("old", NULL);
	comparison = parse_run(run_report(tc, "compare", "--format", "json", "--previous",
					  "bad=old", "good", "bad", NULL),
			       0);
	violation = schema_violation(schema, schema, comparison);
	ATF_CHECK_MSG(!violation, "it violates \"%s\"", violation);
	json_object_set_new(json_array_get(json_object_get(comparison, "requirements"), 0),
			    "differs", json_string("yes"));
	ATF_CHECK(schema_violation(schema, schema, comparison));
}

ATF_TC_WITHOUT_HEAD(what_is_the_same_is_one_column);
ATF_TC_BODY(what_is_the_same_is_one_column, tc)
{
	json_t *comparison;

	write_simple("a", NULL);
	write_simple("b", "another thing");
	write_simple("c", NULL);
	comparison = compare(tc, "a", "b", "c");
	ATF_CHECK_EQ(length_of(comparison, "targets"), 2);
	ATF_CHECK_EQ(length_of(target_of(comparison, "a"), "labels"), 2);
	ATF_CHECK_EQ(target_index(comparison, "a"), target_index(comparison, "c"));
	comparison = compare(tc, "--no-group", "a", "c");
	ATF_CHECK_EQ(length_of(comparison, "targets"), 2);
}

/* Figures that are another each time do not make runs differ; the reason is kept whole. */
ATF_TC_WITHOUT_HEAD(times_make_no_difference);
ATF_TC_BODY(times_make_no_difference, tc)
{
	json_t *comparison;

	write_simple("a", "expected 1795280016.65, observed 12 at 0x7ffd00aa11");
	write_simple("b", "expected 1795280099.11, observed 12 at 0x7ffd00bb22");
	write_simple("c", "expected 1795280099.11, observed 13 at 0x7ffd00bb22");
	comparison = compare(tc, "a", "b", "c");
	ATF_CHECK_EQ(length_of(comparison, "targets"), 2);
	ATF_CHECK_EQ(target_index(comparison, "a"), target_index(comparison, "b"));
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "a", "reasons"),
			"expected 1795280016.65, observed 12 at 0x7ffd00aa11");
}

static void write_value(const char *folder, const char *value, const char *kernel)
{
	char output[300];

	snprintf(output, sizeof(output), "observation: " FIRST ": size = %s\nfact: kernel = %s\n",
		 value, kernel);
	write_folder(folder,
		     &(struct sample_case){.name = FIRST, .requirements = FIRST, .output = output},
		     1);
}

ATF_TC_WITHOUT_HEAD(observations_differ_facts_do_not_count);
ATF_TC_BODY(observations_differ_facts_do_not_count, tc)
{
	json_t *comparison, *seen, *fact;

	write_value("a", "4096", "6.1");
	write_value("b", "512", "6.1");
	write_value("c", "4096", "6.2");
	comparison = compare(tc, "a", "b", "c");
	ATF_CHECK_EQ(length_of(comparison, "targets"), 2);
	seen = json_array_get(json_object_get(comparison, "observations"), 0);
	ATF_CHECK(json_is_true(json_object_get(seen, "differs")));
	ATF_CHECK_STREQ(json_string_value(json_array_get(json_object_get(seen, "values"), 0)),
			"4096");
	ATF_CHECK_STREQ(json_string_value(json_array_get(json_object_get(seen, "values"), 1)),
			"512");
	fact = json_array_get(json_object_get(comparison, "facts"), 0);
	ATF_CHECK_STREQ(json_string_value(json_array_get(json_object_get(fact, "values"), 0)),
			"6.1 (1), 6.2 (1)");
}

ATF_TC_WITHOUT_HEAD(labels);
ATF_TC_BODY(labels, tc)
{
	struct run run;
	json_t *comparison;

	ATF_REQUIRE_EQ(mkdir("x", 0700), 0);
	ATF_REQUIRE_EQ(mkdir("y", 0700), 0);
	write_simple("x/linux", NULL);
	write_simple("y/linux", "another thing");
	write_simple("musl", "a third thing");
	run = run_report(tc, "compare", "--format", "json", "x/linux", "y/linux/results/",
			 "./x/linux", "linux 3=musl", NULL);
	ATF_CHECK_EQ(count_lines(run.errors), 2);
	ATF_CHECK(strstr(run.errors, "./x/linux: given twice"));
	ATF_CHECK(strstr(run.errors, "linux-2"));
	comparison = parse_run(run, 0);
	ATF_CHECK_EQ(length_of(comparison, "targets"), 3);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "linux", "verdicts"), "conforms");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "linux-2", "verdicts"), "deviates");
	ATF_CHECK_STREQ(
		json_string_value(json_object_get(target_of(comparison, "linux 3"), "anchor")),
		"linux-3..3");
}

ATF_TC_WITHOUT_HEAD(a_folder_of_folders);
ATF_TC_BODY(a_folder_of_folders, tc)
{
	json_t *comparison;

	ATF_REQUIRE_EQ(mkdir("fleet", 0700), 0);
	write_simple("fleet/a", NULL);
	write_simple("fleet/b", "another thing");
	write_file("fleet/notes.txt", "not a folder");
	comparison = compare(tc, "fleet", NULL, NULL);
	ATF_CHECK_EQ(length_of(comparison, "targets"), 2);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "b", "verdicts"), "deviates");
	comparison = compare(tc, "site=fleet", NULL, NULL);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "site/b", "verdicts"), "deviates");
}

ATF_TC_WITHOUT_HEAD(the_rest_goes_on);
ATF_TC_BODY(the_rest_goes_on, tc)
{
	struct run run;

	write_simple("good", NULL);
	write_simple("half", NULL);
	write_file("half/results/mq.db", "SQLite format 3");
	ATF_REQUIRE_EQ(mkdir("empty", 0700), 0);
	run = run_report(tc, "compare", "good", "half", "empty", "nowhere", "good/results/pipe.db",
			 NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK_EQ_MSG(count_lines(run.errors), 4, "it said: %s", run.errors);
	ATF_CHECK(strstr(run.errors, "half: half/results/mq.db: "));
	ATF_CHECK(strstr(run.errors, "empty: holds no results"));
	ATF_CHECK(strstr(run.errors, "nowhere: No such file"));
	ATF_CHECK(strstr(run.errors, "good/results/pipe.db: no folder"));
	run = run_report(tc, "compare", "empty", "nowhere", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_STREQ(run.output, "");
	ATF_CHECK_EQ(count_lines(run.errors), 2);
}

ATF_TC_WITHOUT_HEAD(mechanisms_without_results);
ATF_TC_BODY(mechanisms_without_results, tc)
{
	static const struct sample_case mq = {.program = "cases/mq/sample_test",
					      .name = "mq.send.higher_priority_first",
					      .requirements = "mq.send.higher_priority_first"};
	json_t *comparison;
	struct run run;

	write_simple("pipes", NULL);
	write_folder("queues", &mq, 1);
	run = run_report(tc, "compare", "--format", "json", "pipes", "queues", NULL);
	ATF_CHECK(strstr(run.errors, "pipes: no results of mq; not part of its score"));
	comparison = parse_run(run, 0);
	ATF_CHECK(!cell_of(comparison, FIRST, "queues", "verdicts"));
	ATF_CHECK_EQ(score(target_of(comparison, "queues"), "conforming"), 1);
	ATF_CHECK(score(target_of(comparison, "queues"), "binding") !=
		  score(target_of(comparison, "pipes"), "binding"));
	run = run_report(tc, "compare", "--mechanism", "mq", "pipes", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
}

ATF_TC_WITHOUT_HEAD(since_the_previous_run);
ATF_TC_BODY(since_the_previous_run, tc)
{
	json_t *comparison;

	write_simple("old", NULL);
	write_simple("bad", "another thing");
	write_skipped("lost");
	comparison = parse_run(
		run_report(tc, "compare", "--format", "json", "--previous", "old", "bad", NULL), 0);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "bad", "changes"), "new");
	ATF_CHECK_STREQ(cell_of(comparison, SECOND, "bad", "changes"), "none");
	comparison =
		parse_run(run_report(tc, "compare", "--format", "json", "--previous", "old=bad",
				     "--previous", "lost=old", "old", "lost", "bad", NULL),
			  0);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "old", "changes"), "fixed");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "lost", "changes"), "lost");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "bad", "changes"), "none");
}

ATF_TC_WITHOUT_HEAD(since_the_previous_comparison);
ATF_TC_BODY(since_the_previous_comparison, tc)
{
	json_t *comparison;

	write_simple("a", NULL);
	write_simple("b", "another thing");
	run_report(tc, "compare", "--format", "json", "--output", "before.json", "a", "b", NULL);
	write_simple("a", "another thing");
	comparison = parse_run(run_report(tc, "compare", "--format", "json", "--previous",
					  "before.json", "a", "b", NULL),
			       0);
	/* Both say the same now, but not both did before. */
	ATF_CHECK_EQ(length_of(comparison, "targets"), 2);
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "a", "changes"), "new");
	ATF_CHECK_STREQ(cell_of(comparison, FIRST, "b", "changes"), "none");
	write_file("before.json", "{\"targets\": 7}");
	ATF_CHECK(strstr(run_report(tc, "compare", "--previous", "before.json", "a", NULL).errors,
			 "before.json: no comparison"));
}

ATF_TC_WITHOUT_HEAD(bad_usage);
ATF_TC_BODY(bad_usage, tc)
{
	write_simple("good", NULL);
	ATF_CHECK_EQ(run_report(tc, "compare", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "compare", "--format", "pdf", "good", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "compare", "--mechanism", "pigeon", "good", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "compare", "--no-such-option", "good", NULL).status, 2);
	ATF_CHECK_EQ(run_report(tc, "compare", "--output", "/nowhere/x", "good", NULL).status, 2);
	ATF_CHECK(
		strstr(run_report(tc, "compare", NULL).errors, "see ipcts-report compare --help"));
	ATF_CHECK_EQ(run_report(tc, "compare", "--help", NULL).status, 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, a_matrix);
	ATF_TP_ADD_TC(tp, json_is_as_its_schema_says);
	ATF_TP_ADD_TC(tp, what_is_the_same_is_one_column);
	ATF_TP_ADD_TC(tp, times_make_no_difference);
	ATF_TP_ADD_TC(tp, observations_differ_facts_do_not_count);
	ATF_TP_ADD_TC(tp, labels);
	ATF_TP_ADD_TC(tp, a_folder_of_folders);
	ATF_TP_ADD_TC(tp, the_rest_goes_on);
	ATF_TP_ADD_TC(tp, mechanisms_without_results);
	ATF_TP_ADD_TC(tp, since_the_previous_run);
	ATF_TP_ADD_TC(tp, since_the_previous_comparison);
	ATF_TP_ADD_TC(tp, bad_usage);
	return atf_no_error();
}
