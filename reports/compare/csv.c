/* The matrix for a spreadsheet: RFC 4180, a column for each target. */
#include <string.h>

#include "compare.h"

/* What a spreadsheet would take for a formula is made a text by an apostrophe. */
static void put_field(FILE *file, const char *text, bool first)
{
	if (!first)
		fputc(',', file);
	fputc('"', file);
	if (strchr("=+-@", *text) && *text)
		fputc('\'', file);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', file);
		fputc(*text, file);
	}
	fputc('"', file);
}

static void put_row(const struct comparison *comparison, FILE *file, size_t index)
{
	const struct row *row = &comparison->rows[index];
	const struct requirement *about = row->requirement;

	put_field(file, row->id, true);
	put_field(file, comparison->mechanisms[row->mechanism].name, false);
	put_field(file, about ? about->function : "", false);
	put_field(file, about ? level_name(about->level) : "", false);
	put_field(file, row->differs ? "yes" : "no", false);
	for (size_t i = 0; i < comparison->column_count; i++) {
		const struct cell *cell = &comparison->columns[i].cells[index];

		put_field(file, cell->covered ? verdict_name((enum verdict)cell->verdict) : "",
			  false);
	}
	fputs("\r\n", file);
}

void render_compare_csv(const struct comparison *comparison, FILE *file)
{
	static const char *const titles[] = {"id", "mechanism", "function", "level", "differs"};
	struct pool pool = {0};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		put_field(file, titles[i], i == 0);
	for (size_t i = 0; i < comparison->column_count; i++)
		put_field(file, column_title(&pool, &comparison->columns[i]), false);
	fputs("\r\n", file);
	for (size_t i = 0; i < comparison->row_count; i++)
		if (comparison_shows(comparison, &comparison->rows[i]))
			put_row(comparison, file, i);
	pool_free(&pool);
}
