#include <stdlib.h>
#include <string.h>

#include "report_parts.h"

static bool is_chosen(const char *mechanism, const char *const *chosen, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(chosen[i], mechanism) == 0)
			return true;
	return count == 0;
}

static bool has_summary(const struct report *report, const char *mechanism)
{
	for (size_t i = 0; i < report->summary_count; i++)
		if (strcmp(report->summaries[i].mechanism, mechanism) == 0)
			return true;
	return false;
}

static void add_summary(struct report *report, const char *mechanism, bool covered)
{
	report->summaries = array_resize(report->summaries, report->summary_count + 1,
					 sizeof(*report->summaries));
	report->summaries[report->summary_count++] =
		(struct summary){.mechanism = mechanism, .covered = covered};
}

/* The mechanisms in the catalogue's order, and which of its entries the report covers. */
static void choose(struct report *report, const char *const *mechanisms, size_t count)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const char *mechanism = catalogue[i].mechanism;
		bool covered = is_chosen(mechanism, mechanisms, count);

		report->entries[i].covered = covered;
		if (!has_summary(report, mechanism))
			add_summary(report, mechanism, covered);
	}
}

void report_make(struct report *report, struct results *results, const struct baseline *baseline,
		 const char *const *mechanisms, size_t mechanism_count)
{
	*report = (struct report){.results = results, .baseline = baseline};
	report->entries = pool_alloc(&results->pool, CATALOGUE_SIZE * sizeof(*report->entries));
	for (size_t i = 0; i < results->problems.count; i++)
		lines_add(&report->problems, &results->pool, "%s", results->problems.line[i]);
	choose(report, mechanisms, mechanism_count);
	report->covers_faults = is_chosen(REPORT_FAULTS, mechanisms, mechanism_count);
	report_sort(report);
	report_check_ids(report);
	report->input_problems = report->problems.count;
	report_prove(report);
	report_observe(report);
	report_trace_paths(report);
	report_summarize(report);
	report_check_known(report);
}

int report_status(const struct report *report)
{
	if (report->problems.count)
		return 2;
	return report->new_deviations || report->broken ? 1 : 0;
}

void report_free(struct report *report)
{
	free(report->summaries);
	free(report->sorted);
	free(report->others);
	free(report->observations);
	free(report->facts);
	free(report->paths);
	lines_free(&report->problems);
	lines_free(&report->notes);
}
