/* What a column says that stands for several runs, and what is said of many columns. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"

#define SAID "mechanism\tpipe\nrequirement\t" FIRST "\tconforms\t\n"

static json_t *compare(const atf_tc_t *tc, const char *a, const char *b, const char *c)
{
	return parse_run(run_report(tc, "compare", "--format", "json", a, b, c, NULL), 0);
}

static const char *value_of(json_t *comparison, const char *list, size_t index)
{
	json_t *property = json_array_get(json_object_get(comparison, list), index);

	return json_string_value(json_array_get(json_object_get(property, "values"), 0));
}

static double seconds_of(json_t *comparison, const char *id)
{
	return json_number_value(
		json_array_get(json_object_get(row_of(comparison, id), "durations"), 0));
}

ATF_TC_WITHOUT_HEAD(mean_durations);
ATF_TC_BODY(mean_durations, tc)
{
	static const char results[] = SAID "case\tfault/x:y\tconforms\t\n";
	json_t *comparison;

	write_said("a", "duration\t" FIRST "\t1.000\nduration\tfault/x:y\t4.000\n", results);
	write_said("b", "duration\t" FIRST "\t3.000\nduration\tfault/x:y\t5.000\n", results);
	comparison = compare(tc, "a", "b", NULL);
	ATF_CHECK_EQ(length_of(comparison, "targets"), 1);
	ATF_CHECK(fabs(seconds_of(comparison, FIRST) - 2) < 0.001);
	ATF_CHECK(fabs(seconds_of(comparison, "fault/x:y") - 4.5) < 0.001);
}

/* Three values of a fact are told apart, the others are counted; all may not have it. */
ATF_TC_WITHOUT_HEAD(facts);
ATF_TC_BODY(facts, tc)
{
	static const char *const runs[] = {
		"fact\tkernel\t1\nfact\tlibc\tglibc\n", "fact\tlibc\tglibc\nfact\tkernel\t1\n",
		"fact\tkernel\t2\nfact\tlibc\tglibc\n", "fact\tkernel\t3\nfact\tlibc\tglibc\n",
		"fact\tkernel\t4\nfact\tlibc\tglibc\n", "fact\tkernel\t5\nfact\tlibc\tglibc\n",
	};
	json_t *comparison;
	char name[20];

	mkdir("fleet", 0700);
	for (size_t i = 0; i < sizeof(runs) / sizeof(*runs); i++) {
		snprintf(name, sizeof(name), "fleet/%zu", i);
		write_said(name, runs[i], SAID);
	}
	comparison = compare(tc, "fleet", NULL, NULL);
	ATF_CHECK_EQ(length_of(comparison, "targets"), 1);
	ATF_CHECK_EQ(length_of(comparison, "facts"), 2);
	ATF_CHECK_STREQ(value_of(comparison, "facts", 0), "1 (2), 2 (1), 3 (1), others (2)");
	ATF_CHECK_STREQ(value_of(comparison, "facts", 1), "glibc");
	ATF_CHECK(strstr(run_report(tc, "compare", "fleet", NULL).output, "\n0 and 5 more  "));
}

/* In whatever order the summary has them. */
ATF_TC_WITHOUT_HEAD(whole_reasons);
ATF_TC_BODY(whole_reasons, tc)
{
	json_t *comparison;

	write_said("a", "reason\t" SECOND "\tat 1795280016\nreason\t" THIRD "\tat 1795280017\n",
		   "mechanism\tpipe\nrequirement\t" SECOND "\tdeviates\tat #\nrequirement\t" THIRD
		   "\tdeviates\tat #\n");
	comparison = compare(tc, "a", NULL, NULL);
	ATF_CHECK_STREQ(cell_of(comparison, SECOND, "a", "reasons"), "at 1795280016");
	ATF_CHECK_STREQ(cell_of(comparison, THIRD, "a", "reasons"), "at 1795280017");
}

static const char *seen_by(json_t *comparison, size_t index)
{
	json_t *seen = json_array_get(json_object_get(comparison, "observations"), index);

	return json_string_value(json_object_get(seen, "requirement"));
}

ATF_TC_WITHOUT_HEAD(observations);
ATF_TC_BODY(observations, tc)
{
	json_t *comparison;

	write_said("a", "",
		   SAID "mechanism\tmq\nobservation\t" THIRD "\tkey\tx\nobservation\t" SECOND
			"\tkey\t1\nobservation\t" SECOND "\tkey\t2\n");
	comparison = compare(tc, "a", NULL, NULL);
	ATF_CHECK_EQ(length_of(comparison, "observations"), 2);
	ATF_CHECK_STREQ(seen_by(comparison, 0), SECOND);
	ATF_CHECK_STREQ(value_of(comparison, "observations", 0), "1 / 2");
	ATF_CHECK_STREQ(seen_by(comparison, 1), THIRD);
	comparison = compare(tc, "--mechanism", "mq", "a");
	ATF_CHECK_EQ(length_of(comparison, "observations"), 0);
}

ATF_TC_WITHOUT_HEAD(a_case_is_one_row);
ATF_TC_BODY(a_case_is_one_row, tc)
{
	json_t *comparison;

	write_said("a", "", "case\tfault/x:y\tconforms\t\ncase\tfault/x:z\tconforms\t\n");
	write_said("b", "", "case\tfault/x:y\tdeviates\t\n");
	comparison = compare(tc, "a", "b", NULL);
	ATF_CHECK_EQ(length_of(comparison, "requirements"), 2);
	ATF_CHECK_STREQ(cell_of(comparison, "fault/x:y", "b", "verdicts"), "deviates");
	ATF_CHECK_STREQ(cell_of(comparison, "fault/x:z", "b", "verdicts"), "not_tested");
}

static void write_seen(const char *folder, unsigned value)
{
	char results[300];

	snprintf(results, sizeof(results), SAID "observation\t" FIRST "\tsize\t%u\n", value);
	write_said(folder, "", results);
}

/* Six labels and eight values are named, and each value once. */
ATF_TC_WITHOUT_HEAD(many_columns);
ATF_TC_BODY(many_columns, tc)
{
	char name[20], *text;

	mkdir("alike", 0700);
	mkdir("unlike", 0700);
	for (unsigned i = 0; i < 9; i++) {
		snprintf(name, sizeof(name), "alike/%u", i);
		write_seen(name, i == 8);
		snprintf(name, sizeof(name), "unlike/%u", i);
		write_seen(name, i);
	}
	text = run_report(tc, "compare", "--no-group", "alike", NULL).output;
	ATF_CHECK(strstr(text, FIRST ": size\n    0: 0, 1, 2, 3, 4, 5 and 2 more; 1: 8\n"));
	text = run_report(tc, "compare", "unlike", NULL).output;
	ATF_CHECK(strstr(text,
			 "    0: 0; 1: 1; 2: 2; 3: 3; 4: 4; 5: 5; 6: 6; 7: 7; and other values\n"));
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, mean_durations);
	ATF_TP_ADD_TC(tp, facts);
	ATF_TP_ADD_TC(tp, whole_reasons);
	ATF_TP_ADD_TC(tp, observations);
	ATF_TP_ADD_TC(tp, a_case_is_one_row);
	ATF_TP_ADD_TC(tp, many_columns);
	return atf_no_error();
}
