/* The columns, one for each group, and their cells, counts and changes. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

static int compare_said(const void *first, const void *second)
{
	return strcmp(((const struct said *)first)->id, ((const struct said *)second)->id);
}

const struct said *said_of(const struct said_all *all, const struct row *row)
{
	struct said key = {.id = row->id};

	if (!row->requirement)
		return bsearch(&key, all->cases, all->case_count, sizeof(*all->cases),
			       compare_said);
	key = all->entries[row->requirement - catalogue];
	return key.reason ? &all->entries[row->requirement - catalogue] : NULL;
}

static bool is_bad(enum verdict verdict)
{
	return verdict == VERDICT_DEVIATES || verdict == VERDICT_BROKEN ||
	       verdict == VERDICT_KNOWN_DEVIATION;
}

static bool is_tested(enum verdict verdict)
{
	return verdict > VERDICT_NOT_TESTED;
}

/*
 * A deviation that has become known, or is no longer in the baseline, is not new: the
 * target did not change. Where it was not tested before, it is.
 */
static enum change change_of(const struct said_all *previous, const struct row *row,
			     const struct cell *cell)
{
	const struct said *before = previous ? said_of(previous, row) : NULL;
	enum verdict now = (enum verdict)cell->verdict;

	if (!previous)
		return CHANGE_NONE;
	if (is_bad(now) && now != VERDICT_KNOWN_DEVIATION && !(before && is_bad(before->verdict)))
		return CHANGE_NEW;
	if (before && is_bad(before->verdict) &&
	    (now == VERDICT_CONFORMS || now == VERDICT_OBSERVED))
		return CHANGE_FIXED;
	return before && is_tested(before->verdict) && !is_tested(now) ? CHANGE_LOST : CHANGE_NONE;
}

static int compare_reasons(const void *first, const void *second)
{
	return strcmp(((const struct group_reason *)first)->id,
		      ((const struct group_reason *)second)->id);
}

/* The whole reason, if the summary has only a shortened one. */
static const char *whole_reason(const struct group *group, const char *id, const char *reason)
{
	struct group_reason key = {.id = id};
	const struct group_reason *found =
		group->reason_count == 0 || !strchr(reason, '#')
			? NULL
			: bsearch(&key, group->reasons, group->reason_count,
				  sizeof(*group->reasons), compare_reasons);

	return found ? found->reason : reason;
}

static struct cell make_cell(const struct group *group, const struct row *row, bool covered)
{
	const struct said *said = covered ? said_of(group->all, row) : NULL;
	struct cell cell = {.reason = "", .verdict = VERDICT_NOT_TESTED, .covered = covered};
	double seconds = 0;

	if (said) {
		cell.verdict = (unsigned char)said->verdict;
		cell.reason = whole_reason(group, row->id, said->reason);
		seconds = row->requirement ? group->seconds[row->requirement - catalogue]
					   : group->case_seconds[said - group->all->cases];
	} else if (covered && row->requirement &&
		   catalogue_untested[row->requirement - catalogue]) {
		cell.verdict = VERDICT_UNTESTED;
		cell.reason = catalogue_untested[row->requirement - catalogue];
	}
	cell.seconds = (float)(seconds / (double)group->label_count);
	cell.change = (unsigned char)change_of(group->previous, row, &cell);
	return cell;
}

static void count_cell(struct score *score, const struct row *row, const struct cell *cell)
{
	if (!cell->covered)
		return;
	score->verdicts[cell->verdict]++;
	score->binding += row->binding;
	score->conforming += row->binding && cell->verdict == VERDICT_CONFORMS;
}

