/* What the columns observed, and the facts of their environments. */
#include <stdlib.h>
#include <string.h>

#include "../lookup.h"
#include "model.h"

/* A value and where it belongs. */
struct sighting {
	size_t rank; /* of its id in the catalogue */
	const char *id, *key, *value;
	size_t column;
};

static int compare_places(const struct sighting *a, const struct sighting *b)
{
	int order = (a->rank > b->rank) - (a->rank < b->rank);

	if (order == 0 && a->id != b->id)
		order = strcmp(a->id, b->id);
	if (order == 0 && a->key != b->key)
		order = strcmp(a->key, b->key);
	return order;
}

static int compare_sightings(const void *first, const void *second)
{
	const struct sighting *a = first, *b = second;
	int order = compare_places(a, b);

	if (order == 0)
		order = (a->column > b->column) - (a->column < b->column);
	return order || a->value == b->value ? order : strcmp(a->value, b->value);
}

static bool is_same(const char *a, const char *b)
{
	return a == b || strcmp(a, b) == 0;
}

/* The index of the mechanism an id of the catalogue belongs to. */
static size_t mechanism_of(const struct comparison *comparison, size_t rank)
{
	size_t i = 0;

	while (i < comparison->mechanism_count &&
	       !(rank < CATALOGUE_SIZE &&
		 strcmp(comparison->mechanisms[i].name, catalogue[rank].mechanism) == 0))
		i++;
	return i;
}

/* The sightings from first to before end are of one place: the property's values. */
static struct property make_property(struct comparison *comparison, const struct sighting *first,
				     const struct sighting *end)
{
	struct pool *pool = &comparison->pool;
	const char **values = pool_alloc(pool, comparison->column_count * sizeof(*values));
	const char *any = NULL;
	struct property property = {
		.id = first->id,
		.mechanism = mechanism_of(comparison, first->rank),
		.key = first->key,
		.values = values,
	};

	for (; first < end; first++) {
		const char **value = &values[first->column];

		if (!*value)
			*value = first->value;
		else if (!is_same(*value, first->value))
			*value = pool_printf(pool, "%s / %s", *value, first->value);
	}
	for (size_t i = 0; i < comparison->column_count; i++) {
		if (any && values[i] && !is_same(any, values[i]))
			property.differs = true;
		if (values[i])
			any = values[i];
	}
	return property;
}

/* Turns sorted sightings into properties. */
static struct property *fold(struct comparison *comparison, struct sighting *all, size_t count,
			     size_t *property_count)
{
	struct property *properties;
	size_t places = 0;

	qsort(all, count, sizeof(*all), compare_sightings);
	for (size_t i = 0; i < count; i++)
		places += i == 0 || compare_places(&all[i - 1], &all[i]) != 0;
	properties = pool_alloc(&comparison->pool, places * sizeof(*properties));
	*property_count = 0;
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && compare_places(&all[first], &all[end]) == 0;)
			end++;
		properties[(*property_count)++] = make_property(comparison, all + first, all + end);
	}
	return properties;
}

/* Of a mechanism that was not chosen, nothing is shown. */
static bool is_shown(const struct comparison *comparison, size_t rank,
		     const struct comparison_options *options)
{
	return options->mechanism_count == 0 ||
	       mechanism_of(comparison, rank) < comparison->mechanism_count;
}

static void make_observations(struct comparison *comparison, const struct groups *groups,
			      const struct comparison_options *options)
{
	struct sighting *all;
	size_t count = 0;

	for (size_t i = 0; i < groups->count; i++)
		count += groups->group[i]->all->observation_count;
	all = array_resize(NULL, count + 1, sizeof(*all));
	count = 0;
	for (size_t i = 0; i < groups->count; i++) {
		const struct said_all *said = groups->group[i]->all;

		for (size_t j = 0; j < said->observation_count; j++) {
			const struct said_value *value = &said->observations[j];
			size_t index = lookup_id(value->id, strlen(value->id));
			size_t rank = index == NOT_IN_CATALOGUE ? CATALOGUE_SIZE : index;

			if (is_shown(comparison, rank, options))
				all[count++] = (struct sighting){rank, value->id, value->key,
								 value->value, i};
		}
	}
	comparison->observations = fold(comparison, all, count, &comparison->observation_count);
	free(all);
}

/* "6.1.0", or for a group of which not all say so "6.1.0 (997), 6.1.2 (2), others (1)". */
static const char *fact_value(struct pool *pool, const struct group *group,
			      const struct group_fact *fact)
{
	char *text;

	if (fact->seen[0].count == group->label_count)
		return fact->seen[0].value;
	text = pool_printf(pool, "%s (%zu)", fact->seen[0].value, fact->seen[0].count);
	for (int i = 1; i < FACT_VALUES && fact->seen[i].value; i++)
		text = pool_printf(pool, "%s, %s (%zu)", text, fact->seen[i].value,
				   fact->seen[i].count);
	return fact->others ? pool_printf(pool, "%s, others (%zu)", text, fact->others) : text;
}

static void make_facts(struct comparison *comparison, const struct groups *groups)
{
	struct sighting *all;
	size_t count = 0;

	for (size_t i = 0; i < groups->count; i++)
		count += groups->group[i]->fact_count;
	all = array_resize(NULL, count + 1, sizeof(*all));
	count = 0;
	for (size_t i = 0; i < groups->count; i++)
		for (size_t j = 0; j < groups->group[i]->fact_count; j++) {
			const struct group_fact *fact = &groups->group[i]->facts[j];

			all[count++] = (struct sighting){
				CATALOGUE_SIZE, "", fact->key,
				fact_value(&comparison->pool, groups->group[i], fact), i};
		}
	comparison->facts = fold(comparison, all, count, &comparison->fact_count);
	free(all);
}

void comparison_properties(struct comparison *comparison, const struct groups *groups,
			   const struct comparison_options *options)
{
	make_observations(comparison, groups, options);
	make_facts(comparison, groups);
}
