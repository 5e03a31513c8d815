/* What each format says of an exploration, a hostile one included. */
#include <atf-c.h>
#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../../reports/test/schema.h"
#include "report_sample.h"

#define SEND "1:1:posix/ipc/mq/send:3=EINTR"
#define ATTACK "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]>&lt;"
#define HOSTILE ATTACK " \033[31m\033]0;title\007 \177 \xff\xfe \xe2\x80\xae \xef\xbf\xbe\r"

static const char *const formats[] = {"text", "json", "junit", "html"};
enum { FORMATS = sizeof(formats) / sizeof(*formats) };

static void add(struct sample *sample, const char *id, enum outcome outcome, const char *summary,
		const char *evidence)
{
	struct finding run = sample_run(id, outcome, summary, evidence);

	sample_add(sample, &run);
}

static json_t *parse(struct sample *sample)
{
	char *text = sample_render(sample, "json");
	json_error_t error;
	json_t *report = json_loads(text, 0, &error);

	ATF_REQUIRE_MSG(report, "not JSON, line %d: %s", error.line, error.text);
	free(text);
	return report;
}

static const char *text_of(json_t *object, const char *member)
{
	const char *text = json_string_value(json_object_get(object, member));

	ATF_REQUIRE_MSG(text, "no text %s", member);
	return text;
}

static json_int_t number_of(json_t *object, const char *member)
{
	return json_integer_value(json_object_get(object, member));
}

static void validate(const atf_tc_t *tc, json_t *report)
{
	char path[4096];
	json_error_t error;
	json_t *schema, *member;
	const char *violation, *name;

	snprintf(path, sizeof(path), "%s/../report_schema.json",
		 atf_tc_get_config_var(tc, "srcdir"));
	schema = json_load_file(path, 0, &error);
	ATF_REQUIRE_MSG(schema, "report_schema.json:%d: %s", error.line, error.text);
	json_object_foreach(report, name, member)
	{
		json_t *own = json_object_get(json_object_get(schema, "properties"), name);

		violation = schema_violation(schema, own, member);
		ATF_CHECK_MSG(!violation, "%s violates: %s", name, violation);
	}
	violation = schema_violation(schema, schema, report);
	ATF_CHECK_MSG(!violation, "the report violates: %s", violation);
	json_object_set_new(report, "surprise", json_null());
	ATF_CHECK(schema_violation(schema, schema, report));
}

ATF_TC_WITHOUT_HEAD(json_says_it_all);
ATF_TC_BODY(json_says_it_all, tc)
{
	struct sample sample;
	json_t *report, *findings, *first, *summary;

	sample_usual(&sample);
	report = parse(&sample);
	summary = json_object_get(report, "summary");
	ATF_CHECK_EQ(number_of(summary, "exit_status"), 1);
	ATF_CHECK_EQ(number_of(summary, "done"), 7);
	ATF_CHECK_EQ(number_of(summary, "new_findings"), 2);
	ATF_CHECK_EQ(number_of(json_object_get(summary, "outcomes"), "leak"), 2);
	ATF_CHECK_STREQ(text_of(summary, "state"), "complete");
	findings = json_object_get(report, "findings");
	ATF_REQUIRE_EQ(json_array_size(findings), 3);
	first = json_array_get(findings, 0);
	ATF_CHECK_STREQ(text_of(first, "outcome"), "crash");
	ATF_CHECK_STREQ(text_of(first, "point"), "posix/ipc/mq/unlink");
	ATF_CHECK_STREQ(text_of(first, "evidence"), "#0 main\n#1 start\n");
	ATF_CHECK_STREQ(text_of(json_array_get(findings, 1), "outcome"), "hang");
	ATF_CHECK(json_is_false(json_object_get(json_array_get(findings, 1), "new")));
	ATF_CHECK_EQ(number_of(json_array_get(findings, 2), "runs"), 2);
	ATF_CHECK_STREQ(text_of(json_array_get(findings, 2), "id"),
			"leak:1:1:posix/ipc/mq/send=EINTR");
	ATF_CHECK(strstr(text_of(json_array_get(findings, 2), "replay"), "--replay '" SEND "'"));
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "runs")), 7);
	ATF_CHECK_STREQ(text_of(json_array_get(json_object_get(report, "runs"), 1), "id"), SEND);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "matrix")), 5);
	ATF_CHECK_STREQ(
		text_of(json_array_get(
				json_object_get(json_object_get(report, "baseline"), "fixed"), 0),
			"reason"),
		"gone");
	validate(tc, report);
	json_decref(report);
	sample_free(&sample);
}

