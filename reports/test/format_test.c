/* What each format makes of results, hostile ones included. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cases/catalogue.h"
#include "../sha256.h"
#include "run.h"
#include "schema.h"

#define ID "pipe.read.fifo_order"
#define ATTACK "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]>&lt;"

static const char *const formats[] = {"text", "json", "junit", "markdown", "html"};
#define FORMATS (sizeof(formats) / sizeof(*formats))

/* Everything a terminal, a parser or an eye could be tricked with. */
static const char hostile[] =
	ATTACK " \033[31mred\033]0;title\007 \302\233 \177 nul:\0. bell:\a \xff\xfe \xed\xa0\x80 "
	       "\xe2\x80\xae desrever \xef\xbf\xbe \xc0\xaf \xf4\x90\x80\x80 \xe2\x80\xa8\r\n"
	       "| # `code` **bold** [a](javascript:alert(1)) <b> @root http://evil.example\n";

static void write_hostile(void)
{
	sqlite3 *database = sample_create("hostile.db");

	sample_add(database, &(struct sample_case){.program = "cases/pipe/" ATTACK,
						   .name = hostile,
						   .requirements = ID,
						   .type = "failed",
						   .reason = hostile,
						   .output = hostile,
						   .output_size = sizeof(hostile),
						   .errors = hostile});
	sample_add(database, &(struct sample_case){.program = "$(reboot)",
						   .name = "`reboot`; reboot",
						   .type = "broken",
						   .reason = hostile});
	sample_add(database,
		   &(struct sample_case){.program = "not plain",
					 .name = "pipe.note",
					 .requirements = "pipe.create.returns_zero",
					 .output = "observation: " ATTACK ": " ATTACK " = " ATTACK
						   "\nfact: \033[1m" ATTACK " = " ATTACK "\n"
						   "observation: incomplete\nfact: incomplete\n"});
	sample_finish(database);
}

/* Only printable characters of well-formed UTF-8, newlines and tabs. */
static bool is_clean(const char *text)
{
	static const char *const forbidden[] = {"\xe2\x80\xae", "\xe2\x80\xa8", "\xef\xbf\xbe",
						"\302\233"};

	for (size_t i = 0; i < sizeof(forbidden) / sizeof(*forbidden); i++)
		if (strstr(text, forbidden[i]))
			return false;
	for (; *text; text++)
		if ((iscntrl((unsigned char)*text) && *text != '\n' && *text != '\t') ||
		    strchr("\xff\xfe\xed\xc0\xf4", *text))
			return false;
	return true;
}

ATF_TC_WITHOUT_HEAD(hostile_text);
ATF_TC_BODY(hostile_text, tc)
{
	static const char *const marks[FORMATS][3] = {
		{"\033"},
		{"\033"},
		{"<script", "<img"},
		{"<script", "<img", "http://evil"},
		{"<script>alert", "<img"},
	};

	write_hostile();
	for (size_t i = 0; i < FORMATS; i++) {
		struct run run = run_report(tc, "--mechanism", "pipe", "--format", formats[i],
					    "hostile.db", NULL);

		ATF_CHECK_EQ_MSG(run.status, 1, "%s: %s", formats[i], run.errors);
		ATF_CHECK_MSG(is_clean(run.output), "%s is not clean", formats[i]);
		ATF_CHECK_MSG(!strstr(run.output, "kyua debug"), "%s offers a command", formats[i]);
		ATF_CHECK(is_clean(run.errors));
		for (size_t j = 0; j < 3 && marks[i][j]; j++)
			ATF_CHECK_MSG(!strstr(run.output, marks[i][j]), "%s lets %s through",
				      formats[i], marks[i][j]);
	}
}

ATF_TC_WITHOUT_HEAD(a_file_name_on_the_terminal);
ATF_TC_BODY(a_file_name_on_the_terminal, tc)
{
	struct run run = run_report(tc, "\033[31m\xff\n.db", NULL);

	ATF_CHECK(is_clean(run.errors));
	ATF_CHECK(strstr(run.errors, "\\x1b[31m\\xff\\x0a.db: "));
}

