/* The mechanisms and rows that any of the groups says something of. */
#include <stdlib.h>
#include <string.h>

#include "../lookup.h"
#include "model.h"

/* All groups' cases that prove no requirement, each id once, in order. */
struct cases {
	const struct said **said;
	size_t count;
};

bool says_something_of(const struct said_all *all, const char *mechanism)
{
	for (size_t i = 0; i < all->mechanism_count; i++)
		if (strcmp(all->mechanisms[i], mechanism) == 0)
			return true;
	return false;
}

static int compare_ids(const void *first, const void *second)
{
	return strcmp((*(const struct said *const *)first)->id,
		      (*(const struct said *const *)second)->id);
}

static struct cases collect_cases(const struct groups *groups)
{
	struct cases cases = {NULL, 0};
	size_t kept = 0, room = 1;

	for (size_t i = 0; i < groups->count; i++)
		room += groups->group[i]->all->case_count;
	cases.said = array_resize(NULL, room, sizeof(*cases.said));
	for (size_t i = 0; i < groups->count; i++) {
		const struct said_all *all = groups->group[i]->all;

		for (size_t j = 0; j < all->case_count; j++)
			cases.said[cases.count++] = &all->cases[j];
	}
	qsort(cases.said, cases.count, sizeof(*cases.said), compare_ids);
	for (size_t i = 0; i < cases.count; i++)
		if (kept == 0 || strcmp(cases.said[kept - 1]->id, cases.said[i]->id) != 0)
			cases.said[kept++] = cases.said[i];
	cases.count = kept;
	return cases;
}

static bool is_chosen(const char *name, const struct comparison_options *options)
{
	for (size_t i = 0; i < options->mechanism_count; i++)
		if (strcmp(options->mechanisms[i], name) == 0)
			return true;
	return options->mechanism_count == 0;
}

static bool is_covered(const struct groups *groups, const char *name)
{
	for (size_t i = 0; i < groups->count; i++)
		if (says_something_of(groups->group[i]->all, name))
			return true;
	return false;
}

static void add_row(struct comparison *comparison, const char *id,
		    const struct requirement *requirement)
{
	bool binding = requirement && requirement->level != LEVEL_MAY &&
		       requirement->level != LEVEL_LINUX &&
		       !catalogue_untested[requirement - catalogue];

	comparison->rows[comparison->row_count++] = (struct row){
		.id = id,
		.requirement = requirement,
		.mechanism = comparison->mechanism_count,
		.binding = binding,
	};
}

static void add_mechanism(struct comparison *comparison, const char *name,
			  const struct cases *cases)
{
	struct mechanism *mechanism = &comparison->mechanisms[comparison->mechanism_count];
	size_t first = comparison->row_count;

	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (strcmp(catalogue[i].mechanism, name) == 0)
			add_row(comparison, catalogue[i].id, &catalogue[i]);
	for (size_t i = 0; i < cases->count; i++)
		if (strcmp(cases->said[i]->mechanism, name) == 0)
			add_row(comparison, cases->said[i]->id, NULL);
	*mechanism = (struct mechanism){
		.name = name,
		.first_row = first,
		.row_count = comparison->row_count - first,
	};
	if (mechanism->row_count > 0)
		comparison->mechanism_count++;
}

/* All names that a mechanism may have, in the order of the reports. */
static size_t list_names(const char **names)
{
	size_t count = 0;

	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (i == 0 || strcmp(catalogue[i].mechanism, catalogue[i - 1].mechanism) != 0)
			names[count++] = catalogue[i].mechanism;
	names[count++] = REPORT_FAULTS;
	names[count++] = SUMMARY_OTHER;
	return count;
}

void comparison_rows(struct comparison *comparison, const struct groups *groups,
		     const struct comparison_options *options)
{
	const char **names = pool_alloc(&comparison->pool, (CATALOGUE_SIZE + 2) * sizeof(*names));
	size_t count = list_names(names);
	struct cases cases = collect_cases(groups);

	comparison->mechanisms =
		pool_alloc(&comparison->pool, count * sizeof(*comparison->mechanisms));
	comparison->rows = pool_alloc(&comparison->pool,
				      (CATALOGUE_SIZE + cases.count) * sizeof(*comparison->rows));
	for (size_t i = 0; i < count; i++)
		if (is_chosen(names[i], options) && is_covered(groups, names[i]))
			add_mechanism(comparison, names[i], &cases);
	free(cases.said);
}