ATF_TC_WITHOUT_HEAD(text_is_grouped);
ATF_TC_BODY(text_is_grouped, tc)
{
	static const char *const in_order[] = {
		"3 findings, 2 of them new",
		"./mailbox",
		"   2  leak",
		"   7  in all, of 7 planned",
		"crash: ",
		"  posix/ipc/mq/unlink",
		"EACCES: killed by SIGSEGV",
		"| #0 main",
		"| #1 start",
		"replay  fault-explore --replay '1:1:posix/ipc/mq/send:5=EINTR,1:1:posix/ipc/mq/"
		"unlink:1=EACCES'",
		"hang: ",
		"[known]",
		"leak: ",
		"  posix/ipc/mq/send",
		"EINTR: leaves /mailbox behind (2 runs)",
		"id      leak:1:1:posix/ipc/mq/send=EINTR",
		"replay  fault-explore --replay '" SEND "'",
		"Fixed",
		"crash:1:1:posix/ipc/mq/open=ENOMEM",
	};
	struct sample sample;
	char *text;
	const char *at;

	sample_usual(&sample);
	text = sample_render(&sample, "text");
	at = text;
	for (size_t i = 0; i < sizeof(in_order) / sizeof(*in_order); i++) {
		const char *found = strstr(at, in_order[i]);

		ATF_REQUIRE_MSG(found, "\"%s\" is not in its place in:\n%s", in_order[i], text);
		at = found + strlen(in_order[i]);
	}
	ATF_CHECK(!strstr(text, "\033"));
	free(text);
	sample_free(&sample);
}

static size_t count(const char *text, const char *what)
{
	size_t found = 0;

	for (; (text = strstr(text, what)); text++)
		found++;
	return found;
}

ATF_TC_WITHOUT_HEAD(one_heading_for_each_group);
ATF_TC_BODY(one_heading_for_each_group, tc)
{
	struct sample sample;
	char *text;

	sample_begin(&sample, NULL, false, NULL);
	add(&sample, SEND, OUTCOME_LEAK, "", "");
	add(&sample, "1:1:posix/ipc/mq/send:3=EAGAIN", OUTCOME_LEAK, "", "");
	add(&sample, "1:1:posix/ipc/mq/open:1=EMFILE", OUTCOME_LEAK, "", "");
	add(&sample, "1:1:posix/ipc/mq/send:2=EIO", OUTCOME_CRASH, "", "");
	sample_end(&sample);
	text = sample_render(&sample, "text");
	ATF_CHECK_EQ(count(text, "\nleak: "), 1);
	ATF_CHECK_EQ(count(text, "\ncrash: "), 1);
	ATF_CHECK_EQ(count(text, "\n  posix/ipc/mq/send\n"), 2);
	ATF_CHECK_EQ(count(text, "\n  posix/ipc/mq/open\n"), 1);
	free(text);
	text = sample_render(&sample, "html");
	ATF_CHECK_EQ(count(text, "<h2 class=\"leak\">"), 1);
	ATF_CHECK_EQ(count(text, "<h3><code>posix/ipc/mq/send</code></h3>"), 2);
	ATF_CHECK_EQ(count(text, "<ul class=\"items\">"), 3);
	free(text);
	sample_free(&sample);
}

/* Only printable characters of well-formed UTF-8, newlines and tabs. */
static bool is_clean(const char *text)
{
	if (strstr(text, "\xe2\x80\xae") || strstr(text, "\xef\xbf\xbe"))
		return false;
	for (; *text; text++)
		if ((iscntrl((unsigned char)*text) && *text != '\n' && *text != '\t') ||
		    strchr("\xff\xfe", *text))
			return false;
	return true;
}

