/* Reads a summary, see summary.h. Its text is from anywhere: intern() makes it harmless. */
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "sha256.h"
#include "summary.h"

/* Of one run; whoever says more is not one of ours. */
#define MOST_LINES 200000

static const char foreign[] = "not a summary of ipcts-report; write it with --format summary";
static const char damaged[] = "damaged or cut short; write it again with --format summary";
static const char another_version[] =
	"written by another version of ipcts-report; write it again with --format summary";

bool summary_line(const char **rest, const char *end, struct summary_field field[SUMMARY_FIELDS])
{
	const char *line = *rest, *newline;

	if (line >= end)
		return false;
	newline = memchr(line, '\n', (size_t)(end - line));
	*rest = newline ? newline + 1 : end;
	if (!newline)
		newline = end;
	for (int i = 0; i < SUMMARY_FIELDS; i++) {
		const char *tab = i == SUMMARY_FIELDS - 1
					  ? NULL
					  : memchr(line, '\t', (size_t)(newline - line));
		const char *stop = tab ? tab : newline;

		field[i] = (struct summary_field){line, (size_t)(stop - line)};
		line = tab ? tab + 1 : newline;
	}
	return true;
}

bool field_is(const struct summary_field *field, const char *text)
{
	return field->size == strlen(text) && memcmp(field->bytes, text, field->size) == 0;
}

const char *summary_open(struct summary_text *text, const char *bytes, size_t size)
{
	static const char separator[] = "\nresults\n";
	const char *rest = bytes, *end = bytes + size, *found;
	struct summary_field field[SUMMARY_FIELDS];

	if (!summary_line(&rest, end, field) || !field_is(&field[0], "ipcts-summary"))
		return foreign;
	if (!field_is(&field[1], "1"))
		return another_version;
	if (!summary_line(&rest, end, field) || !field_is(&field[0], "fingerprint"))
		return damaged;
	found = memmem(rest - 1, (size_t)(end - rest + 1), separator, strlen(separator));
	if (!found)
		return damaged;
	text->run = rest;
	text->run_end = found + 1;
	text->results = found + strlen(separator);
	text->end = end;
	sha256_hex(text->results, (size_t)(end - text->results), text->fingerprint);
	return field_is(&field[1], text->fingerprint) ? NULL : damaged;
}

size_t summary_entry(const struct summary_field *id, size_t *guess)
{
	size_t index = *guess;

	/* Entries of which there is nothing to say are left out: few in a row. */
	for (size_t end = index + 8; index < end && index < CATALOGUE_SIZE; index++)
		if (field_is(id, catalogue[index].id))
			break;
	if (index == CATALOGUE_SIZE || !field_is(id, catalogue[index].id))
		index = id->size ? lookup_id(id->bytes, id->size) : NOT_IN_CATALOGUE;
	if (index != NOT_IN_CATALOGUE)
		*guess = index + 1;
	return index;
}

static bool find_verdict(const struct summary_field *field, enum verdict *verdict)
{
	for (int i = 0; i < VERDICTS; i++)
		if (field_is(field, verdict_name((enum verdict)i))) {
			*verdict = (enum verdict)i;
			return true;
		}
	return false;
}

static const char *keep(struct intern *strings, const struct summary_field *field)
{
	return intern(strings, field->bytes, field->size);
}

static void parse_entry(struct said_all *all, struct intern *strings,
			const struct summary_field field[SUMMARY_FIELDS], size_t *guess)
{
	size_t index = summary_entry(&field[1], guess);
	enum verdict verdict;

	if (index == NOT_IN_CATALOGUE || !find_verdict(&field[2], &verdict)) {
		all->unknown++;
		return;
	}
	all->entries[index].reason = keep(strings, &field[3]);
	all->entries[index].verdict = verdict;
}

const char *summary_mechanism(const char *id)
{
	static const char faults[] = REPORT_FAULTS "/";
	const char *mechanism = lookup_mechanism(id);

	if (mechanism)
		return mechanism;
	return strncmp(id, faults, strlen(faults)) == 0 ? REPORT_FAULTS : SUMMARY_OTHER;
}

static void add_mechanism(struct said_all *all, const char *name)
{
	for (size_t i = 0; i < all->mechanism_count; i++)
		if (strcmp(all->mechanisms[i], name) == 0)
			return;
	all->mechanisms[all->mechanism_count++] = name;
}

/* Most cases are of the same program as the one before. */
static const char *mechanism_of(const struct said_all *all, const char *id)
{
	const struct said *before = all->case_count ? &all->cases[all->case_count - 1] : NULL;

	if (before && strncmp(before->id, id, strcspn(id, ":") + 1) == 0)
		return before->mechanism;
	return summary_mechanism(id);
}

static void parse_case(struct said_all *all, struct intern *strings,
		       const struct summary_field field[SUMMARY_FIELDS])
{
	struct said *said = &all->cases[all->case_count];

	if (!find_verdict(&field[2], &said->verdict))
		return;
	said->id = keep(strings, &field[1]);
	said->mechanism = mechanism_of(all, said->id);
	add_mechanism(all, said->mechanism);
	said->reason = keep(strings, &field[3]);
	all->case_count++;
}

static void parse_line(struct said_all *all, struct intern *strings,
		       const struct summary_field field[SUMMARY_FIELDS], size_t *guess)
{
	if (field_is(&field[0], "requirement"))
		parse_entry(all, strings, field, guess);
	else if (field_is(&field[0], "case"))
		parse_case(all, strings, field);
	else if (field_is(&field[0], "observation"))
		all->observations[all->observation_count++] =
			(struct said_value){keep(strings, &field[1]), keep(strings, &field[2]),
					    keep(strings, &field[3])};
	else if (field_is(&field[0], "mechanism"))
		add_mechanism(all, keep(strings, &field[1]));
	else if (field_is(&field[0], "catalogue"))
		all->catalogue = keep(strings, &field[1]);
}

/* How many lines begin with each kind's first letter, to make room for them. */
static void make_room(struct said_all *all, struct pool *pool, const struct summary_text *text)
{
	size_t counts[256] = {0}, lines = 0;
	struct summary_field field[SUMMARY_FIELDS];

	for (const char *rest = text->results;
	     lines < MOST_LINES && summary_line(&rest, text->end, field); lines++)
		counts[(unsigned char)*field[0].bytes]++;
	all->entries = pool_alloc(pool, CATALOGUE_SIZE * sizeof(*all->entries));
	all->mechanisms = pool_alloc(pool, (counts['m'] + counts['c']) * sizeof(*all->mechanisms));
	all->cases = pool_alloc(pool, counts['c'] * sizeof(*all->cases));
	all->observations = pool_alloc(pool, counts['o'] * sizeof(*all->observations));
}

static int compare_cases(const void *first, const void *second)
{
	return strcmp(((const struct said *)first)->id, ((const struct said *)second)->id);
}

void summary_parse(struct said_all *all, struct intern *strings, const struct summary_text *text)
{
	struct summary_field field[SUMMARY_FIELDS];
	const char *rest = text->results;
	size_t guess = 0;

	*all = (struct said_all){
		.fingerprint = intern(strings, text->fingerprint, strlen(text->fingerprint)),
		.catalogue = "",
	};
	make_room(all, strings->pool, text);
	for (size_t lines = 0; lines < MOST_LINES && summary_line(&rest, text->end, field); lines++)
		parse_line(all, strings, field, &guess);
	qsort(all->cases, all->case_count, sizeof(*all->cases), compare_cases);
}
