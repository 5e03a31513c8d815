#include <string.h>

#include "clean.h"
#include "lookup.h"
#include "report_parts.h"

const char *next_word(const char **rest, size_t *length)
{
	const char *word = *rest + strspn(*rest, " ");

	*length = strcspn(word, " ");
	*rest = word + *length;
	return *length ? word : NULL;
}

/* The requirements of one file that the catalogue does not know. */
struct unknown {
	const char *id;
	size_t length;
	size_t count;
};

static void add_unknown(struct unknown *unknown, const struct result *result)
{
	const char *rest = result->requirements, *id;
	size_t length;

	while ((id = next_word(&rest, &length)))
		if (lookup_id(id, length) == NOT_IN_CATALOGUE && unknown->count++ == 0) {
			unknown->id = id;
			unknown->length = length;
		}
}

void report_check_ids(struct report *report)
{
	const struct results *results = report->results;
	struct unknown unknown = {NULL, 0, 0};

	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = &results->result[i];

		add_unknown(&unknown, result);
		if (i + 1 < results->count && result[1].file == result->file)
			continue;
		if (unknown.count)
			lines_add(&report->problems, &report->results->pool,
				  "%s: names requirements this program does not know (%zu, the "
				  "first is %.*s); its suite is newer, report it with the "
				  "ipcts-report of that suite",
				  result->file, unknown.count, (int)unknown.length, unknown.id);
		unknown.count = 0;
	}
}

const struct baseline_entry *find_known(const struct report *report, const struct result *result,
					const char *id)
{
	const struct baseline_entry *known = NULL;

	if (result->outcome == FAILED)
		known = baseline_find(report->baseline, result->name);
	if (result->outcome == FAILED && !known)
		known = baseline_find(report->baseline, id);
	return known;
}

static const char *reason_of(struct pool *pool, const struct result *result,
			     const struct baseline_entry *known)
{
	if (!known)
		return result->reason;
	return clean_line(pool, known->reason, strlen(known->reason), strlen(known->reason));
}

static void add_proof(struct report *report, struct entry *entry, const struct result *result)
{
	const struct requirement *requirement = entry->requirement;
	const struct baseline_entry *known = find_known(report, result, requirement->id);
	struct proof *proof = pool_alloc(&report->results->pool, sizeof(*proof));

	proof->result = result;
	proof->verdict = judge(result, requirement->level, known);
	if (entry->last)
		entry->last->next = proof;
	else
		entry->proofs = proof;
	entry->last = proof;
	entry->count++;
	entry->seconds += result->seconds;
	if (proof->verdict > entry->verdict || entry->count == 1) {
		entry->verdict = proof->verdict;
		entry->reason = reason_of(&report->results->pool, result, known);
	}
}

/* A result that proves nothing may still be a program that crashed. */
static void set_aside(struct report *report, const struct result *result)
{
	report->others =
		array_resize(report->others, report->other_count + 1, sizeof(*report->others));
	report->others[report->other_count++] = result;
}

static void add_result(struct report *report, const struct result *result)
{
	const char *rest = result->requirements, *id;
	size_t length;
	bool proves = false;

	while ((id = next_word(&rest, &length))) {
		size_t index = lookup_id(id, length);

		if (index == NOT_IN_CATALOGUE)
			continue;
		add_proof(report, &report->entries[index], result);
		proves = true;
	}
	if (!proves)
		set_aside(report, result);
}

/* A skipped case among passed ones does not change the verdict, but must be seen. */
static void mention_skipped(struct report *report, struct entry *entry)
{
	const struct result *skipped = NULL;
	size_t count = 0;

	for (const struct proof *proof = entry->proofs; proof; proof = proof->next) {
		if (proof->result->outcome == SKIPPED) {
			skipped = proof->result;
			count++;
		}
	}
	if (skipped)
		entry->reason = pool_printf(&report->results->pool, "%zu of %zu cases skipped: %s",
					    count, entry->count, skipped->reason);
}

static void start_entry(struct entry *entry, size_t index)
{
	entry->requirement = &catalogue[index];
	entry->verdict = VERDICT_NOT_TESTED;
	entry->reason = "no result in the given files";
	if (catalogue_untested[index]) {
		entry->verdict = VERDICT_UNTESTED;
		entry->reason = catalogue_untested[index];
	}
}

void report_prove(struct report *report)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		start_entry(&report->entries[i], i);
	for (size_t i = 0; i < report->sorted_count; i++)
		add_result(report, report->sorted[i]);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		enum verdict verdict = report->entries[i].verdict;

		if (verdict == VERDICT_CONFORMS || verdict == VERDICT_OBSERVED)
			mention_skipped(report, &report->entries[i]);
	}
}
