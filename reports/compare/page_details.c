/* What a row of the matrix holds, in words: seen when it is opened. */
#include <string.h>

#include "../escape.h"
#include "page_parts.h"

/* A page is to be read: of more than that, the JSON tells. */
#define MOST_GROUPS 30

static const struct cell *cell_of(const struct comparison *comparison, const struct row *row,
				  size_t column)
{
	return &comparison->columns[column].cells[row - comparison->rows];
}

/* What same_cell() is about. */
struct cells {
	const struct comparison *comparison;
	const struct row *row;
};

static bool same_cell(const void *about, size_t column, size_t other)
{
	const struct cells *cells = about;
	const struct cell *a = cell_of(cells->comparison, cells->row, column);
	const struct cell *b = cell_of(cells->comparison, cells->row, other);

	return a->covered == b->covered && a->verdict == b->verdict && a->change == b->change &&
	       strcmp(a->reason, b->reason) == 0;
}

/* How long the cases of a group took, from the shortest to the longest. */
static void put_seconds(FILE *file, const struct cells *cells, const struct page_groups *groups,
			size_t group)
{
	double least = cell_of(cells->comparison, cells->row, groups->first[group])->seconds;
	double most = least;

	for (size_t i = 0; i < page_columns(cells->comparison); i++) {
		double seconds = cell_of(cells->comparison, cells->row, i)->seconds;

		if (groups->of[i] != group)
			continue;
		least = seconds < least ? seconds : least;
		most = seconds > most ? seconds : most;
	}
	if (most <= 0)
		return;
	if (most - least < 0.001)
		put_markup(file, " <small>%f s</small>", most);
	else
		put_markup(file, " <small>%f\u2013%f s</small>", least, most);
}

/* For the script: which columns; the largest group are those that no other names. */
static void put_columns(FILE *file, const struct comparison *comparison,
			const struct page_groups *groups, size_t group)
{
	const char *separator = " data-i=\"";

	if (group == groups->largest)
		return;
	for (size_t i = 0; i < page_columns(comparison); i++) {
		if (groups->of[i] != group)
			continue;
		fprintf(file, "%s%zu", separator, i);
		separator = ",";
	}
	fputc('"', file);
}

static void put_group(FILE *file, const struct cells *cells, const struct page_groups *groups,
		      size_t group)
{
	const struct cell *cell = cell_of(cells->comparison, cells->row, groups->first[group]);

	put_markup(file, "<li class=\"%s\"", page_mark(cell->verdict)->letter);
	put_columns(file, cells->comparison, groups, group);
	put_markup(file, "><b class=\"sign\">%s %s</b> ", page_mark(cell->verdict)->sign,
		   cell->covered ? verdict_words(cell->verdict) : "not part of the run");
	if (cell->change != CHANGE_NONE)
		put_markup(file, "<b>(%s)</b> ", change_name(cell->change));
	fputs("<i>", file);
	page_names(file, cells->comparison, groups, group);
	fputs("</i>", file);
	put_seconds(file, cells, groups, group);
	if (*cell->reason)
		put_markup(file, "<p class=\"reason\">%s</p>", cell->reason);
	fputs("</li>", file);
}

static void put_groups(FILE *file, const struct cells *cells)
{
	struct page_groups groups;
	size_t shown = 0;

	page_group(&groups, cells->comparison, same_cell, cells);
	fputs("<ul>", file);
	for (size_t i = 0; i < VERDICTS; i++)
		for (size_t j = 0; j < groups.count && shown < MOST_GROUPS; j++) {
			const struct cell *cell =
				cell_of(cells->comparison, cells->row, groups.first[j]);

			if (cell->verdict != page_order[i])
				continue;
			put_group(file, cells, &groups, j);
			shown++;
		}
	if (shown < groups.count)
		put_markup(file, "<li>and %zu more answers: see the JSON</li>",
			   groups.count - shown);
	fputs("</ul>", file);
}

static void put_observations(const struct comparison *comparison, const struct row *row, FILE *file)
{
	for (size_t i = 0; i < comparison->observation_count; i++) {
		const struct property *seen = &comparison->observations[i];

		if (seen->mechanism != row->mechanism || strcmp(seen->id, row->id) != 0 ||
		    !comparison_shows_property(comparison, seen))
			continue;
		put_markup(file, "<p>Observed: <code>%s</code></p><ul>", seen->key);
		page_values(comparison, seen, file);
		fputs("</ul>", file);
	}
}

void page_details(const struct comparison *comparison, const struct row *row, FILE *file)
{
	const struct cells cells = {comparison, row};

	fputs("<div class=\"more\">", file);
	if (row->requirement)
		put_markup(file, "<small>%s \u00b7 %s \u00b7 %s</small> ",
			   level_name(row->requirement->level),
			   edition_name(row->requirement->edition), row->requirement->source);
	put_markup(file, "<a href=\"#%s\">link</a>", row->id);
	put_groups(file, &cells);
	put_observations(comparison, row, file);
	fputs("</div>", file);
}
