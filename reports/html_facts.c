/* What the results tell beyond verdicts: the profile, the claims, the environment. */
#include <string.h>

#include "escape.h"
#include "html_parts.h"

/* The id, and the first time what it is, if the catalogue knows it. */
static void put_id(FILE *file, const struct observation *seen, bool first)
{
	if (!seen->requirement) {
		put_markup(file, "<span class=\"id\">%s</span>", seen->id);
		return;
	}
	put_markup(file, "<a class=\"id\" href=\"#%s\">%s</a>", seen->id, seen->id);
	if (first)
		put_markup(file, "<p>%s</p>", seen->requirement->statement);
}

void html_profile(const struct report *report, FILE *file)
{
	fputs("<section id=\"profile\">\n<h2>Implementation-defined profile</h2>\n"
	      "<p class=\"lead\">What the standard leaves to the implementation, as observed: "
	      "a conformance document must state it.</p>\n",
	      file);
	if (report->observation_count == 0) {
		fputs("<p>The results hold no observation.</p></section>\n", file);
		return;
	}
	fputs("<table class=\"rows\"><thead><tr><th scope=\"col\" class=\"c-half\">Requirement</th>"
	      "<th scope=\"col\">What</th><th scope=\"col\">Observed</th></tr></thead><tbody>\n",
	      file);
	for (size_t i = 0; i < report->observation_count; i++) {
		const struct observation *seen = &report->observations[i];

		fputs("<tr><th scope=\"row\">", file);
		put_id(file, seen, i == 0 || strcmp(seen[-1].id, seen->id) != 0);
		put_markup(file, "</th><td>%s</td><td><strong>%s</strong></td></tr>\n", seen->key,
			   seen->value);
	}
	fputs("</tbody></table></section>\n", file);
}

static void put_claim(const struct report *report, FILE *file, const struct claim *claim)
{
	const char *name = claim_verdict_name(claim->verdict);

	put_markup(file,
		   "<tr><td><span class=\"v %s\">%s</span></td><th scope=\"row\">%s</th>"
		   "<td>%s</td><td>",
		   name, name, claim->claim, claim->correct);
	for (size_t i = 0; i < claim->count; i++) {
		const struct entry *entry = &report->entries[claim->requirements[i]];

		fputs("<p>", file);
		html_verdict(file, entry->verdict);
		put_markup(file,
			   entry->covered ? " <a class=\"id\" href=\"#%s\">%s</a></p>"
					  : " <span class=\"id\" title=\"%s\">%s</span></p>",
			   entry->requirement->id, entry->requirement->id);
	}
	fputs("</td></tr>\n", file);
}

void html_claims(const struct report *report, FILE *file)
{
	fputs("<section id=\"claims\">\n<h2>Claims</h2>\n"
	      "<p class=\"lead\">What lecture notes say, what is right, and the requirements "
	      "that decide it here.</p>\n"
	      "<table class=\"rows\"><thead><tr><th scope=\"col\" class=\"c-verdict\">Worth</th>"
	      "<th scope=\"col\">Claim</th><th scope=\"col\">What is right</th>"
	      "<th scope=\"col\">Decided by</th></tr></thead><tbody>\n",
	      file);
	for (size_t i = 0; i < claim_count; i++)
		if (report_covers_claim(report, &claims[i]))
			put_claim(report, file, &claims[i]);
	fputs("</tbody></table></section>\n", file);
}

void html_environment(const struct report *report, FILE *file)
{
	fputs("<section id=\"environment\">\n<h2>Environment</h2>\n", file);
	if (report->fact_count == 0) {
		fputs("<p>The results hold no facts about it.</p></section>\n", file);
		return;
	}
	fputs("<table class=\"rows\"><thead><tr><th scope=\"col\" class=\"c-source\">Fact</th>"
	      "<th scope=\"col\">Value</th></tr></thead><tbody>\n",
	      file);
	for (size_t i = 0; i < report->fact_count; i++)
		put_markup(file, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n",
			   report->facts[i].key, report->facts[i].value);
	fputs("</tbody></table></section>\n", file);
}

void html_others(const struct report *report, FILE *file)
{
	enum { MOST = 500 };

	fputs("<section id=\"others\">\n<h2>Other cases</h2>\n"
	      "<p class=\"lead\">Those that prove no requirement.</p>\n<ul class=\"cases\">\n",
	      file);
	for (size_t i = 0; i < report->other_count && i < MOST; i++)
		html_case(file, report->others[i], report_verdict(report, report->others[i]));
	if (report->other_count > MOST)
		put_markup(file, "<li>and %zu more: see the JSON report</li>\n",
			   report->other_count - MOST);
	fputs("</ul></section>\n", file);
}
