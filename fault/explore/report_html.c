/*
 * The report as one page that needs nothing else, no script either. What comes from
 * the command goes through put_markup() only, and the page's policy names its style
 * by the hash: nothing else in it can take effect.
 */
#include <string.h>
#include <time.h>

#include "../../reports/escape.h"
#include "../../reports/sha256.h"
#include "report_parts.h"

/* A page is to be read: of more findings than that, the JSON report tells. */
enum { MOST_FINDINGS = 2000 };

/* The style of the other reports, and what this page has besides. */
static const char style[] =
#include "page.css.inc"
#include "report.css.inc"
	;

static void put_head(struct explore_report *report, FILE *file)
{
	char hash[SHA256_BASE64_SIZE];

	sha256_base64(style, sizeof(style) - 1, hash);
	put_markup(file,
		   "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		   "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=\"referrer\" content=\"no-referrer\">\n"
		   "<title>%s: fault-explore</title>\n<style>",
		   hash, report_headline(report));
	fputs(style, file);
	fputs("</style>\n</head>\n<body>\n", file);
}

static void put_title(struct explore_report *report, FILE *file)
{
	const struct exploration *exploration = report->exploration;
	const char *remark = report_remark(report);

	fputs("<header>\n<p class=\"kicker\">What becomes of a program when its calls fail</p>\n",
	      file);
	put_markup(file,
		   "<h1 class=\"%s\">%s</h1>\n<pre tabindex=\"0\">%s</pre>\n"
		   "<p class=\"lead\">%zu runs with a failure, of %zu calls recorded, in %f s; "
		   "backend %s; compared: %s.</p>\n",
		   report->new_count ? "bad" : "good", report_headline(report),
		   report_line(&report->pool, exploration->command), (size_t)exploration->done,
		   (size_t)exploration->calls, exploration->seconds, exploration->backend,
		   report_line(&report->pool, exploration->oracle));
	if (remark)
		put_markup(file, "<p class=\"reason\">%s.</p>\n", remark);
	fputs("<nav aria-label=\"Sections\"><ul><li><a href=\"#summary\">Summary</a></li>"
	      "<li><a href=\"#findings\">Findings</a></li>"
	      "<li><a href=\"#matrix\">Matrix</a></li></ul></nav>\n</header>\n<main>\n",
	      file);
}

static void put_notes(struct explore_report *report, FILE *file)
{
	const char *notes = report_block(&report->pool, report->exploration->notes);

	if (*notes)
		put_markup(file,
			   "<section class=\"problems\" id=\"notes\"><h2>Notes</h2><pre>%s"
			   "</pre></section>\n",
			   notes);
}

static void put_summary(const struct explore_report *report, FILE *file)
{
	const struct exploration *exploration = report->exploration;

	fputs("<section id=\"summary\">\n<h2>Summary</h2>\n<table class=\"outcomes\"><thead>"
	      "<tr><th scope=\"col\" class=\"c-verdict\">Outcome</th>"
	      "<th scope=\"col\" class=\"c-time\">Runs</th><th scope=\"col\">Meaning</th></tr>"
	      "</thead><tbody>\n",
	      file);
	for (int i = OUTCOMES - 1; i >= 0; i--)
		put_markup(file,
			   "<tr><td><span class=\"v %s\">%s</span></td><td>%zu</td>"
			   "<td>%s</td></tr>\n",
			   outcome_word((enum outcome)i), outcome_name((enum outcome)i),
			   (size_t)exploration->outcomes[i], outcome_meaning((enum outcome)i));
	put_markup(file, "</tbody></table>\n<p class=\"lead\">%zu runs of %zu planned",
		   (size_t)exploration->done, (size_t)exploration->planned);
	if (exploration->resumed)
		put_markup(file, "; %zu of them from the journal of an earlier session",
			   (size_t)exploration->resumed);
	fputs(".</p>\n</section>\n", file);
}

