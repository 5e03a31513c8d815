/*
 * The report as one page that needs nothing else. What comes from results goes
 * through put_markup() only, and the page's policy names its own style and
 * script by their hashes: nothing else in it can take effect.
 */
#include <string.h>
#include <time.h>

#include "escape.h"
#include "html_parts.h"
#include "sha256.h"

static const char style[] =
#include "page.css.inc"
	;
static const char script[] =
#include "page.js.inc"
#include "theme.js.inc"
	;

static void put_head(const struct report *report, FILE *file)
{
	char style_hash[SHA256_BASE64_SIZE], script_hash[SHA256_BASE64_SIZE];

	sha256_base64(style, sizeof(style) - 1, style_hash);
	sha256_base64(script, sizeof(script) - 1, script_hash);
	put_markup(file,
		   "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		   "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
		   "form-action 'none'\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=\"referrer\" content=\"no-referrer\">\n"
		   "<title>%s: POSIX IPC conformance</title>\n<style>",
		   style_hash, script_hash, report_headline(report));
	fputs(style, file);
	fputs("</style>\n</head>\n<body>\n", file);
}

/* When the cases ran, from the first start to the last. */
static void put_time(const struct report *report, FILE *file)
{
	int64_t first = INT64_MAX;
	time_t seconds;
	struct tm utc;
	char text[40];

	for (size_t i = 0; i < report->sorted_count; i++)
		if (report->sorted[i]->start < first)
			first = report->sorted[i]->start;
	seconds = (time_t)(first / 1000000);
	if (report->sorted_count == 0 || !gmtime_r(&seconds, &utc) ||
	    strftime(text, sizeof(text), "%Y-%m-%d %H:%M UTC", &utc) == 0)
		return;
	put_markup(file, ", run %s", text);
}

/* What was tested, as far as the results say. */
static void put_target(const struct report *report, FILE *file)
{
	static const char *const keys[] = {"kernel.name", "kernel.release", "machine", "libc"};
	const char *separator = " on ";

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		for (size_t j = 0; j < report->fact_count; j++) {
			if (strcmp(report->facts[j].key, keys[i]) != 0)
				continue;
			put_markup(file, "%s%s", separator, report->facts[j].value);
			separator = i == 0 ? " " : ", ";
		}
	}
}

static void put_title(const struct report *report, FILE *file)
{
	int status = report_status(report);

	fputs("<a class=\"skip\" href=\"#requirements\">Skip to the requirements</a>\n"
	      "<header>\n<p class=\"kicker\">POSIX IPC conformance</p>\n",
	      file);
	put_markup(file, "<h1 class=\"%s\">%s</h1>\n<p class=\"lead\">%zu cases",
		   status ? "bad" : "good", report_headline(report), report->sorted_count);
	put_target(report, file);
	put_time(report, file);
	fputs(".</p>\n<button type=\"button\" id=\"theme\" hidden>Dark theme</button>\n"
	      "<nav aria-label=\"Sections\"><ul>"
	      "<li><a href=\"#summary\">Summary</a></li>"
	      "<li><a href=\"#findings\">Deviations</a></li>"
	      "<li><a href=\"#requirements\">Requirements</a></li>"
	      "<li><a href=\"#paths\">Error paths</a></li>"
	      "<li><a href=\"#profile\">Implementation-defined profile</a></li>"
	      "<li><a href=\"#claims\">Claims</a></li>"
	      "<li><a href=\"#environment\">Environment</a></li>"
	      "<li><a href=\"#others\">Other cases</a></li>"
	      "</ul></nav>\n</header>\n<main>\n",
	      file);
}

static void put_missing(const struct report *report, FILE *file)
{
	const char *separator = "<p>Missing, without a single result: ";

	for (size_t i = 0; i < report->summary_count; i++) {
		if (!report->summaries[i].missing)
			continue;
		fputs(separator, file);
		put_markup(file, "<strong>%s</strong>", report->summaries[i].mechanism);
		separator = ", ";
	}
	if (*separator == ',')
		fputs(".</p>\n", file);
}

static void put_problems(const struct report *report, FILE *file)
{
	if (report->problems.count == 0 && report->notes.count == 0)
		return;
	fputs("<section class=\"problems\" id=\"problems\">\n", file);
	html_lines(file, "Problems", &report->problems);
	put_missing(report, file);
	html_lines(file, "Notes", &report->notes);
	fputs("</section>\n", file);
}

void render_html(const struct report *report, FILE *file)
{
	put_head(report, file);
	put_title(report, file);
	put_problems(report, file);
	html_summary(report, file);
	html_findings(report, file);
	html_filter(report, file);
	html_entries(report, file);
	html_paths(report, file);
	html_profile(report, file);
	html_claims(report, file);
	html_environment(report, file);
	html_others(report, file);
	fputs("</main>\n<footer><p>Made by ipcts-report. Control characters and invalid UTF-8 in "
	      "outputs are spelt out, as in \\x1b.</p></footer>\n<script>",
	      file);
	fputs(script, file);
	fputs("</script>\n</body>\n</html>\n", file);
}
