/* The targets: what each scores, what it is, and which are identical. */
#include <string.h>

#include "../escape.h"
#include "page_parts.h"

static void put_bar(FILE *file, const size_t counts[VERDICTS])
{
	size_t total = 0;
	double x = 0;

	for (int i = 0; i < VERDICTS; i++)
		total += counts[i];
	fputs("<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
	      "aria-hidden=\"true\">",
	      file);
	for (int i = 0; i < VERDICTS && total; i++) {
		double width = 100.0 * (double)counts[page_order[i]] / (double)total;

		if (width > 0)
			put_markup(file, "<rect class=\"%s\" x=\"%f\" width=\"%f\" height=\"8\"/>",
				   page_mark(page_order[i])->letter, x, width);
		x += width;
	}
	fputs("</svg>", file);
}

/* A count that leads to what it counts. */
static void put_count(FILE *file, const struct column *column, const char *class, const char *name,
		      const char *value, size_t count)
{
	if (count == 0)
		fputs("<td class=\"zero\">0</td>", file);
	else
		put_markup(file,
			   "<td class=\"%s\"><a href=\"#requirements\" "
			   "data-filter=\"target=%s&amp;%s=%s\">%zu</a></td>",
			   class, column->anchor, name, value, count);
}

/* What was tested, as far as the results say. */
static void put_facts(const struct comparison *comparison, size_t column, FILE *file)
{
	static const char *const keys[] = {"kernel.name", "kernel.release", "machine", "libc"};
	const char *separator = "";

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		for (size_t j = 0; j < comparison->fact_count; j++) {
			const struct property *fact = &comparison->facts[j];

			if (strcmp(fact->key, keys[i]) != 0 || !fact->values[column])
				continue;
			put_markup(file, "%s%s", separator, fact->values[column]);
			separator = i == 0 ? " " : ", ";
		}
}

static void put_target(const struct comparison *comparison, size_t index, FILE *file)
{
	static const enum verdict counted[] = {VERDICT_DEVIATES, VERDICT_BROKEN,
					       VERDICT_KNOWN_DEVIATION, VERDICT_UNSUPPORTED,
					       VERDICT_NOT_TESTED};
	const struct column *column = &comparison->columns[index];
	const struct score *score = &column->score;

	put_markup(file, "<tr id=\"target-%s\"><th scope=\"row\">", column->anchor);
	page_title(file, column);
	put_markup(file, "</th><td class=\"score\"><b>%zu</b> of %zu", score->conforming,
		   score->binding);
	put_bar(file, score->verdicts);
	fputs("</td>", file);
	for (size_t i = 0; i < sizeof(counted) / sizeof(*counted); i++)
		put_count(file, column, page_mark(counted[i])->letter, "verdict",
			  verdict_name(counted[i]), score->verdicts[counted[i]]);
	for (int i = CHANGE_NEW; i < CHANGES && comparison->has_previous; i++) {
		if (column->has_previous)
			put_count(file, column, "", "change", change_name((enum change)i),
				  column->changes[i]);
		else
			fputs("<td class=\"zero\">\u2013</td>", file);
	}
	fputs("<td class=\"what\">", file);
	put_facts(comparison, index, file);
	fputs("</td></tr>\n", file);
}

static void put_table(const struct comparison *comparison, FILE *file)
{
	fputs("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Targets\">"
	      "<table class=\"counts\"><thead><tr><th scope=\"col\">Target</th>"
	      "<th scope=\"col\">conforms, of what binds it</th>"
	      "<th scope=\"col\">deviates</th><th scope=\"col\">broken</th>"
	      "<th scope=\"col\">known deviation</th><th scope=\"col\">unsupported</th>"
	      "<th scope=\"col\">not tested</th>",
	      file);
	for (int i = CHANGE_NEW; i < CHANGES && comparison->has_previous; i++)
		put_markup(file, "<th scope=\"col\">%s</th>", change_name((enum change)i));
	fputs("<th scope=\"col\" class=\"what\">System</th></tr></thead><tbody>\n", file);
	for (size_t i = 0; i < page_columns(comparison); i++)
		put_target(comparison, i, file);
	fputs("</tbody></table></div>\n", file);
}

/* Targets whose results are the same in everything share a column. */
static void put_identical(const struct comparison *comparison, FILE *file)
{
	if (comparison->run_count == comparison->column_count)
		return;
	fputs("<h3>Identical targets</h3>\n<ul class=\"cases\">\n", file);
	for (size_t i = 0; i < page_columns(comparison); i++) {
		const struct column *column = &comparison->columns[i];

		if (column->label_count == 1)
			continue;
		put_markup(file, "<li><details><summary>%zu targets are like %s</summary><p>",
			   column->label_count, column->label);
		for (size_t j = 0; j < column->label_count; j++)
			put_markup(file, "%s%s", j ? ", " : "", column->labels[j]);
		fputs("</p></details></li>\n", file);
	}
	fputs("</ul>\n", file);
}

void page_targets(const struct comparison *comparison, FILE *file)
{
	fputs("<section id=\"targets\">\n<h2>Targets</h2>\n", file);
	if (comparison->column_count > PAGE_COLUMNS)
		put_markup(file,
			   "<p><strong>The page has the first %zu of %zu different targets; "
			   "the CSV and the JSON have them all.</strong></p>\n",
			   page_columns(comparison), comparison->column_count);
	put_table(comparison, file);
	put_identical(comparison, file);
	fputs("</section>\n", file);
}
