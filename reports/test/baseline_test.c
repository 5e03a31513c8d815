/* The baseline file. */
#include <stdio.h>
#include <string.h>

#include "../../atf/baseline.h"
#include "run.h"

static char error[500];

static void expect_error(const char *text, const char *complaint)
{
	write_file("baseline", text);
	ATF_CHECK(!baseline_read("baseline", error, sizeof(error)));
	ATF_CHECK_MSG(strstr(error, complaint) == error, "it said: %s", error);
	ATF_CHECK(!strchr(error, '\n'));
}

ATF_TC_WITHOUT_HEAD(entries);
ATF_TC_BODY(entries, tc)
{
	struct baseline *baseline;
	const struct baseline_entry *all;
	size_t count;

	(void)tc;
	write_file("baseline", "# known on this target\n"
			       "\n"
			       "  pipe.a |  a reason with | https://bugs.example/1\r\n"
			       "\tpipe.b@fifo\t| another\treason\n"
			       "   # indented\n"
			       "pipe.c|short|");
	baseline = baseline_read("baseline", error, sizeof(error));
	ATF_REQUIRE_MSG(baseline, "%s", error);
	all = baseline_entries(baseline, &count);
	ATF_REQUIRE_EQ(count, 3);
	ATF_CHECK_STREQ(all[0].id, "pipe.a");
	ATF_CHECK_STREQ(all[0].reason, "a reason with");
	ATF_CHECK_STREQ(all[0].link, "https://bugs.example/1");
	ATF_CHECK_STREQ(all[1].reason, "another\treason");
	ATF_CHECK_STREQ(all[1].link, "");
	ATF_CHECK_EQ(baseline_find(baseline, "pipe.b@fifo"), &all[1]);
	ATF_CHECK_EQ(baseline_find(baseline, "pipe.c"), &all[2]);
	ATF_CHECK(!baseline_find(baseline, "pipe.b"));
	baseline_free(baseline);
}

ATF_TC_WITHOUT_HEAD(nothing);
ATF_TC_BODY(nothing, tc)
{
	struct baseline *baseline;
	size_t count = 1;

	(void)tc;
	write_file("baseline", "");
	baseline = baseline_read("baseline", error, sizeof(error));
	ATF_REQUIRE(baseline);
	baseline_entries(baseline, &count);
	ATF_CHECK_EQ(count, 0);
	baseline_free(baseline);
	ATF_CHECK(!baseline_find(NULL, "pipe.a"));
	ATF_CHECK(!baseline_entries(NULL, &count));
	baseline_free(NULL);
}

ATF_TC_WITHOUT_HEAD(mistakes);
ATF_TC_BODY(mistakes, tc)
{
	FILE *file;

	(void)tc;
	expect_error("pipe.a\n", "baseline:1: pipe.a has no reason");
	expect_error("\npipe.a |  \n", "baseline:2: pipe.a has no reason");
	expect_error("pipe.a | x\npipe.b | x\npipe.a | y\n", "baseline:3: pipe.a is listed twice");
	expect_error("| reason\n", "baseline:1: the id is missing");
	expect_error("pipe.a pipe.b | reason\n", "baseline:1: an id has no spaces");
	expect_error("pipe.a | reason | link | more\n", "baseline:1: pipe.a has more than three");
	expect_error("pipe.a | reason | two links\n", "baseline:1: the link of pipe.a has spaces");
	expect_error("pipe.a | \033[31m\n", "baseline:1: the line holds a control character");
	file = fopen("nul", "w");
	ATF_REQUIRE(file && fwrite("pipe.a\0 | x\n", 1, 12, file) == 12 && fclose(file) == 0);
	ATF_CHECK(!baseline_read("nul", error, sizeof(error)));
	ATF_CHECK_STREQ(error, "nul:1: the line holds a NUL character");
	ATF_CHECK(!baseline_read("nowhere", error, sizeof(error)));
	ATF_CHECK_STREQ(error, "nowhere: No such file or directory");
	ATF_CHECK(!baseline_read(".", error, sizeof(error)));
	ATF_CHECK_STREQ(error, ".: Is a directory");
	ATF_CHECK(!baseline_read("nowhere", error, 5));
	ATF_CHECK_STREQ(error, "nowh");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, entries);
	ATF_TP_ADD_TC(tp, nothing);
	ATF_TP_ADD_TC(tp, mistakes);
	return atf_no_error();
}
