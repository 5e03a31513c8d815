/* Which columns say the same, and how they are called. */
#include "../escape.h"
#include "page_parts.h"

/* From how many columns on the largest group is called "the others". */
#define MOST_NAMES 4

const enum verdict page_order[VERDICTS] = {
	VERDICT_DEVIATES, VERDICT_BROKEN,      VERDICT_KNOWN_DEVIATION, VERDICT_CONFORMS,
	VERDICT_OBSERVED, VERDICT_UNSUPPORTED, VERDICT_NOT_TESTED,	VERDICT_UNTESTED,
};

const struct page_mark *page_mark(enum verdict verdict)
{
	static const struct page_mark marks[VERDICTS] = {
		[VERDICT_UNTESTED] = {"\u00b7", "x"},	 [VERDICT_NOT_TESTED] = {"?", "t"},
		[VERDICT_UNSUPPORTED] = {"\u2013", "u"}, [VERDICT_OBSERVED] = {"\u25cb", "o"},
		[VERDICT_CONFORMS] = {"\u2713", "c"},	 [VERDICT_KNOWN_DEVIATION] = {"~", "k"},
		[VERDICT_BROKEN] = {"!", "b"},		 [VERDICT_DEVIATES] = {"\u2717", "d"},
	};

	return &marks[verdict];
}

void page_verdict(FILE *file, enum verdict verdict)
{
	const struct page_mark *mark = page_mark(verdict);

	put_markup(file, "<b class=\"sign %s\">%s %s</b>", mark->letter, mark->sign,
		   verdict_words(verdict));
}

size_t page_columns(const struct comparison *comparison)
{
	return comparison->column_count < PAGE_COLUMNS ? comparison->column_count : PAGE_COLUMNS;
}

void page_title(FILE *file, const struct column *column)
{
	put_markup(file, "%s", column->label);
	if (column->label_count > 1)
		put_markup(file, " and %zu more", column->label_count - 1);
}

static size_t find_group(const struct page_groups *groups, page_same *same, const void *about,
			 size_t column)
{
	size_t group = 0;

	while (group < groups->count && !same(about, groups->first[group], column))
		group++;
	return group;
}

void page_group(struct page_groups *groups, const struct comparison *comparison, page_same *same,
		const void *about)
{
	groups->count = 0;
	groups->largest = 0;
	for (size_t i = 0; i < page_columns(comparison); i++) {
		size_t group = find_group(groups, same, about, i);

		if (group == groups->count) {
			groups->first[group] = i;
			groups->columns[group] = 0;
			groups->targets[group] = 0;
			groups->count++;
		}
		groups->of[i] = group;
		groups->targets[group] += comparison->columns[i].label_count;
		if (++groups->columns[group] > groups->columns[groups->largest])
			groups->largest = group;
	}
}

void page_names(FILE *file, const struct comparison *comparison, const struct page_groups *groups,
		size_t group)
{
	const char *separator = "";

	if (groups->count == 1 && groups->targets[group] > 1) {
		put_markup(file, "all %zu targets", groups->targets[group]);
		return;
	}
	if (group == groups->largest && groups->columns[group] > MOST_NAMES) {
		put_markup(file, "the %zu others", groups->targets[group]);
		return;
	}
	for (size_t i = 0; i < page_columns(comparison); i++) {
		if (groups->of[i] != group)
			continue;
		fputs(separator, file);
		page_title(file, &comparison->columns[i]);
		separator = ", ";
	}
}
