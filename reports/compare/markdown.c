/*
 * The comparison for a CI job's summary: differences first, and below the 60 kB that
 * such pages take whatever the results are.
 */
#include "../markdown_list.h"

#include <string.h>

#include "compare.h"
#include "spread.h"

/* With few targets, a matrix; with more, who says what. */
#define WIDEST_MATRIX 8

static const struct {
	const char *title;
	enum verdict verdict;
} counts[] = {
	{"deviates", VERDICT_DEVIATES},	    {"broken", VERDICT_BROKEN},
	{"known", VERDICT_KNOWN_DEVIATION}, {"unsupported", VERDICT_UNSUPPORTED},
	{"not tested", VERDICT_NOT_TESTED},
};
#define COUNTS (sizeof(counts) / sizeof(*counts))

/* A target's line in the table of scores. */
static void put_target(struct list *list, const struct comparison *comparison, struct pool *pool,
		       const struct column *column)
{
	struct item item;

	if (!begin_item(&item))
		return;
	fputs("| ", item.file);
	put_text(item.file, column_title(pool, column));
	fprintf(item.file, " | %s |", score_words(pool, &column->score));
	for (size_t i = 0; i < COUNTS; i++)
		fprintf(item.file, " %zu |", column->score.verdicts[counts[i].verdict]);
	fprintf(item.file, " %zu |", column->differences);
	if (column->has_previous)
		fprintf(item.file, " %zu | %zu | %zu |", column->changes[CHANGE_NEW],
			column->changes[CHANGE_FIXED], column->changes[CHANGE_LOST]);
	else if (comparison->has_previous)
		fputs(" - | - | - |", item.file);
	fputc('\n', item.file);
	end_item(list, &item);
}

static void put_targets(const struct comparison *comparison, FILE *file, struct pool *pool,
			size_t room)
{
	struct list list = {file, NULL, room, 0};

	fputs("\n| target | conforms, of binding |", file);
	for (size_t i = 0; i < COUNTS; i++)
		fprintf(file, " %s |", counts[i].title);
	fputs(" differs from the first |", file);
	fputs(comparison->has_previous ? " new | fixed | lost |\n| --- |" : "\n| --- |", file);
	for (size_t i = 0; i < COUNTS + 2 + (comparison->has_previous ? 3 : 0); i++)
		fputs(" ---: |", file);
	fputc('\n', file);
	for (size_t i = 0; i < comparison->column_count; i++)
		put_target(&list, comparison, pool, &comparison->columns[i]);
	fputs(list.left_out ? "\n" : "", file);
	end_list(&list);
}

static void put_matrix_row(FILE *file, const struct comparison *comparison, size_t index)
{
	fprintf(file, "| ");
	put_text(file, comparison->rows[index].id);
	for (size_t i = 0; i < comparison->column_count; i++) {
		const struct cell *cell = &comparison->columns[i].cells[index];
		const char *bold = cell->verdict >= VERDICT_BROKEN ? "**" : "";

		fprintf(file, " | %s%s%s", bold,
			cell->covered ? verdict_words((enum verdict)cell->verdict) : "-", bold);
	}
	fputs(" |\n", file);
}

static void put_list_row(FILE *file, const struct comparison *comparison, struct pool *pool,
			 size_t index)
{
	fputs("- **", file);
	put_text(file, comparison->rows[index].id);
	fputs("**: ", file);
	put_text(file, spread_verdicts(pool, comparison, index));
	fputc('\n', file);
}

static void put_differences(const struct comparison *comparison, FILE *file, struct pool *pool,
			    size_t room)
{
	struct list list = {file, NULL, room, 0};
	bool matrix = comparison->column_count <= WIDEST_MATRIX;

	if (comparison->differences)
		fputs("\n### Differences\n\n", file);
	if (comparison->differences && matrix) {
		fputs("| requirement |", file);
		for (size_t i = 0; i < comparison->column_count; i++) {
			fputc(' ', file);
			put_text(file, column_title(pool, &comparison->columns[i]));
			fputs(" |", file);
		}
		fputs("\n| --- |", file);
		for (size_t i = 0; i < comparison->column_count; i++)
			fputs(" --- |", file);
		fputc('\n', file);
	}
	for (size_t i = 0; i < comparison->row_count; i++) {
		struct item item;

		if (!comparison->rows[i].differs || !begin_item(&item))
			continue;
		if (matrix)
			put_matrix_row(item.file, comparison, i);
		else
			put_list_row(item.file, comparison, pool, i);
		end_item(&list, &item);
	}
	fputs(matrix && list.left_out ? "\n" : "", file);
	end_list(&list);
}

static void put_changes(const struct comparison *comparison, FILE *file, struct pool *pool,
			size_t room)
{
	struct list list = {file, "Since the previous run", room, 0};

	for (size_t i = 0; i < comparison->row_count; i++) {
		struct item item;

		if (!comparison->rows[i].changed || !begin_item(&item))
			continue;
		fputs("- **", item.file);
		put_text(item.file, comparison->rows[i].id);
		fputs("**: ", item.file);
		put_text(item.file, spread_changes(pool, comparison, i));
		fputc('\n', item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

/* Why the rows that differ deviate, where one does. */
static void put_reasons(const struct comparison *comparison, FILE *file, size_t room)
{
	struct list list = {file, "Reasons", room, 0};

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct column *column = spread_reason(comparison, i);
		struct item item;

		if (!comparison->rows[i].differs || !column || !begin_item(&item))
			continue;
		fputs("- **", item.file);
		put_text(item.file, comparison->rows[i].id);
		fputs("**, ", item.file);
		put_text(item.file, column->label);
		fputs(": ", item.file);
		put_text(item.file, column->cells[i].reason);
		fputc('\n', item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

static void put_properties(const struct comparison *comparison, FILE *file, struct pool *pool,
			   const char *title, const struct property *properties, size_t count,
			   size_t room)
{
	struct list list = {file, title, room, 0};

	for (size_t i = 0; i < count; i++) {
		struct item item;

		if (!properties[i].differs || !begin_item(&item))
			continue;
		fputs("- ", item.file);
		put_text(item.file, properties[i].id);
		fputs(*properties[i].id ? ": " : "", item.file);
		put_text(item.file, properties[i].key);
		fputs(" = ", item.file);
		put_text(item.file, spread_values(pool, comparison, &properties[i]));
		fputc('\n', item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

static void put_lines(FILE *file, const char *title, const struct lines *lines, size_t room)
{
	struct list list = {file, title, room, 0};

	for (size_t i = 0; i < lines->count; i++) {
		struct item item;

		if (!begin_item(&item))
			return;
		fputs("- ", item.file);
		put_text(item.file, lines->line[i]);
		fputc('\n', item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

/* The rooms sum up to less than 55 kB; titles and counts need a little more. */
void render_compare_markdown(const struct comparison *comparison, FILE *file)
{
	struct pool pool = {0};

	fprintf(file, "## POSIX IPC conformance: %s\n", comparison_headline(&pool, comparison));
	put_targets(comparison, file, &pool, 8000);
	put_changes(comparison, file, &pool, 8000);
	put_differences(comparison, file, &pool, 16000);
	put_lines(file, "Problems", &comparison->problems, 3000);
	put_reasons(comparison, file, 8000);
	put_properties(comparison, file, &pool, "Observations that differ",
		       comparison->observations, comparison->observation_count, 6000);
	put_properties(comparison, file, &pool, "Environments that differ", comparison->facts,
		       comparison->fact_count, 3000);
	put_lines(file, "Notes", &comparison->notes, 2000);
	pool_free(&pool);
}