ATF_TC_WITHOUT_HEAD(hostile_text);
ATF_TC_BODY(hostile_text, tc)
{
	static const char *const marks[FORMATS] = {"\033", "\033", "<script", "<script"};
	struct sample sample;

	sample_begin(&sample, NULL, false, NULL);
	sample.exploration.command = (char *)HOSTILE;
	sample.exploration.oracle = (char *)HOSTILE;
	sample.exploration.notes = (char *)HOSTILE "\n" HOSTILE "\n";
	for (enum outcome i = 0; i < OUTCOMES; i++)
		add(&sample, "1:1:" ATTACK ":3=EINTR", i, HOSTILE, HOSTILE "\n" HOSTILE "\n");
	for (size_t i = 0; i < (size_t)sample.exploration.finding_count; i++) {
		free(sample.exploration.findings[i]->replay);
		sample.exploration.findings[i]->replay = strdup(HOSTILE);
	}
	sample_end(&sample);
	for (size_t i = 0; i < FORMATS; i++) {
		char *text = sample_render(&sample, formats[i]);

		ATF_CHECK_MSG(is_clean(text), "%s is not clean", formats[i]);
		ATF_CHECK_MSG(!strstr(text, marks[i]), "%s lets %s through", formats[i], marks[i]);
		ATF_CHECK_MSG(strcmp(formats[i], "text") == 0 || strcmp(formats[i], "json") == 0 ||
				      !strstr(text, "<img"),
			      "%s has an image", formats[i]);
		free(text);
	}
	validate(tc, parse(&sample));
	ATF_REQUIRE_EQ(report_write(&sample.report, report_format("junit"), "junit.xml"), 0);
	if (system("command -v xmllint >/dev/null") == 0) {
		ATF_CHECK_EQ(system("xmllint --noout junit.xml"), 0);
	}
	sample_free(&sample);
}

/* A report of an exploration that was interrupted says so, and how to go on. */
ATF_TC_WITHOUT_HEAD(interrupted);
ATF_TC_BODY(interrupted, tc)
{
	struct sample sample;

	sample_begin(&sample, NULL, false, NULL);
	add(&sample, SEND, OUTCOME_HANDLED, "", "");
	sample.exploration.planned = 100;
	sample.exploration.is_interrupted = true;
	sample_end(&sample);
	for (size_t i = 0; i < FORMATS; i++) {
		char *text = sample_render(&sample, formats[i]);

		ATF_CHECK_MSG(strstr(text, "1 of 100 planned runs were made; --resume goes on"),
			      "%s does not say it", formats[i]);
		free(text);
	}
	validate(tc, parse(&sample));
	sample_free(&sample);
}

/* The second session's report is that of both. */
ATF_TC_WITHOUT_HEAD(resumed);
ATF_TC_BODY(resumed, tc)
{
	struct sample sample;
	json_t *report;

	sample_begin(&sample, "journal", false, NULL);
	add(&sample, SEND, OUTCOME_LEAK, "first", "");
	sample_end(&sample);
	sample_free(&sample);
	sample_begin(&sample, "journal", true, NULL);
	add(&sample, SEND, OUTCOME_HANDLED, "never made", "");
	add(&sample, "1:1:posix/ipc/mq/send:3=EAGAIN", OUTCOME_HANDLED, "second", "");
	sample_end(&sample);
	report = parse(&sample);
	ATF_CHECK_EQ(number_of(json_object_get(report, "summary"), "resumed"), 1);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "runs")), 2);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "matrix")), 2);
	ATF_CHECK_STREQ(text_of(json_array_get(json_object_get(report, "findings"), 0), "summary"),
			"first");
	sample_free(&sample);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, json_says_it_all);
	ATF_TP_ADD_TC(tp, text_is_grouped);
	ATF_TP_ADD_TC(tp, one_heading_for_each_group);
	ATF_TP_ADD_TC(tp, hostile_text);
	ATF_TP_ADD_TC(tp, interrupted);
	ATF_TP_ADD_TC(tp, resumed);
	return atf_no_error();
}
