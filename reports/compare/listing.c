#include "listing.h"

#include <stdlib.h>
#include <string.h>

static bool is_listed(const struct listing *listing, const char *id)
{
	for (size_t i = 0; i < listing->count; i++)
		if (strcmp(listing->line[i].id, id) == 0)
			return true;
	return false;
}

/* What no line of a baseline can begin with. */
static bool is_possible(const char *id)
{
	return *id && *id != '#' && !strpbrk(id, " |");
}

static void list(struct listing *listing, size_t place, const char *id, const char *reason)
{
	if (!is_possible(id)) {
		listing->left_out++;
		return;
	}
	if (is_listed(listing, id))
		return;
	listing->line = array_resize(listing->line, listing->count + 1, sizeof(*listing->line));
	listing->line[listing->count] = (struct line){id, reason, place, listing->count};
	listing->count++;
}

static bool is_deviation(const struct proof *proof)
{
	return proof->verdict == VERDICT_DEVIATES || proof->verdict == VERDICT_KNOWN_DEVIATION;
}

/* True if the requirement fails whatever the variant: all its cases that could be judged do. */
static bool fails_always(const struct entry *entry)
{
	for (const struct proof *proof = entry->proofs; proof; proof = proof->next)
		if (!is_deviation(proof) && proof->result->outcome != SKIPPED)
			return false;
	return true;
}

static const struct proof *next_deviation(const struct proof *proof)
{
	while (proof && !is_deviation(proof))
		proof = proof->next;
	return proof;
}

static void list_cases(struct listing *listing, size_t place, const struct entry *entry)
{
	for (const struct proof *proof = next_deviation(entry->proofs); proof;
	     proof = next_deviation(proof->next))
		list(listing, place, proof->result->name, proof->result->reason);
}

const struct baseline_entry *listing_reason(const struct listing *listing, const char *id)
{
	const struct baseline_entry *found = NULL;

	for (size_t i = 0; i < listing->reason_count && !found; i++)
		found = baseline_find(listing->reasons[i], id);
	return found;
}

/* An older baseline may list it by its cases, with a reason for each. */
static bool has_reasons_by_case(const struct listing *listing, const struct entry *entry)
{
	for (const struct proof *proof = next_deviation(entry->proofs); proof;
	     proof = next_deviation(proof->next))
		if (!listing_reason(listing, proof->result->name))
			return false;
	return !listing_reason(listing, entry->requirement->id);
}

static bool is_by_case(const struct listing *listing, const struct entry *entry)
{
	return !fails_always(entry) || has_reasons_by_case(listing, entry);
}

/* A case that is listed may have covered what is said of another of its requirements. */
static bool is_covered(const struct listing *listing, const struct entry *entry)
{
	for (const struct proof *proof = next_deviation(entry->proofs); proof;
	     proof = next_deviation(proof->next))
		if (!is_listed(listing, proof->result->name))
			return false;
	return !listing_reason(listing, entry->requirement->id);
}

/* Those that fail in some variants only are listed by case first: each such line covers most. */
static void list_entries(struct listing *listing, const struct report *report)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (is_by_case(listing, &report->entries[i]))
			list_cases(listing, i, &report->entries[i]);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &report->entries[i];
		const struct proof *proof = next_deviation(entry->proofs);

		if (proof && !is_by_case(listing, entry) && !is_covered(listing, entry))
			list(listing, i, entry->requirement->id, proof->result->reason);
	}
}

/*
 * Of the cases that prove no requirement, an expected failure is expected without a
 * baseline, too, unless one was given that lists it.
 */
static void list_others(struct listing *listing, const struct report *report)
{
	for (size_t i = 0; i < report->other_count; i++) {
		const struct result *other = report->others[i];

		if (other->outcome == FAILED ||
		    (other->outcome == EXPECTED_FAILURE && listing_reason(listing, other->name)))
			list(listing, CATALOGUE_SIZE, other->name, other->reason);
	}
}

static int compare_lines(const void *first, const void *second)
{
	const struct line *a = first, *b = second;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

void listing_make(struct listing *listing, const struct report *report)
{
	list_entries(listing, report);
	list_others(listing, report);
	if (listing->count > 0)
		qsort(listing->line, listing->count, sizeof(*listing->line), compare_lines);
}

void listing_free(struct listing *listing)
{
	for (size_t i = 0; i < listing->reason_count; i++)
		baseline_free(listing->reasons[i]);
	free(listing->reasons);
	free(listing->line);
	pool_free(&listing->pool);
}
