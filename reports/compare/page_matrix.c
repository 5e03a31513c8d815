/* The matrix: a table for each mechanism, with a row for each requirement. */
#include "../escape.h"
#include "page_parts.h"

static const char *level_of(const struct row *row)
{
	return row->requirement ? level_name(row->requirement->level) : "";
}

static void put_cell(FILE *file, const struct cell *cell, bool few)
{
	const struct page_mark *mark = page_mark(cell->verdict);
	bool changed = cell->change != CHANGE_NONE;

	if (!cell->covered) {
		fputs("<td class=e>", file);
		return;
	}
	/* Most cells conform: their style is that of a cell without a class. */
	if (changed)
		put_markup(file, "<td class=\"%s %s\">", mark->letter, change_name(cell->change));
	else if (cell->verdict == VERDICT_CONFORMS)
		fputs("<td>", file);
	else
		put_markup(file, "<td class=%s>", mark->letter);
	put_markup(file, "%s%s", mark->sign, changed ? "*" : "");
	if (few)
		put_markup(file, "<b> %s</b>", verdict_words(cell->verdict));
}

/* Milliseconds, with commas between them. */
static void put_times(const struct comparison *comparison, size_t row, FILE *file)
{
	const char *separator = "";

	for (size_t i = 0; i < page_columns(comparison); i++) {
		double seconds = comparison->columns[i].cells[row].seconds;

		fputs(separator, file);
		if (seconds > 0)
			fprintf(file, "%.0f", seconds * 1000);
		separator = ",";
	}
}

static void put_row(const struct comparison *comparison, size_t index, FILE *file)
{
	const struct row *row = &comparison->rows[index];

	put_markup(file, "<tr id=\"%s\" ", row->id);
	if (row->differs)
		fputs("class=differs ", file);
	put_markup(file, "data-l=\"%s\" data-t=\"", level_of(row));
	put_times(comparison, index, file);
	put_markup(file, "\"><th scope=row><details><summary>%s", row->id);
	if (row->requirement)
		put_markup(file, "<span>%s</span>", row->requirement->statement);
	fputs("</summary>", file);
	page_details(comparison, row, file);
	fputs("</details></th>", file);
	for (size_t i = 0; i < page_columns(comparison); i++)
		put_cell(file, &comparison->columns[i].cells[index],
			 comparison->column_count <= PAGE_FEW);
	fputs("</tr>\n", file);
}

/* The targets, and what each scores in the mechanism. */
static void put_head(const struct comparison *comparison, size_t mechanism, FILE *file)
{
	fputs("<thead><tr><th scope=col>Requirement</th>", file);
	for (size_t i = 0; i < page_columns(comparison); i++) {
		const struct column *column = &comparison->columns[i];
		const struct score *score = &column->scores[mechanism];

		fputs("<th scope=col><span>", file);
		page_title(file, column);
		if (score->binding)
			put_markup(file, " <small>%zu/%zu</small>", score->conforming,
				   score->binding);
		fputs("</span></th>", file);
	}
	fputs("</tr></thead>", file);
}

static void put_mechanism(const struct comparison *comparison, size_t index, FILE *file)
{
	const struct mechanism *mechanism = &comparison->mechanisms[index];

	put_markup(file,
		   "<details class=\"mechanism\" id=\"" PAGE_MECHANISM "%s\" open>"
		   "<summary><h3>%s</h3> <span>%zu rows, %zu differ</span></summary><table>",
		   mechanism->name, mechanism->name, mechanism->row_count, mechanism->difference);
	put_head(comparison, index, file);
	fputs("<tbody>\n", file);
	for (size_t i = 0; i < mechanism->row_count; i++)
		if (comparison_shows(comparison, &comparison->rows[mechanism->first_row + i]))
			put_row(comparison, mechanism->first_row + i, file);
	fputs("</tbody></table></details>\n", file);
}

static void put_legend(const struct comparison *comparison, FILE *file)
{
	fputs("<p class=\"legend\">", file);
	for (size_t i = 0; i < VERDICTS; i++) {
		page_verdict(file, page_order[i]);
		fputs("&ensp; ", file);
	}
	fputs("empty: not part of the run.", file);
	if (comparison->has_previous)
		fputs(" * changed since the previous run: framed if it is new.", file);
	fputs("</p>\n<p class=\"lead\">An id opens what the targets say of it; those in bold "
	      "differ. Beside a target's name stands how many of the requirements that bind "
	      "it, of level shall or an option, conform.</p>\n",
	      file);
}

void page_matrix(const struct comparison *comparison, FILE *file)
{
	fputs("<section id=\"requirements\">\n<h2>Requirements</h2>\n", file);
	put_legend(comparison, file);
	fputs("<div id=\"board\">\n", file);
	page_filter(comparison, file);
	put_markup(file,
		   "<div id=\"matrix\" class=\"%s\" tabindex=\"0\" role=\"region\" "
		   "aria-label=\"Requirements and targets\">\n",
		   comparison->column_count <= PAGE_FEW ? "few" : "many");
	for (size_t i = 0; i < comparison->mechanism_count; i++)
		put_mechanism(comparison, i, file);
	fputs("</div>\n</div>\n</section>\n", file);
}
