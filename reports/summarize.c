#include <string.h>

#include "lookup.h"
#include "report_parts.h"

static struct summary *find_summary(struct report *report, const char *mechanism)
{
	for (size_t i = 0; i < report->summary_count; i++)
		if (strcmp(report->summaries[i].mechanism, mechanism) == 0)
			return &report->summaries[i];
	return NULL;
}

const char *report_mechanism(const struct result *result)
{
	const char *rest = result->requirements, *id;
	size_t length;

	while ((id = next_word(&rest, &length))) {
		size_t index = lookup_id(id, length);

		if (index != NOT_IN_CATALOGUE)
			return catalogue[index].mechanism;
	}
	return lookup_mechanism(result->program);
}

static void count_cases(struct report *report)
{
	for (size_t i = 0; i < report->sorted_count; i++) {
		const char *mechanism = report_mechanism(report->sorted[i]);
		struct summary *summary = mechanism ? find_summary(report, mechanism) : NULL;

		if (!summary)
			continue;
		summary->cases++;
		summary->seconds += report->sorted[i]->seconds;
	}
}

static void count_verdict(struct report *report, enum verdict verdict)
{
	report->new_deviations += verdict == VERDICT_DEVIATES;
	report->broken += verdict == VERDICT_BROKEN;
}

static void count_entries(struct report *report)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &report->entries[i];
		struct summary *summary = find_summary(report, entry->requirement->mechanism);

		if (entry->requirement->error)
			summary->errors[entry->verdict]++;
		else
			summary->requirements[entry->verdict]++;
		/* A case of another mechanism may prove something of this one. */
		summary->missing = summary->missing && entry->count == 0;
		if (entry->covered)
			count_verdict(report, entry->verdict);
	}
}

/* Those of a mechanism that the report does not cover are none of its business. */
static void count_others(struct report *report)
{
	size_t kept = 0;

	for (size_t i = 0; i < report->other_count; i++) {
		const struct result *other = report->others[i];
		const char *mechanism = lookup_mechanism(other->program);

		if (mechanism && !find_summary(report, mechanism)->covered)
			continue;
		report->others[kept++] = other;
		count_verdict(report, report_verdict(report, other));
	}
	report->other_count = kept;
}

void report_summarize(struct report *report)
{
	count_cases(report);
	for (size_t i = 0; i < report->summary_count; i++)
		report->summaries[i].missing = report->summaries[i].cases == 0;
	count_entries(report);
	count_others(report);
	for (size_t i = 0; i < report->summary_count; i++) {
		struct summary *summary = &report->summaries[i];

		summary->missing = summary->missing && summary->covered;
		if (summary->missing)
			lines_add(
				&report->problems, &report->results->pool,
				"no results of %s; run its cases, or name the mechanisms you want "
				"with --mechanism",
				summary->mechanism);
	}
}