static void fill_column(struct comparison *comparison, struct column *column,
			const struct group *group)
{
	struct pool *pool = &comparison->pool;
	struct cell *cells = pool_alloc(pool, comparison->row_count * sizeof(*cells));
	struct score *scores = pool_alloc(pool, comparison->mechanism_count * sizeof(*scores));

	for (size_t m = 0; m < comparison->mechanism_count; m++) {
		const struct mechanism *mechanism = &comparison->mechanisms[m];
		bool covered = says_something_of(group->all, mechanism->name);

		for (size_t i = 0; i < mechanism->row_count; i++) {
			struct row *row = &comparison->rows[mechanism->first_row + i];
			struct cell *cell = &cells[mechanism->first_row + i];

			*cell = make_cell(group, row, covered);
			count_cell(&scores[m], row, cell);
			count_cell(&column->score, row, cell);
			column->seconds += (double)cell->seconds;
			column->changes[cell->change]++;
			row->changed = row->changed || cell->change != CHANGE_NONE;
		}
	}
	column->cells = cells;
	column->scores = scores;
}

/* True for "..7", which only make_anchor() may put at the end. */
static bool ends_numbered(const char *text)
{
	size_t length = strlen(text), end = length;

	while (end > 0 && isdigit((unsigned char)text[end - 1]))
		end--;
	return end < length && end >= 2 && text[end - 1] == '.' && text[end - 2] == '.';
}

/* Every label is unique, but two may look the same once made simple: these are numbered. */
static const char *make_anchor(struct pool *pool, const char *label, size_t index)
{
	char *anchor = pool_printf(pool, "%s", label);
	bool simple = !ends_numbered(label);

	for (char *at = anchor; *at; at++) {
		if (!isascii(*at) || (!isalnum((unsigned char)*at) && !strchr("_.-", *at))) {
			*at = '-';
			simple = false;
		}
	}
	return simple ? anchor : pool_printf(pool, "%s..%zu", anchor, index + 1);
}

static void start_column(struct comparison *comparison, const struct group *group)
{
	const char **labels = pool_alloc(&comparison->pool, group->label_count * sizeof(*labels));
	struct column *column = &comparison->columns[comparison->column_count];

	memcpy(labels, group->labels, group->label_count * sizeof(*labels));
	*column = (struct column){
		.label = labels[0],
		.labels = labels,
		.label_count = group->label_count,
		.fingerprint = group->all->fingerprint,
		.has_previous = group->previous != NULL,
	};
	column->anchor = make_anchor(&comparison->pool, column->label, comparison->column_count);
	comparison->column_count++;
	comparison->run_count += group->label_count;
	comparison->has_previous = comparison->has_previous || column->has_previous;
}

/* Whether a baseline knows of a deviation is no difference between the targets. */
static bool is_same(const struct cell *a, const struct cell *b)
{
	bool deviate = (a->verdict == VERDICT_DEVIATES || a->verdict == VERDICT_KNOWN_DEVIATION) &&
		       (b->verdict == VERDICT_DEVIATES || b->verdict == VERDICT_KNOWN_DEVIATION);

	return deviate || a->verdict == b->verdict;
}

/* Compares each column that covers the row with the first one that does. */
static void compare_row(struct comparison *comparison, size_t index)
{
	struct row *row = &comparison->rows[index];
	const struct cell *first = NULL, *reference = &comparison->columns[0].cells[index];

	for (size_t i = 0; i < comparison->column_count; i++) {
		const struct cell *cell = &comparison->columns[i].cells[index];

		if (!cell->covered)
			continue;
		if (first && !is_same(cell, first))
			row->differs = true;
		if (!first)
			first = cell;
		if (reference->covered && !is_same(cell, reference))
			comparison->columns[i].differences++;
	}
	comparison->differences += row->differs;
	comparison->mechanisms[row->mechanism].difference += row->differs;
}

void comparison_columns(struct comparison *comparison, const struct groups *groups)
{
	comparison->columns =
		pool_alloc(&comparison->pool, groups->count * sizeof(*comparison->columns));
	for (size_t i = 0; i < groups->count; i++) {
		start_column(comparison, groups->group[i]);
		fill_column(comparison, &comparison->columns[i], groups->group[i]);
	}
	for (size_t i = 0; i < comparison->row_count; i++)
		compare_row(comparison, i);
}
