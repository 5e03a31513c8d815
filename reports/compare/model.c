#include "model.h"

#include <string.h>

static const char *const change_names[CHANGES] = {
	[CHANGE_NONE] = "none",
	[CHANGE_NEW] = "new",
	[CHANGE_FIXED] = "fixed",
	[CHANGE_LOST] = "lost",
};

const char *change_name(enum change change)
{
	return change_names[change];
}

bool comparison_shows(const struct comparison *comparison, const struct row *row)
{
	return !comparison->only_differences || row->differs || row->changed;
}

bool comparison_shows_property(const struct comparison *comparison, const struct property *property)
{
	return !comparison->only_differences || property->differs;
}

const char *column_title(struct pool *pool, const struct column *column)
{
	if (column->label_count == 1)
		return column->label;
	return pool_printf(pool, "%s and %zu more", column->label, column->label_count - 1);
}

/* A mechanism that others have results of, but the column has not. */
static void note_column(struct comparison *comparison, const struct column *column)
{
	char names[400] = "";
	size_t length = 0, count = 0;

	for (size_t i = 0; i < comparison->mechanism_count; i++) {
		const struct mechanism *mechanism = &comparison->mechanisms[i];

		if (column->cells[mechanism->first_row].covered)
			continue;
		if (count++ == 0 || length < sizeof(names) - 40)
			length += (size_t)snprintf(names + length, sizeof(names) - length, "%s%s",
						   length ? ", " : "", mechanism->name);
	}
	if (count)
		lines_add(&comparison->notes, &comparison->pool,
			  "%s: no results of %s; not part of its score",
			  column_title(&comparison->pool, column), names);
}

void comparison_note_uncovered(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->column_count; i++)
		note_column(comparison, &comparison->columns[i]);
}

static void note_catalogue(struct comparison *comparison, const struct group *group,
			   const struct column *column)
{
	if (strcmp(group->all->catalogue, summary_catalogue()) != 0)
		lines_add(
			&comparison->notes, &comparison->pool,
			"%s: of another version of the suite; %zu of its requirements, which this "
			"program does not know, are left out",
			column_title(&comparison->pool, column), group->all->unknown);
}

void comparison_make(struct comparison *comparison, const struct groups *groups,
		     const struct comparison_options *options)
{
	comparison->only_differences = options->only_differences;
	comparison_rows(comparison, groups, options);
	comparison_columns(comparison, groups);
	comparison_properties(comparison, groups, options);
	for (size_t i = 0; i < comparison->column_count; i++)
		note_catalogue(comparison, groups->group[i], &comparison->columns[i]);
}

void comparison_free(struct comparison *comparison)
{
	lines_free(&comparison->problems);
	lines_free(&comparison->notes);
	pool_free(&comparison->pool);
}
