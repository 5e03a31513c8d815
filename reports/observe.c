#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "report_parts.h"

/* In the order of the catalogue; what it does not know comes last. */
static size_t rank(const struct observation *observation)
{
	return observation->requirement ? (size_t)(observation->requirement - catalogue)
					: CATALOGUE_SIZE;
}

static int compare_observations(const void *first, const void *second)
{
	const struct observation *a = first, *b = second;
	int order = (rank(a) > rank(b)) - (rank(a) < rank(b));

	if (order == 0)
		order = strcmp(a->id, b->id);
	if (order == 0)
		order = strcmp(a->key, b->key);
	return order ? order : strcmp(a->value, b->value);
}

/* A fact and the time it was noted, to let the newest count. */
struct dated_fact {
	struct fact fact;
	int64_t start;
};

static int compare_facts(const void *first, const void *second)
{
	const struct dated_fact *a = first, *b = second;
	int order = strcmp(a->fact.key, b->fact.key);

	return order ? order : (a->start < b->start) - (a->start > b->start);
}

static void count_notes(const struct report *report, size_t *observations, size_t *facts)
{
	for (size_t i = 0; i < report->sorted_count; i++)
		for (const struct note *note = report->sorted[i]->notes; note; note = note->next)
			if (!note->function)
				++*(note->requirement ? observations : facts);
}

static struct observation make_observation(const struct note *note, const struct result *result)
{
	size_t index = lookup_id(note->requirement, strlen(note->requirement));

	return (struct observation){
		.requirement = index == NOT_IN_CATALOGUE ? NULL : &catalogue[index],
		.id = note->requirement,
		.key = note->key,
		.value = note->value,
		.result = result,
	};
}

static bool is_covered(const struct report *report, const struct observation *observation)
{
	return !observation->requirement ||
	       report->entries[observation->requirement - catalogue].covered;
}

static void collect(struct report *report, struct dated_fact *facts)
{
	for (size_t i = 0; i < report->sorted_count; i++) {
		const struct result *result = report->sorted[i];

		for (const struct note *note = result->notes; note; note = note->next) {
			if (note->function)
				continue;
			if (note->requirement)
				report->observations[report->observation_count++] =
					make_observation(note, result);
			else
				facts[report->fact_count++] = (struct dated_fact){
					{note->key, note->value}, result->start};
		}
	}
}

/* Several cases may observe the same thing: once is enough. */
static void keep_observations(struct report *report)
{
	struct observation *all = report->observations;
	size_t kept = 0;

	qsort(all, report->observation_count, sizeof(*all), compare_observations);
	for (size_t i = 0; i < report->observation_count; i++)
		if (is_covered(report, &all[i]) &&
		    (kept == 0 || compare_observations(&all[kept - 1], &all[i]) != 0))
			all[kept++] = all[i];
	report->observation_count = kept;
}

static void keep_facts(struct report *report, struct dated_fact *facts)
{
	size_t kept = 0;

	qsort(facts, report->fact_count, sizeof(*facts), compare_facts);
	for (size_t i = 0; i < report->fact_count; i++)
		if (kept == 0 || strcmp(report->facts[kept - 1].key, facts[i].fact.key) != 0)
			report->facts[kept++] = facts[i].fact;
	report->fact_count = kept;
}

void report_observe(struct report *report)
{
	size_t observations = 0, facts = 0;
	struct dated_fact *dated;

	count_notes(report, &observations, &facts);
	report->observations = array_resize(NULL, observations + 1, sizeof(*report->observations));
	report->facts = array_resize(NULL, facts + 1, sizeof(*report->facts));
	dated = array_resize(NULL, facts + 1, sizeof(*dated));
	collect(report, dated);
	keep_observations(report);
	keep_facts(report, dated);
	free(dated);
}
