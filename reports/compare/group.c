#include "group.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../lookup.h"

#define SLOTS 4096

void groups_start(struct groups *groups, struct pool *pool, bool single)
{
	*groups = (struct groups){.strings = {.pool = pool}, .single = single};
	groups->slots = pool_alloc(pool, SLOTS * sizeof(*groups->slots));
}

/* Where the fingerprint is among what was said, or would have to be. */
static size_t find_said(const struct groups *groups, const char *fingerprint)
{
	size_t first = 0, end = groups->said_count;

	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (strcmp(groups->said[middle]->fingerprint, fingerprint) < 0)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

const struct said_all *groups_said(struct groups *groups, const struct summary_text *text)
{
	size_t at = find_said(groups, text->fingerprint);
	struct said_all *all;

	if (at < groups->said_count &&
	    strcmp(groups->said[at]->fingerprint, text->fingerprint) == 0)
		return groups->said[at];
	if (groups->said_count == groups->said_room) {
		groups->said_room = groups->said_room ? 2 * groups->said_room : 64;
		groups->said = array_resize(groups->said, groups->said_room, sizeof(*groups->said));
	}
	all = pool_alloc(groups->strings.pool, sizeof(*all));
	summary_parse(all, &groups->strings, text);
	memmove(groups->said + at + 1, groups->said + at,
		(groups->said_count - at) * sizeof(*groups->said));
	groups->said[at] = all;
	groups->said_count++;
	return all;
}

static struct group *start_group(struct groups *groups, const struct said_all *all,
				 const struct said_all *previous)
{
	struct pool *pool = groups->strings.pool;
	struct group *group = pool_alloc(pool, sizeof(*group));

	*group = (struct group){
		.all = all,
		.previous = previous,
		.seconds = pool_alloc(pool, CATALOGUE_SIZE * sizeof(*group->seconds)),
		.case_seconds = pool_alloc(pool, all->case_count * sizeof(*group->case_seconds)),
	};
	if (groups->count == groups->room) {
		groups->room = groups->room ? 2 * groups->room : 64;
		groups->group = array_resize(groups->group, groups->room, sizeof(*groups->group));
	}
	groups->group[groups->count++] = group;
	return group;
}

static struct group *find_group(struct groups *groups, const struct said_all *all,
				const struct said_all *previous)
{
	size_t slot =
		((uintptr_t)all / sizeof(*all) * 31 + (uintptr_t)previous / sizeof(*all)) % SLOTS;
	struct group *group = groups->slots[slot];

	if (groups->single)
		return start_group(groups, all, previous);
	while (group && (group->all != all || group->previous != previous))
		group = group->next;
	if (!group) {
		group = start_group(groups, all, previous);
		group->next = groups->slots[slot];
		groups->slots[slot] = group;
	}
	return group;
}

static const char *keep(struct groups *groups, const struct summary_field *field)
{
	return intern(&groups->strings, field->bytes, field->size);
}

/* Strings are interned: equal ones are mostly the same pointer, and it is tried first. */
static bool is_same(const char *a, const char *b)
{
	return a == b || strcmp(a, b) == 0;
}

static void count_value(struct group_fact *fact, const char *value)
{
	for (int i = 0; i < FACT_VALUES; i++) {
		if (!fact->seen[i].value)
			fact->seen[i].value = value;
		if (is_same(fact->seen[i].value, value)) {
			fact->seen[i].count++;
			return;
		}
	}
	fact->others++;
}

/* *guess is where the fact of this key will be: they are in order. */
static void add_fact(struct group *group, size_t *guess, const char *key, const char *value)
{
	size_t at = *guess;

	if (at >= group->fact_count || !is_same(group->facts[at].key, key))
		for (at = 0; at < group->fact_count && !is_same(group->facts[at].key, key);)
			at++;
	if (at == group->fact_count) {
		group->facts =
			array_resize(group->facts, ++group->fact_count, sizeof(*group->facts));
		group->facts[at] = (struct group_fact){.key = key};
	}
	count_value(&group->facts[at], value);
	*guess = at + 1;
}

static int compare_said(const void *first, const void *second)
{
	return strcmp(((const struct said *)first)->id, ((const struct said *)second)->id);
}

static void add_duration(struct groups *groups, struct group *group,
			 const struct summary_field field[SUMMARY_FIELDS], size_t *guess)
{
	char text[32] = "";
	size_t index = summary_entry(&field[1], guess);
	double seconds;

	memcpy(text, field[2].bytes, field[2].size < sizeof(text) ? field[2].size : 0);
	seconds = strtod(text, NULL);
	if (!(seconds >= 0 && seconds < 1e9))
		return;
	if (index != NOT_IN_CATALOGUE) {
		group->seconds[index] += seconds;
	} else {
		struct said key = {.id = keep(groups, &field[1])};
		const struct said *found = bsearch(&key, group->all->cases, group->all->case_count,
						   sizeof(*group->all->cases), compare_said);

		if (found)
			group->case_seconds[found - group->all->cases] += seconds;
	}
}

static int compare_reasons(const void *first, const void *second)
{
	return strcmp(((const struct group_reason *)first)->id,
		      ((const struct group_reason *)second)->id);
}

static void add_reason(struct group *group, const char *id, const char *reason)
{
	group->reasons =
		array_resize(group->reasons, group->reason_count + 1, sizeof(*group->reasons));
	group->reasons[group->reason_count++] = (struct group_reason){id, reason};
}

/* What the run has of its own. */
static void add_run(struct groups *groups, struct group *group, const struct summary_text *text)
{
	struct summary_field field[SUMMARY_FIELDS];
	const char *rest = text->run;
	size_t entry = 0, fact = 0;

	while (summary_line(&rest, text->run_end, field)) {
		if (field_is(&field[0], "duration"))
			add_duration(groups, group, field, &entry);
		else if (field_is(&field[0], "fact"))
			add_fact(group, &fact, keep(groups, &field[1]), keep(groups, &field[2]));
		else if (group->label_count == 1 && field_is(&field[0], "reason"))
			add_reason(group, keep(groups, &field[1]), keep(groups, &field[2]));
	}
	if (group->label_count == 1 && group->reason_count > 0)
		qsort(group->reasons, group->reason_count, sizeof(*group->reasons),
		      compare_reasons);
}

void groups_add(struct groups *groups, const char *label, const struct summary_text *text,
		const struct said_all *previous)
{
	struct group *group = find_group(groups, groups_said(groups, text), previous);

	if (group->label_count == group->room) {
		group->room = group->room ? 2 * group->room : 4;
		group->labels = array_resize(group->labels, group->room, sizeof(*group->labels));
	}
	group->labels[group->label_count++] = label;
	add_run(groups, group, text);
}

void groups_free(struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++) {
		free(groups->group[i]->labels);
		free(groups->group[i]->facts);
		free(groups->group[i]->reasons);
	}
	free(groups->group);
	free(groups->said);
	intern_free(&groups->strings);
}