ATF_TC_WITHOUT_HEAD(no_environment_variable);
ATF_TC_BODY(no_environment_variable, tc)
{
	write_hostile();
	for (size_t i = 0; i < FORMATS; i++) {
		struct run run = run_report(tc, "--format", formats[i], "hostile.db", NULL);

		ATF_CHECK_MSG(!strstr(run.output, "the-secret-of") && !strstr(run.output, "TOKEN"),
			      "%s leaks", formats[i]);
	}
}

/* Loads the schema of the source tree and validates the report by it. */
static void validate(const atf_tc_t *tc, json_t *report)
{
	json_error_t error;
	json_t *schema = json_load_file(in_source(tc, "../schema.json"), 0, &error), *member;
	const char *violation, *name;

	ATF_REQUIRE_MSG(schema, "schema.json:%d: %s", error.line, error.text);
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

ATF_TC_WITHOUT_HEAD(json_is_as_its_schema_says);
ATF_TC_BODY(json_is_as_its_schema_says, tc)
{
	write_hostile();
	write_file("baseline", ID " | \xff not UTF-8\nx.y | unknown | https://bugs.example\n");
	validate(tc, run_json(tc, 1, "--mechanism", "pipe", "hostile.db", NULL));
	validate(tc, run_json(tc, 2, "--baseline", "baseline", "hostile.db", NULL));
}

ATF_TC_WITHOUT_HEAD(json_has_the_whole_catalogue);
ATF_TC_BODY(json_has_the_whole_catalogue, tc)
{
	json_t *report;

	write_hostile();
	report = run_json(tc, 2, "hostile.db", NULL);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "requirements")) +
			     json_array_size(json_object_get(report, "error_conditions")),
		     CATALOGUE_SIZE);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "claims")), claim_count);
	ATF_CHECK_EQ(json_array_size(json_object_get(report, "observations")), 1);
	ATF_CHECK_EQ(json_object_size(json_object_get(report, "environment")), 1);
}

ATF_TC_WITHOUT_HEAD(junit_is_well_formed);
ATF_TC_BODY(junit_is_well_formed, tc)
{
	write_hostile();
	run_report(tc, "--format", "junit", "--output", "junit.xml", "hostile.db", NULL);
	ATF_CHECK_EQ(system("xmllint --noout junit.xml"), 0);
	ATF_CHECK_EQ(system("test $(xmllint --xpath 'count(//failure)' junit.xml) = 1"), 0);
	ATF_CHECK_EQ(system("test $(xmllint --xpath 'count(//testcase)' junit.xml) = "
			    "$(xmllint --xpath 'sum(//testsuite/@tests)' junit.xml)"),
		     0);
}

ATF_TC_WITHOUT_HEAD(markdown_stays_short);
ATF_TC_BODY(markdown_stays_short, tc)
{
	sqlite3 *database = sample_create("long.db");
	char *reason = malloc(100001);
	struct run run;

	memset(reason, '<', 100000);
	reason[100000] = '\0';
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		sample_add(database, &(struct sample_case){.name = reason,
							   .program = catalogue[i].id,
							   .requirements = catalogue[i].id,
							   .type = i % 3 ? "failed" : "broken",
							   .reason = reason});
	sample_finish(database);
	run = run_report(tc, "--format", "markdown", "long.db", NULL);
	ATF_CHECK_EQ(run.status, 1);
	ATF_CHECK_MSG(strlen(run.output) < 60000, "%zu bytes", strlen(run.output));
	ATF_CHECK(strstr(run.output, " more, see the complete report"));
}

/* The hash that the page's policy names after the directive. */
static const char *policy_hash(const char *page, const char *directive)
{
	const char *at = strstr(page, directive);

	ATF_REQUIRE(at);
	return at + strlen(directive) + strlen(" 'sha256-");
}