static void put_finding(FILE *file, const struct shown_finding *shown)
{
	const struct finding *finding = shown->finding;
	struct pool pool = {0};
	const char *evidence = report_block(&pool, finding->evidence);

	put_markup(file,
		   "<li class=\"%s\" id=\"%s\"><a class=\"id\" href=\"#%s\">%s</a> "
		   "<small>%zu run%s%s%s</small><p class=\"reason\">%s</p>",
		   outcome_word(finding->outcome), shown->id, shown->id, shown->error,
		   (size_t)finding->runs, finding->runs == 1 ? "" : "s",
		   finding->is_stable ? "" : ", not in every run", shown->is_new ? "" : ", known",
		   report_line(&pool, finding->summary));
	if (*evidence)
		put_markup(file, "<details><summary>Evidence</summary><pre>%s</pre></details>",
			   evidence);
	put_markup(file,
		   "<p><small>Replay:</small> <code>%s</code></p>"
		   "<p><small>Id:</small> <code>%s</code></p></li>\n",
		   report_line(&pool, finding->replay), shown->id);
	pool_free(&pool);
}

/* Headings where the class, or the point, is another than before. */
static void put_findings(const struct explore_report *report, FILE *file)
{
	const struct shown_finding *before = NULL;
	size_t shown_count =
		report->finding_count < MOST_FINDINGS ? report->finding_count : MOST_FINDINGS;

	fputs("<section id=\"findings\">\n", file);
	for (size_t i = 0; i < shown_count; i++) {
		const struct shown_finding *shown = &report->findings[i];
		enum outcome outcome = shown->finding->outcome;
		bool same_class = before && before->finding->outcome == outcome;
		bool same_point = same_class && strcmp(before->point, shown->point) == 0;

		if (before && !same_point)
			fputs("</ul>\n", file);
		if (!same_class)
			put_markup(file, "<h2 class=\"%s\">%s</h2>\n<p class=\"lead\">%s</p>\n",
				   outcome_word(outcome), outcome_name(outcome),
				   outcome_meaning(outcome));
		if (!same_point)
			put_markup(file, "<h3><code>%s</code></h3>\n<ul class=\"items\">\n",
				   shown->point);
		put_finding(file, shown);
		before = shown;
	}
	fputs(before ? "</ul>\n" : "<h2>No findings</h2>\n", file);
	if (shown_count < report->finding_count)
		put_markup(file, "<p>And %zu more: see the JSON report.</p>\n",
			   report->finding_count - shown_count);
	fputs("</section>\n", file);
}

static void put_fixed(const struct baseline_entry *entry, void *argument)
{
	struct pool pool = {0};

	put_markup(argument,
		   "<li>fixed, remove from the baseline: <code>%s</code> <small>%s"
		   "</small></li>\n",
		   report_line(&pool, entry->id), report_line(&pool, entry->reason));
	pool_free(&pool);
}

static void put_untried(const struct baseline_entry *entry, void *argument)
{
	struct pool pool = {0};

	put_markup(argument, "<li>not tried: <code>%s</code></li>\n",
		   report_line(&pool, entry->id));
	pool_free(&pool);
}

void report_html(struct explore_report *report, FILE *file)
{
	put_head(report, file);
	put_title(report, file);
	put_notes(report, file);
	put_summary(report, file);
	put_findings(report, file);
	if (known_findings_count(report->known)) {
		fputs("<section id=\"baseline\"><h2>Baseline</h2>\n<ul>\n", file);
		report_each_known(report, FINDING_FIXED, put_fixed, file);
		report_each_known(report, FINDING_UNTRIED, put_untried, file);
		fputs("</ul></section>\n", file);
	}
	report_html_matrix(report, file);
	fputs("</main>\n<footer><p>Made by fault-explore. Control characters and invalid UTF-8 "
	      "are spelt out, as in \\x1b.</p></footer>\n</body>\n</html>\n",
	      file);
}
