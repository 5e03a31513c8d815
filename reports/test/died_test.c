/* Cases that ended their target: SHARD.died. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

static void write_died(const char *text)
{
	write_simple("a", NULL);
	write_file("a/results/pipe.died", text);
}

ATF_TC_WITHOUT_HEAD(is_broken);
ATF_TC_BODY(is_broken, tc)
{
	json_t *report, *entry;

	write_died("cases/pipe/limit_test:pipe.limit.macro_omitted_if_variable@x\tthe kernel "
		   "panicked\ncases/pipe/x_test:no.requirement\tit\033[1m died\n");
	report = run_json(tc, 1, "--mechanism", "pipe", "a/results", NULL);
	entry = entry_of(report, "pipe.limit.macro_omitted_if_variable");
	ATF_CHECK_STREQ(json_string_value(json_object_get(entry, "verdict")), "broken");
	ATF_CHECK_STREQ(json_string_value(json_object_get(entry, "reason")), "the kernel panicked");
	ATF_CHECK_STREQ(verdict_of(report, FIRST), "conforms");
	ATF_CHECK_EQ(length_of(report, "other_cases"), 1);
	ATF_CHECK_STREQ(
		json_string_value(json_object_get(
			json_array_get(json_object_get(report, "other_cases"), 0), "reason")),
		"it\\x1b[1m died");
	report = parse_run(run_report(tc, "compare", "--format", "json", "a", NULL), 0);
	ATF_CHECK_STREQ(cell_of(report, "pipe.limit.macro_omitted_if_variable", "a", "verdicts"),
			"broken");
	ATF_CHECK_STREQ(cell_of(report, "cases/pipe/x_test:no.requirement", "a", "reasons"),
			"it\\x1b[1m died");
}

/* Alone, it is still a result of its mechanism. */
ATF_TC_WITHOUT_HEAD(nothing_else_is_left);
ATF_TC_BODY(nothing_else_is_left, tc)
{
	struct run run;

	write_died("cases/pipe/read_test:" FIRST "\tkilled\n");
	ATF_REQUIRE_EQ(unlink("a/results/pipe.db"), 0);
	run = run_report(tc, "--mechanism", "pipe", "a/results", NULL);
	ATF_CHECK_EQ(run.status, 1);
	ATF_CHECK_STREQ(run.errors, "");
}

static void expect_refused(const atf_tc_t *tc, const char *complaint)
{
	struct run run = run_report(tc, "--mechanism", "pipe", "a/results", NULL);

	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ_MSG(count_lines(run.errors), 1, "it said: %s", run.errors);
	ATF_CHECK_MSG(strstr(run.errors, complaint), "it said: %s", run.errors);
	ATF_CHECK(!strstr(run.output, "Broken"));
}

ATF_TC_WITHOUT_HEAD(wrong_content);
ATF_TC_BODY(wrong_content, tc)
{
	static const char *const texts[] = {
		"cases/pipe/t:pipe.c\tit died\nno tab\n",
		"no colon\tit died\n",
		":x\tit died\n",
		"cases/pipe/t:\tit died\n",
		"\n",
		"a\tb:c\n",
	};
	char *many = NULL;
	size_t size;
	FILE *file;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		write_died(texts[i]);
		expect_refused(tc, "pipe.died: a line of it is not PROGRAM:CASE");
	}
	write_died("");
	expect_refused(tc, "names no case");
	file = open_memstream(&many, &size);
	for (int i = 0; i < 60000; i++)
		fprintf(file, "cases/pipe/t:c%d\tdied\n", i);
	fclose(file);
	write_died(many);
	expect_refused(tc, "too long");
	many[50000] = '\0';
	write_died(many);
	expect_refused(tc, "a line of it");
	free(many);
	ATF_REQUIRE_EQ(unlink("a/results/pipe.died"), 0);
	ATF_REQUIRE_EQ(mkfifo("a/results/pipe.died", 0600), 0);
	expect_refused(tc, "not a file");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, is_broken);
	ATF_TP_ADD_TC(tp, nothing_else_is_left);
	ATF_TP_ADD_TC(tp, wrong_content);
	return atf_no_error();
}