static void check_hash(const char *page, const char *directive, const char *tag)
{
	char open[20], end[20], digest[SHA256_BASE64_SIZE];
	const char *first, *last;

	snprintf(open, sizeof(open), "<%s>", tag);
	snprintf(end, sizeof(end), "</%s>", tag);
	first = strstr(page, open);
	ATF_REQUIRE(first);
	first += strlen(open);
	last = strstr(first, end);
	ATF_REQUIRE(last);
	sha256_base64(first, (size_t)(last - first), digest);
	ATF_CHECK(strncmp(policy_hash(page, directive), digest, strlen(digest)) == 0);
	ATF_CHECK_MSG(!strstr(last, open), "a second %s", open);
}

ATF_TC_WITHOUT_HEAD(html_has_a_policy_that_fits);
ATF_TC_BODY(html_has_a_policy_that_fits, tc)
{
	char digest[SHA256_BASE64_SIZE];
	struct run run;

	sha256_base64("abc", 3, digest);
	ATF_CHECK_STREQ(digest, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	write_hostile();
	run = run_report(tc, "--format", "html", "hostile.db", NULL);
	ATF_CHECK(strstr(run.output, "default-src 'none'"));
	check_hash(run.output, "style-src", "style");
	check_hash(run.output, "script-src", "script");
}

ATF_TC_WITHOUT_HEAD(html_needs_nothing_else);
ATF_TC_BODY(html_needs_nothing_else, tc)
{
	static const char *const loaders[] = {" src=", "<link",	  "@import",
					      "url(",  " style=", " onclick="};
	char mark[200];
	struct run run;

	write_sample("a.db", &(struct sample_case){.name = ID, .requirements = ID});
	run = run_report(tc, "--format", "html", "a.db", NULL);
	for (size_t i = 0; i < sizeof(loaders) / sizeof(*loaders); i++)
		ATF_CHECK_MSG(!strstr(run.output, loaders[i]), "the page has %s", loaders[i]);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		snprintf(mark, sizeof(mark), "<tr id=\"%s\"", catalogue[i].id);
		ATF_CHECK_MSG(strstr(run.output, mark), "no permalink of %s", catalogue[i].id);
	}
}

ATF_TC_WITHOUT_HEAD(a_long_output_is_cut);
ATF_TC_BODY(a_long_output_is_cut, tc)
{
	static char output[20 << 20];
	size_t size = 1 << 20;
	json_t *cases;
	const char *shown;

	memset(output, 'x', sizeof(output));
	memcpy(output + size - 7, "\nfact: a = b\nthe end", 20);
	for (int i = 0; i < 2; i++) {
		write_sample("a.db",
			     &(struct sample_case){.name = ID,
						   .requirements = ID,
						   .output = output,
						   .output_size = i ? sizeof(output) : size + 13});
		cases = json_object_get(
			entry_of(run_json(tc, 0, "--mechanism", "pipe", "a.db", NULL), ID),
			"cases");
		shown = json_string_value(json_object_get(json_array_get(cases, 0), "output"));
		ATF_CHECK(strlen(shown) < 70000);
		ATF_CHECK(strstr(shown, i ? "20971520 bytes" : "\nthe end"));
	}
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, hostile_text);
	ATF_TP_ADD_TC(tp, a_file_name_on_the_terminal);
	ATF_TP_ADD_TC(tp, no_environment_variable);
	ATF_TP_ADD_TC(tp, json_is_as_its_schema_says);
	ATF_TP_ADD_TC(tp, json_has_the_whole_catalogue);
	ATF_TP_ADD_TC(tp, junit_is_well_formed);
	ATF_TP_ADD_TC(tp, markdown_stays_short);
	ATF_TP_ADD_TC(tp, html_has_a_policy_that_fits);
	ATF_TP_ADD_TC(tp, html_needs_nothing_else);
	ATF_TP_ADD_TC(tp, a_long_output_is_cut);
	return atf_no_error();
}
