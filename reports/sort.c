#include <stdlib.h>
#include <string.h>

#include "report_parts.h"

static int compare_names(const struct result *a, const struct result *b)
{
	int order = a->program == b->program ? 0 : strcmp(a->program, b->program);

	return order ? order : strcmp(a->name, b->name);
}

static int compare_results(const void *first, const void *second)
{
	const struct result *a = *(const struct result *const *)first;
	const struct result *b = *(const struct result *const *)second;
	int order = compare_names(a, b);

	if (order)
		return order;
	/* The newer first; of two read at the same time, the one read later. */
	if (a->start != b->start)
		return a->start > b->start ? -1 : 1;
	return a > b ? -1 : a < b;
}

static void note_repeated(struct report *report, const struct result *newer,
			  const struct result *older, size_t count)
{
	lines_add(&report->notes, &report->results->pool,
		  "%zu %s in the results more than once, and the newest counts; the first is %s, "
		  "in %s and %s",
		  count, count == 1 ? "case is" : "cases are", newer->name, newer->file,
		  older->file);
}

void report_sort(struct report *report)
{
	const struct results *results = report->results;
	const struct result *newer = NULL, *older = NULL;
	const struct result **sorted =
		array_resize(NULL, results->count + 1, sizeof(*report->sorted));
	size_t kept = 0;

	for (size_t i = 0; i < results->count; i++)
		sorted[i] = &results->result[i];
	qsort(sorted, results->count, sizeof(*sorted), compare_results);
	for (size_t i = 0; i < results->count; i++) {
		if (kept == 0 || compare_names(sorted[kept - 1], sorted[i]) != 0) {
			sorted[kept++] = sorted[i];
		} else if (!newer) {
			newer = sorted[kept - 1];
			older = sorted[i];
		}
	}
	report->sorted = sorted;
	report->sorted_count = kept;
	if (newer)
		note_repeated(report, newer, older, results->count - kept);
}
