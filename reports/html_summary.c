/* The page's numbers, and the controls that choose among what they count. */
#include <string.h>

#include "escape.h"
#include "html_parts.h"

/* From what matters most to what matters least. */
static const enum verdict order[VERDICTS] = {
	VERDICT_DEVIATES, VERDICT_BROKEN,      VERDICT_KNOWN_DEVIATION, VERDICT_CONFORMS,
	VERDICT_OBSERVED, VERDICT_UNSUPPORTED, VERDICT_NOT_TESTED,	VERDICT_UNTESTED,
};

static void put_bar(FILE *file, const size_t counts[VERDICTS], size_t total)
{
	double x = 0;

	fputs("<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
	      "aria-hidden=\"true\">",
	      file);
	for (int i = 0; i < VERDICTS && total; i++) {
		double width = 100.0 * (double)counts[order[i]] / (double)total;

		if (width > 0)
			put_markup(file, "<rect class=\"%s\" x=\"%f\" width=\"%f\" height=\"8\"/>",
				   verdict_name(order[i]), x, width);
		x += width;
	}
	fputs("</svg>", file);
}

static void put_count(FILE *file, const char *mechanism, enum verdict verdict, size_t count)
{
	if (count == 0)
		put_markup(file, "<td class=\"zero\">0</td>");
	else if (!mechanism)
		put_markup(file, "<td class=\"%s\">%zu</td>", verdict_name(verdict), count);
	else
		put_markup(file,
			   "<td class=\"%s\"><a href=\"#" HTML_MECHANISM "%s\" "
			   "data-filter=\"mechanism=%s&amp;verdict=%s\">%zu</a></td>",
			   verdict_name(verdict), mechanism, mechanism, verdict_name(verdict),
			   count);
}

/* mechanism is NULL in a row of totals. */
static void put_row(FILE *file, const char *mechanism, const size_t counts[VERDICTS])
{
	size_t total = 0;

	for (int i = 0; i < VERDICTS; i++)
		total += counts[i];
	if (mechanism)
		put_markup(file,
			   "<tr><th scope=\"row\"><a href=\"#" HTML_MECHANISM "%s\">%s</a></th>",
			   mechanism, mechanism);
	else
		fputs("<tr><th scope=\"row\">all</th>", file);
	put_markup(file, "<td>%zu</td>", total);
	for (int i = 0; i < VERDICTS; i++)
		put_count(file, mechanism, order[i], counts[order[i]]);
	fputs("<td>", file);
	put_bar(file, counts, total);
	fputs("</td></tr>\n", file);
}

static void put_header(FILE *file, const char *caption)
{
	put_markup(file,
		   "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
		   "<table class=\"counts\"><caption>%s</caption><thead><tr>"
		   "<th scope=\"col\">Mechanism</th><th scope=\"col\">total</th>",
		   caption, caption);
	for (int i = 0; i < VERDICTS; i++)
		put_markup(file, "<th scope=\"col\">%s</th>", verdict_words(order[i]));
	fputs("<td></td></tr></thead><tbody>\n", file);
}

static void put_table(const struct report *report, FILE *file, const char *caption, bool errors)
{
	size_t totals[VERDICTS] = {0}, rows = 0;

	put_header(file, caption);
	for (size_t i = 0; i < report->summary_count; i++) {
		const struct summary *summary = &report->summaries[i];
		const size_t *counts = errors ? summary->errors : summary->requirements;

		if (!summary->covered)
			continue;
		put_row(file, summary->mechanism, counts);
		for (int j = 0; j < VERDICTS; j++)
			totals[j] += counts[j];
		rows++;
	}
	if (rows > 1)
		put_row(file, NULL, totals);
	fputs("</tbody></table></div>\n", file);
}

void html_summary(const struct report *report, FILE *file)
{
	fputs("<section id=\"summary\">\n<h2>Summary</h2>\n", file);
	put_table(report, file, "Requirements", false);
	put_table(report, file, "Error conditions", true);
	fputs("</section>\n", file);
}

static void put_option(FILE *file, const char *value, const char *words)
{
	put_markup(file, "<option value=\"%s\">%s</option>", value, words);
}

static void put_select(FILE *file, const char *name, const char *title)
{
	put_markup(file, "<label>%s<select id=\"f-%s\"><option value=\"\">all</option>", title,
		   name);
}

void html_filter(const struct report *report, FILE *file)
{
	fputs("<section id=\"requirements\">\n<h2>Requirements</h2>\n"
	      "<div id=\"filter\" role=\"search\" hidden>"
	      "<label>Text<input type=\"search\" id=\"q\" autocomplete=\"off\"></label>",
	      file);
	put_select(file, "verdict", "Verdict");
	for (int i = 0; i < VERDICTS; i++)
		put_option(file, verdict_name(order[i]), verdict_words(order[i]));
	fputs("</select></label>", file);
	put_select(file, "mechanism", "Mechanism");
	for (size_t i = 0; i < report->summary_count; i++)
		if (report->summaries[i].covered)
			put_option(file, report->summaries[i].mechanism,
				   report->summaries[i].mechanism);
	fputs("</select></label>", file);
	put_select(file, "level", "Level");
	for (int level = LEVEL_SHALL; level <= LEVEL_LINUX; level++)
		put_option(file, level_name((enum level)level), level_name((enum level)level));
	fputs("</select></label><button type=\"button\" id=\"reset\">Reset</button>"
	      "<output id=\"shown\" role=\"status\"></output></div>\n"
	      "<p id=\"nothing\" hidden>Nothing matches.</p>\n",
	      file);
}
