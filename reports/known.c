#include <string.h>

#include "clean.h"
#include "lookup.h"
#include "report_parts.h"

static enum known_state state_of_requirement(const struct entry *entry)
{
	if (entry->verdict == VERDICT_KNOWN_DEVIATION)
		return KNOWN_STILL;
	if (entry->verdict == VERDICT_CONFORMS || entry->verdict == VERDICT_OBSERVED)
		return KNOWN_FIXED;
	return KNOWN_UNUSED;
}

/* Of the cases of that name, which several programs may have. */
static enum known_state state_of_case(const struct report *report, const char *name)
{
	enum known_state state = KNOWN_NOWHERE;

	for (size_t i = 0; i < report->sorted_count; i++) {
		const struct result *result = report->sorted[i];

		if (strcmp(result->name, name) != 0)
			continue;
		if (result->outcome == FAILED || result->outcome == EXPECTED_FAILURE)
			return KNOWN_STILL;
		state = result->outcome == PASSED ? KNOWN_FIXED : KNOWN_UNUSED;
	}
	return state;
}

static enum known_state state_of(const struct report *report, const char *id)
{
	size_t index = lookup_id(id, strlen(id));
	enum known_state state;

	if (index != NOT_IN_CATALOGUE)
		return state_of_requirement(&report->entries[index]);
	state = state_of_case(report, id);
	/* The case of a variant may be of a run that is not in the given files. */
	if (state == KNOWN_NOWHERE && lookup_id(id, strcspn(id, "@")) != NOT_IN_CATALOGUE)
		return KNOWN_UNUSED;
	return state;
}

/* A deviation that does not show in every run: one without it says nothing. */
static bool shows_always(const char *reason)
{
	static const char sometimes[] = "sometimes ";

	return strncmp(reason, sometimes, sizeof(sometimes) - 1) != 0;
}

static const char *clean(struct pool *pool, const char *text)
{
	return clean_line(pool, text, strlen(text), strlen(text));
}

void report_check_known(struct report *report)
{
	const struct baseline_entry *entries =
		baseline_entries(report->baseline, &report->known_count);
	struct pool *pool = &report->results->pool;

	report->knowns = pool_alloc(pool, report->known_count * sizeof(*report->knowns));
	for (size_t i = 0; i < report->known_count; i++) {
		report->knowns[i] = (struct known){
			.id = clean(pool, entries[i].id),
			.reason = clean(pool, entries[i].reason),
			.link = clean(pool, entries[i].link),
			.state = state_of(report, entries[i].id),
		};
		if (report->knowns[i].state == KNOWN_FIXED && !shows_always(entries[i].reason))
			report->knowns[i].state = KNOWN_UNUSED;
		if (report->knowns[i].state == KNOWN_NOWHERE)
			lines_add(&report->notes, pool,
				  "the baseline lists %s, which is neither a requirement nor a "
				  "case; remove it or correct it",
				  entries[i].id);
	}
}
