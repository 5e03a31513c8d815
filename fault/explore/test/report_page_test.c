/* The formats for other programs and for browsers, and where a report goes. */
#include <atf-c.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../../../reports/sha256.h"
#include "report_sample.h"

#define SEND "1:1:posix/ipc/mq/send:3=EINTR"

static const char *const formats[] = {"text", "json", "junit", "html"};
enum { FORMATS = sizeof(formats) / sizeof(*formats) };

ATF_TC(junit_counts_each_planned_failure);
ATF_TC_HEAD(junit_counts_each_planned_failure, tc)
{
	atf_tc_set_md_var(tc, "require.progs", "xmllint");
}
ATF_TC_BODY(junit_counts_each_planned_failure, tc)
{
	struct sample sample;

	sample_usual(&sample);
	sample.exploration.planned += 3;
	sample.exploration.is_interrupted = true;
	ATF_REQUIRE_EQ(report_write(&sample.report, report_format("junit"), "junit.xml"), 0);
	ATF_CHECK_EQ(system("xmllint --noout junit.xml"), 0);
	ATF_CHECK_EQ(system("test $(xmllint --xpath 'count(//testcase)' junit.xml) = 8"), 0);
	ATF_CHECK_EQ(system("test $(xmllint --xpath 'count(//testcase[failure])' junit.xml) = 3"),
		     0);
	ATF_CHECK_EQ(system("test $(xmllint --xpath 'count(//skipped)' junit.xml) = 3"), 0);
	ATF_CHECK_EQ(system("test \"$(xmllint --xpath 'concat(//testsuite/@tests, \" \", "
			    "//testsuite/@failures, \" \", //testsuite/@skipped)' junit.xml)\" = "
			    "'8 3 3'"),
		     0);
	ATF_CHECK_EQ(system("xmllint --xpath '//testcase[@name=\"" SEND "\"]/failure' junit.xml | "
			    "grep -q -e '--replay'"),
		     0);
	ATF_CHECK_EQ(system("xmllint --xpath '//testcase[last()]/skipped/@message' junit.xml | "
			    "grep -q '3 were not tried. Interrupted: 7 of 10 planned'"),
		     0);
	sample_free(&sample);
}

static void expect_text(const char *page, const char *text)
{
	ATF_CHECK_MSG(strstr(page, text), "the page does not have %s", text);
}

ATF_TC_WITHOUT_HEAD(html_is_one_page);
ATF_TC_BODY(html_is_one_page, tc)
{
	static const char *const loaders[] = {" src=",	 "<link",   "@import", "url(",
					      " style=", "<script", "http:"};
	char digest[SHA256_BASE64_SIZE], policy[200];
	struct sample sample;
	const char *style, *end;
	char *page;

	sample_usual(&sample);
	page = sample_render(&sample, "html");
	for (size_t i = 0; i < sizeof(loaders) / sizeof(*loaders); i++)
		ATF_CHECK_MSG(!strstr(page, loaders[i]), "the page has %s", loaders[i]);
	style = strstr(page, "<style>");
	ATF_REQUIRE(style);
	style += strlen("<style>");
	end = strstr(style, "</style>");
	ATF_REQUIRE(end);
	sha256_base64(style, (size_t)(end - style), digest);
	snprintf(policy, sizeof(policy), "default-src 'none'; style-src 'sha256-%s'", digest);
	expect_text(page, policy);
	expect_text(page, "prefers-color-scheme: dark");
	expect_text(page, "id=\"leak:1:1:posix/ipc/mq/send=EINTR\"");
	expect_text(page, "href=\"#leak:1:1:posix/ipc/mq/send=EINTR\">leak</a>");
	expect_text(page, "title=\"posix/ipc/mq/send EINTR: 2 leak, 1 drift\"");
	expect_text(page, "<td class=\"handled\" title=\"posix/io/rw/write short: 1 handled\">");
	expect_text(page, "--replay &#39;" SEND "&#39;");
	ATF_REQUIRE_EQ(report_write(&sample.report, report_format("html"), "page.html"), 0);
	if (system("command -v xmllint >/dev/null") == 0) {
		/* It does not know the elements of HTML 5. */
		ATF_CHECK_EQ(system("! xmllint --html --noout page.html 2>&1 | "
				    "grep 'error :' | grep -v 'Tag .* invalid'"),
			     0);
	}
	free(page);
	sample_free(&sample);
}

ATF_TC_WITHOUT_HEAD(complete_or_not_at_all);
ATF_TC_BODY(complete_or_not_at_all, tc)
{
	struct sample sample;
	struct stat status;

	sample_usual(&sample);
	ATF_REQUIRE_EQ(mkdir("out", 0700), 0);
	ATF_CHECK_EQ(report_write(&sample.report, report_format("text"), "nowhere/report"), -1);
	for (size_t i = 0; i < FORMATS; i++) {
		ATF_CHECK_EQ(report_write(&sample.report, report_format(formats[i]), "/dev/full"),
			     -1);
		ATF_CHECK_EQ(report_write(&sample.report, report_format(formats[i]), "out/report"),
			     0);
	}
	ATF_REQUIRE_EQ(stat("out", &status), 0);
	ATF_CHECK_EQ(system("test \"$(ls -A out)\" = report"), 0);
	ATF_CHECK(!report_format("yaml"));
	sample_free(&sample);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, junit_counts_each_planned_failure);
	ATF_TP_ADD_TC(tp, html_is_one_page);
	ATF_TP_ADD_TC(tp, complete_or_not_at_all);
	return atf_no_error();
}
