/* The comparison in its other formats. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cases/catalogue.h"
#include "folder.h"

#define MOST_MARKDOWN 60000

static char *output_of(const atf_tc_t *tc, const char *format, const char *option)
{
	const char *first = option ? option : "good";
	struct run run = run_report(tc, "compare", "--format", format, first,
				    option ? "good" : "bad", option ? "bad" : NULL, NULL);

	ATF_CHECK_EQ_MSG(run.status, 0, "%s: %s", format, run.errors);
	return run.output;
}

static void write_two(void)
{
	write_simple("good", NULL);
	write_simple("bad", "a|b <c> \033[1m `d`");
}

ATF_TC_WITHOUT_HEAD(text);
ATF_TC_BODY(text, tc)
{
	char *text;

	write_two();
	text = output_of(tc, "text", NULL);
	ATF_CHECK(strstr(text, "2 targets; 1 of "));
	ATF_CHECK(strstr(text, "  2 of "));
	ATF_CHECK(strstr(text, FIRST "\n    deviates: bad; conforms: good\n"));
	ATF_CHECK(strstr(text, "    bad: a|b <c> \\x1b[1m `d`\n"));
	ATF_CHECK(!strstr(text, SECOND));
}

ATF_TC_WITHOUT_HEAD(markdown);
ATF_TC_BODY(markdown, tc)
{
	char *text;

	write_two();
	text = output_of(tc, "markdown", NULL);
	ATF_CHECK(strstr(text, "| pipe\\.read\\.fifo\\_order | conforms | **deviates** |\n"));
	ATF_CHECK(strstr(text, "a\\|b &#60;c&#62; \\\\x1b\\[1m \\`d\\`"));
}

/* Each requirement has a case, and all of them fail for that reason, if there is one. */
static void write_all(const char *folder, const char *path, const char *reason)
{
	sqlite3 *database;

	write_simple(folder, NULL);
	database = sample_create(path);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		sample_add(database, &(struct sample_case){.name = catalogue[i].id,
							   .requirements = catalogue[i].id,
							   .type = reason ? "failed" : "passed",
							   .reason = reason});
	sample_finish(database);
}

ATF_TC_WITHOUT_HEAD(markdown_is_cut);
ATF_TC_BODY(markdown_is_cut, tc)
{
	char reason[1000];
	char *text;

	memset(reason, '|', sizeof(reason) - 1);
	reason[sizeof(reason) - 1] = '\0';
	write_all("good", "good/results/pipe.db", NULL);
	write_all("bad", "bad/results/pipe.db", reason);
	text = output_of(tc, "markdown", NULL);
	ATF_CHECK_MSG(strlen(text) > 20000 && strlen(text) < MOST_MARKDOWN, "%zu bytes",
		      strlen(text));
	ATF_CHECK(strstr(text, "more, see the complete report"));
}

ATF_TC_WITHOUT_HEAD(csv);
ATF_TC_BODY(csv, tc)
{
	char *text;

	write_simple("good", NULL);
	write_simple("bad", "wrong");
	text = run_report(tc, "compare", "--format", "csv", "good", "@x=bad", NULL).output;
	ATF_CHECK(strstr(text, "\"id\",\"mechanism\",\"function\",\"level\",\"differs\",") == text);
	ATF_CHECK(strstr(text, "\"'@x\"\r\n"));
	ATF_CHECK(strstr(text, "\"" FIRST "\",\"pipe\",\"read()\",\"shall\",\"yes\","));
	free(text);
	text = run_report(tc, "compare", "--format", "csv", "a\"b=good", NULL).output;
	ATF_CHECK(strstr(text, ",\"a\"\"b\"\r\n"));
}

ATF_TC_WITHOUT_HEAD(only_differences);
ATF_TC_BODY(only_differences, tc)
{
	static const char *const formats[] = {"json", "csv"};

	write_two();
	for (size_t i = 0; i < 2; i++) {
		ATF_CHECK(strstr(output_of(tc, formats[i], NULL), SECOND));
		ATF_CHECK(strstr(output_of(tc, formats[i], "--only-differences"), FIRST));
		ATF_CHECK(!strstr(output_of(tc, formats[i], "--only-differences"), SECOND));
	}
}

ATF_TC_WITHOUT_HEAD(several_at_once);
ATF_TC_BODY(several_at_once, tc)
{
	struct run run;
	size_t size;

	write_two();
	run = run_report(tc, "compare", "--format", "csv", "--output", "o.csv", "--format", "json",
			 "--output", "o.json", "--format", "text", "good", "bad", NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK(strstr(run.output, "2 targets"));
	ATF_CHECK(*read_whole("o.csv", &size) == '"');
	ATF_CHECK(*read_whole("o.json", &size) == '{');
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, text);
	ATF_TP_ADD_TC(tp, markdown);
	ATF_TP_ADD_TC(tp, markdown_is_cut);
	ATF_TP_ADD_TC(tp, csv);
	ATF_TP_ADD_TC(tp, only_differences);
	ATF_TP_ADD_TC(tp, several_at_once);
	return atf_no_error();
}
