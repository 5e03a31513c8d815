/* The matrix of the page: a row for each point, a column for each error. */
#include <stdlib.h>
#include <string.h>

#include "../../reports/escape.h"
#include "report_parts.h"

/* As narrow as a column. */
static const char *const short_names[OUTCOMES] = {
	[OUTCOME_HANDLED] = "ok",	  [OUTCOME_CLEAN_ERROR] = "error",
	[OUTCOME_DRIFT] = "drift",	  [OUTCOME_SILENT_EXIT] = "silent",
	[OUTCOME_WRONG_OUTPUT] = "wrong", [OUTCOME_LEAK] = "leak",
	[OUTCOME_HANG] = "hang",	  [OUTCOME_SANITIZER] = "report",
	[OUTCOME_CRASH] = "crash",
};

/* "2 crash, 14 handled", for those who want to know more than the worst. */
static const char *describe(const struct tally_cell *cell, struct pool *pool)
{
	const char *text = "";

	for (int i = OUTCOMES - 1; i >= 0; i--)
		if (cell->outcomes[i])
			text = pool_printf(pool, "%s%s%lu %s", text, *text ? ", " : "",
					   cell->outcomes[i], outcome_name((enum outcome)i));
	return text;
}

/* The finding that a cell's link goes to, or NULL. */
static const struct shown_finding *find_finding(const struct explore_report *report,
						const struct tally_cell *cell, enum outcome outcome)
{
	size_t low = 0, high = report->finding_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct shown_finding *shown = &report->findings[middle];
		int order =
			(shown->finding->outcome < outcome) - (shown->finding->outcome > outcome);

		if (order == 0)
			order = strcmp(shown->point, cell->point);
		if (order == 0)
			order = strcmp(shown->error, cell->error);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == report->finding_count || report->findings[low].finding->outcome != outcome ||
	    strcmp(report->findings[low].point, cell->point) != 0 ||
	    strcmp(report->findings[low].error, cell->error) != 0)
		return NULL;
	return &report->findings[low];
}

static void put_cell(const struct explore_report *report, FILE *file, const struct tally_cell *cell)
{
	enum outcome worst = tally_worst(cell);
	const struct shown_finding *shown = find_finding(report, cell, worst);
	struct pool pool = {0};

	put_markup(file, "<td class=\"%s\" title=\"%s %s: %s\">", outcome_word(worst),
		   report_line(&pool, cell->point), report_line(&pool, cell->error),
		   describe(cell, &pool));
	if (shown)
		put_markup(file, "<a href=\"#%s\">%s</a>", shown->id, short_names[worst]);
	else
		put_markup(file, "%s", short_names[worst]);
	put_markup(file, "<small>%zu</small></td>", (size_t)cell->runs);
	pool_free(&pool);
}

/* The cells of a point, which follow each other; returns the first of the next point. */
static size_t put_row(const struct explore_report *report, FILE *file, const char *const *errors,
		      size_t first)
{
	const struct tally *tally = &report->tally;
	const char *point = tally->cells[first].point;
	struct pool pool = {0};

	put_markup(file, "<tr><th scope=\"row\"><code>%s</code></th>", report_line(&pool, point));
	for (; *errors; errors++) {
		const struct tally_cell *cell = tally_find(tally, point, *errors);

		if (cell)
			put_cell(report, file, cell);
		else
			fputs("<td></td>", file);
	}
	fputs("</tr>\n", file);
	pool_free(&pool);
	while (first < tally->count && strcmp(tally->cells[first].point, point) == 0)
		first++;
	return first;
}

static void put_legend(FILE *file)
{
	fputs("<p class=\"lead\">Each cell has the worst outcome, and the number of runs:</p>\n"
	      "<p class=\"legend\">",
	      file);
	for (int i = OUTCOMES - 1; i >= 0; i--)
		put_markup(file, "<span class=\"%s\">%s</span> %s&ensp; ",
			   outcome_word((enum outcome)i), short_names[i],
			   outcome_name((enum outcome)i));
	fputs("</p>\n", file);
}

void report_html_matrix(struct explore_report *report, FILE *file)
{
	const char **errors = tally_errors(&report->tally);

	fputs("<section id=\"matrix\">\n<h2>Matrix</h2>\n", file);
	put_legend(file);
	fputs("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Matrix\">"
	      "<table class=\"matrix\"><thead><tr><th scope=\"col\">Point</th>",
	      file);
	for (const char **error = errors; *error; error++)
		put_markup(file, "<th scope=\"col\">%s</th>", report_line(&report->pool, *error));
	fputs("</tr></thead><tbody>\n", file);
	for (size_t i = 0; i < report->tally.count;)
		i = put_row(report, file, errors, i);
	fputs("</tbody></table></div>\n</section>\n", file);
	free(errors);
}
