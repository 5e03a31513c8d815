#include "spread.h"

#include <string.h>

#define MOST_LABELS 6
#define MOST_VALUES 8

/* Labels of columns, listed one after another. */
struct list {
	struct pool *pool;
	const char *text;
	size_t count;
};

static void add_label(struct list *list, const struct column *column)
{
	if (list->count++ < MOST_LABELS)
		list->text = pool_printf(list->pool, "%s%s%s", list->text, *list->text ? ", " : "",
					 column_title(list->pool, column));
}

static const char *end_list(const struct list *list)
{
	if (list->count <= MOST_LABELS)
		return list->text;
	return pool_printf(list->pool, "%s and %zu more", list->text, list->count - MOST_LABELS);
}

/* Appends "what: labels" to text. */
static const char *append(struct pool *pool, const char *text, const char *what,
			  const struct list *list)
{
	return pool_printf(pool, "%s%s%s: %s", text, *text ? "; " : "", what, end_list(list));
}

const char *spread_verdicts(struct pool *pool, const struct comparison *comparison, size_t row)
{
	const char *text = "";

	for (int verdict = VERDICTS - 1; verdict >= 0; verdict--) {
		struct list list = {pool, "", 0};

		for (size_t i = 0; i < comparison->column_count; i++) {
			const struct cell *cell = &comparison->columns[i].cells[row];

			if (cell->covered && (int)cell->verdict == verdict)
				add_label(&list, &comparison->columns[i]);
		}
		if (list.count)
			text = append(pool, text, verdict_words((enum verdict)verdict), &list);
	}
	return text;
}

const char *spread_changes(struct pool *pool, const struct comparison *comparison, size_t row)
{
	const char *text = "";

	for (int change = CHANGE_NEW; change < CHANGES; change++) {
		struct list list = {pool, "", 0};

		for (size_t i = 0; i < comparison->column_count; i++)
			if ((int)comparison->columns[i].cells[row].change == change)
				add_label(&list, &comparison->columns[i]);
		if (list.count)
			text = append(pool, text, change_name((enum change)change), &list);
	}
	return text;
}

/* True if an earlier column has the same value. */
static bool is_repeated(const char *const *values, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (values[i] && strcmp(values[i], values[index]) == 0)
			return true;
	return false;
}

const char *spread_values(struct pool *pool, const struct comparison *comparison,
			  const struct property *property)
{
	const char *const *values = property->values;
	const char *text = "";
	size_t count = 0;

	for (size_t i = 0; i < comparison->column_count; i++) {
		struct list list = {pool, "", 0};

		if (!values[i] || is_repeated(values, i))
			continue;
		if (++count > MOST_VALUES)
			return pool_printf(pool, "%s; and other values", text);
		for (size_t j = i; j < comparison->column_count; j++)
			if (values[j] && strcmp(values[j], values[i]) == 0)
				add_label(&list, &comparison->columns[j]);
		text = append(pool, text, values[i], &list);
	}
	return text;
}

const struct column *spread_reason(const struct comparison *comparison, size_t row)
{
	const struct column *worst = NULL;

	for (size_t i = 0; i < comparison->column_count; i++) {
		const struct column *column = &comparison->columns[i];

		if (column->cells[row].covered &&
		    (!worst || column->cells[row].verdict > worst->cells[row].verdict))
			worst = column;
	}
	if (!worst || worst->cells[row].verdict < VERDICT_KNOWN_DEVIATION)
		return NULL;
	return *worst->cells[row].reason ? worst : NULL;
}

const char *score_words(struct pool *pool, const struct score *score)
{
	return pool_printf(pool, "%zu of %zu", score->conforming, score->binding);
}

const char *comparison_headline(struct pool *pool, const struct comparison *comparison)
{
	const char *runs =
		comparison->run_count == comparison->column_count
			? ""
			: pool_printf(pool, " in %zu %s", comparison->column_count,
				      comparison->column_count == 1 ? "group that says the same"
								    : "groups that say the same");

	return pool_printf(pool, "%zu %s%s; %zu of %zu requirements differ", comparison->run_count,
			   comparison->run_count == 1 ? "target" : "targets", runs,
			   comparison->differences, comparison->row_count);
}
