/* The comparison for a terminal: a line for each target, then what differs. */
#include <string.h>

#include "compare.h"
#include "spread.h"

#define WIDEST_LABEL 40

static const struct {
	const char *title;
	enum verdict verdict;
} counts[] = {
	{"deviates", VERDICT_DEVIATES},	      {"broken", VERDICT_BROKEN},
	{"known", VERDICT_KNOWN_DEVIATION},   {"observed", VERDICT_OBSERVED},
	{"unsupported", VERDICT_UNSUPPORTED}, {"not tested", VERDICT_NOT_TESTED},
};
#define COUNTS (sizeof(counts) / sizeof(*counts))

static int label_width(struct pool *pool, const struct comparison *comparison)
{
	size_t width = strlen("target");

	for (size_t i = 0; i < comparison->column_count; i++) {
		size_t length = strlen(column_title(pool, &comparison->columns[i]));

		if (length > width)
			width = length;
	}
	return width > WIDEST_LABEL ? WIDEST_LABEL : (int)width;
}

static void put_header(const struct comparison *comparison, FILE *file, int width)
{
	fprintf(file, "%-*s  %-20s", width, "target", "conforms, of binding");
	for (size_t i = 0; i < COUNTS; i++)
		fprintf(file, "  %s", counts[i].title);
	fprintf(file, "  differs");
	if (comparison->has_previous)
		fputs("  new  fixed  lost", file);
	fputc('\n', file);
}

static void put_column(const struct comparison *comparison, FILE *file, struct pool *pool,
		       const struct column *column, int width)
{
	fprintf(file, "%-*s  %20s", width, column_title(pool, column),
		score_words(pool, &column->score));
	for (size_t i = 0; i < COUNTS; i++)
		fprintf(file, "  %*zu", (int)strlen(counts[i].title),
			column->score.verdicts[counts[i].verdict]);
	fprintf(file, "  %7zu", column->differences);
	if (column->has_previous)
		fprintf(file, "  %3zu  %5zu  %4zu", column->changes[CHANGE_NEW],
			column->changes[CHANGE_FIXED], column->changes[CHANGE_LOST]);
	else if (comparison->has_previous)
		fputs("    -      -     -", file);
	fputc('\n', file);
}

static void put_row(const struct comparison *comparison, FILE *file, struct pool *pool,
		    size_t index)
{
	const struct column *reason = spread_reason(comparison, index);
	const char *changes = spread_changes(pool, comparison, index);

	fprintf(file, "  %s\n    %s\n", comparison->rows[index].id,
		spread_verdicts(pool, comparison, index));
	if (*changes)
		fprintf(file, "    since the previous run: %s\n", changes);
	if (reason)
		fprintf(file, "    %s: %s\n", reason->label, reason->cells[index].reason);
}

/* Without anything else to tell, what is the same for all goes without saying. */
static void put_mechanism(const struct comparison *comparison, FILE *file, struct pool *pool,
			  const struct mechanism *mechanism)
{
	bool titled = false;

	for (size_t i = mechanism->first_row; i < mechanism->first_row + mechanism->row_count;
	     i++) {
		const struct row *row = &comparison->rows[i];

		if (!row->differs && !row->changed)
			continue;
		if (!titled)
			fprintf(file, "\n%s\n", mechanism->name);
		titled = true;
		put_row(comparison, file, pool, i);
	}
}

static void put_properties(const struct comparison *comparison, FILE *file, struct pool *pool,
			   const char *title, const struct property *properties, size_t count)
{
	bool titled = false;

	for (size_t i = 0; i < count; i++) {
		const struct property *property = &properties[i];

		if (!property->differs)
			continue;
		if (!titled)
			fprintf(file, "\n%s\n", title);
		titled = true;
		fprintf(file, "  %s%s%s\n    %s\n", property->id, *property->id ? ": " : "",
			property->key, spread_values(pool, comparison, property));
	}
}

void render_compare_text(const struct comparison *comparison, FILE *file)
{
	struct pool pool = {0};
	int width = label_width(&pool, comparison);

	fprintf(file, "%s\n\n", comparison_headline(&pool, comparison));
	put_header(comparison, file, width);
	for (size_t i = 0; i < comparison->column_count; i++)
		put_column(comparison, file, &pool, &comparison->columns[i], width);
	for (size_t i = 0; i < comparison->mechanism_count; i++)
		put_mechanism(comparison, file, &pool, &comparison->mechanisms[i]);
	put_properties(comparison, file, &pool, "Observations that differ",
		       comparison->observations, comparison->observation_count);
	put_properties(comparison, file, &pool, "Environments that differ", comparison->facts,
		       comparison->fact_count);
	pool_free(&pool);
}
