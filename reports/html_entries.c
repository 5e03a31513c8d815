/* The requirements and error conditions on the page. */
#include <string.h>

#include "escape.h"
#include "html_parts.h"

/* A page is to be read: of more cases than that, the JSON report tells. */
#define MOST_CASES 20
#define LONGEST_OUTPUT 8192

void html_lines(FILE *file, const char *title, const struct lines *lines)
{
	if (lines->count == 0)
		return;
	put_markup(file, "<h2>%s</h2>\n<ul>", title);
	for (size_t i = 0; i < lines->count; i++)
		put_markup(file, "<li>%s</li>", lines->line[i]);
	fputs("</ul>\n", file);
}

void html_verdict(FILE *file, enum verdict verdict)
{
	put_markup(file, "<span class=\"v %s\">%s</span>", verdict_name(verdict),
		   verdict_words(verdict));
}

static void put_output(FILE *file, const char *output)
{
	char cut[LONGEST_OUTPUT + 1];
	size_t length = strnlen(output, LONGEST_OUTPUT);

	while (output[length] && (output[length] & 0xc0) == 0x80)
		length--;
	memcpy(cut, output, length);
	cut[length] = '\0';
	put_markup(file, "<pre tabindex=\"0\">%s%s</pre>", cut,
		   output[length] ? "\n[the rest is in the JSON report]" : "");
}

void html_case(FILE *file, const struct result *result, enum verdict verdict)
{
	fputs("<li>", file);
	html_verdict(file, verdict);
	put_markup(file, " <code>%s:%s</code> <small>%f s</small>", result->program, result->name,
		   result->seconds);
	if (*result->reason)
		put_markup(file, "<p class=\"reason\">%s</p>", result->reason);
	if (report_can_reproduce(result))
		put_markup(file, "<p><small>Reproduce:</small> <code>kyua debug %s:%s</code></p>",
			   result->program, result->name);
	if (*result->output)
		put_output(file, result->output);
	fputs("</li>\n", file);
}

/* First those that decide the verdict. */
static void put_cases(FILE *file, const struct entry *entry)
{
	size_t shown = 0;

	put_markup(file, "<details><summary>%zu case%s</summary><ul class=\"cases\">\n",
		   entry->count, entry->count == 1 ? "" : "s");
	for (int pass = 0; pass < 2; pass++)
		for (const struct proof *proof = entry->proofs; proof && shown < MOST_CASES;
		     proof = proof->next) {
			if ((proof->verdict != entry->verdict) != pass)
				continue;
			html_case(file, proof->result, proof->verdict);
			shown++;
		}
	if (shown < entry->count)
		put_markup(file, "<li>and %zu more: see the JSON report</li>\n",
			   entry->count - shown);
	fputs("</ul></details>", file);
}

static void put_row(FILE *file, const struct entry *entry)
{
	const struct requirement *about = entry->requirement;

	put_markup(file,
		   "<tr id=\"%s\" data-verdict=\"%s\" data-mechanism=\"%s\" data-level=\"%s\">"
		   "<td>",
		   about->id, verdict_name(entry->verdict), about->mechanism,
		   level_name(about->level));
	html_verdict(file, entry->verdict);
	put_markup(file, "</td><th scope=\"row\"><a class=\"id\" href=\"#%s\">%s</a>", about->id,
		   about->id);
	put_markup(file, "<p>%s</p>", about->statement);
	if (*entry->reason)
		put_markup(file, "<p class=\"reason\">%s</p>", entry->reason);
	if (entry->count)
		put_cases(file, entry);
	put_markup(file, "</th><td>%s <br><small>%s</small></td><td>%s</td><td>",
		   level_name(about->level), edition_name(about->edition), about->source);
	if (entry->count)
		put_markup(file, "%f s", entry->seconds);
	fputs("</td></tr>\n", file);
}

static void put_table(const struct report *report, FILE *file, const char *mechanism, bool errors)
{
	put_markup(file,
		   "<div class=\"table\"><h4>%s</h4><table class=\"rows entries\"><thead><tr>"
		   "<th scope=\"col\" class=\"c-verdict\">Verdict</th>"
		   "<th scope=\"col\">Requirement</th>"
		   "<th scope=\"col\" class=\"c-level\">Level</th>"
		   "<th scope=\"col\" class=\"c-source\">Clause</th>"
		   "<th scope=\"col\" class=\"c-time\">Time</th></tr></thead><tbody>\n",
		   errors ? "Error conditions" : "Clauses");
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &report->entries[i];

		if (entry->covered && !entry->requirement->error == !errors &&
		    strcmp(entry->requirement->mechanism, mechanism) == 0)
			put_row(file, entry);
	}
	fputs("</tbody></table></div>\n", file);
}

void html_entries(const struct report *report, FILE *file)
{
	for (size_t i = 0; i < report->summary_count; i++) {
		const char *mechanism = report->summaries[i].mechanism;

		if (!report->summaries[i].covered)
			continue;
		put_markup(file,
			   "<section class=\"mechanism\" id=\"" HTML_MECHANISM "%s\">\n"
			   "<h3>%s</h3>\n",
			   mechanism, mechanism);
		put_table(report, file, mechanism, false);
		put_table(report, file, mechanism, true);
		fputs("</section>\n", file);
	}
	fputs("</section>\n", file);
}
