/* What all formats ask of a report. */
#include <ctype.h>
#include <string.h>

#include "lookup.h"
#include "report_parts.h"

enum verdict report_verdict(const struct report *report, const struct result *result)
{
	const char *rest = result->requirements, *id;
	size_t length;
	enum verdict worst = VERDICT_UNTESTED;

	while ((id = next_word(&rest, &length))) {
		size_t index = lookup_id(id, length);
		enum verdict verdict;

		if (index == NOT_IN_CATALOGUE)
			continue;
		verdict = judge(result, catalogue[index].level,
				find_known(report, result, catalogue[index].id));
		worst = verdict > worst ? verdict : worst;
	}
	if (worst == VERDICT_UNTESTED)
		worst = judge(result, LEVEL_SHALL, find_known(report, result, result->name));
	return worst;
}

size_t report_count(const struct report *report, enum verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < report->summary_count; i++)
		if (report->summaries[i].covered)
			count += report->summaries[i].requirements[verdict] +
				 report->summaries[i].errors[verdict];
	return count;
}

static const char *count_of(struct pool *pool, size_t count, const char *one, const char *many)
{
	return pool_printf(pool, "%zu %s", count, count == 1 ? one : many);
}

/* Of others, too: a known defect of the C library belongs to no requirement. */
static size_t count_known(const struct report *report)
{
	size_t count = report_count(report, VERDICT_KNOWN_DEVIATION);

	for (size_t i = 0; i < report->other_count; i++)
		count += report_verdict(report, report->others[i]) == VERDICT_KNOWN_DEVIATION;
	return count;
}

const char *report_headline(const struct report *report)
{
	struct pool *pool = &report->results->pool;
	size_t known = count_known(report);
	const char *deviations =
		count_of(pool, report->new_deviations, "new deviation", "new deviations");

	if (report->new_deviations && report->broken)
		return pool_printf(pool, "%s, %zu broken", deviations, report->broken);
	if (report->new_deviations)
		return deviations;
	if (report->broken)
		return count_of(pool, report->broken, "result is broken", "results are broken");
	if (report->problems.count)
		return "Incomplete";
	if (known)
		return pool_printf(pool, "Nothing new, %s",
				   count_of(pool, known, "known deviation", "known deviations"));
	return "Conforms";
}

const char *claim_verdict_name(enum claim_verdict verdict)
{
	static const char *const names[] = {
		[CLAIM_TRUE] = "true",
		[CLAIM_TRUE_ON_LINUX] = "true-on-linux",
		[CLAIM_IMPRECISE] = "imprecise",
		[CLAIM_FALSE] = "false",
	};

	return names[verdict];
}

bool report_covers_claim(const struct report *report, const struct claim *claim)
{
	for (size_t i = 0; i < claim->count; i++)
		if (report->entries[claim->requirements[i]].covered)
			return true;
	return false;
}

static bool is_plain(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./@+=,-";

	return (isalnum((unsigned char)*text) || *text == '_') && !text[strspn(text, plain)];
}

bool report_can_reproduce(const struct result *result)
{
	return is_plain(result->program) && is_plain(result->name);
}
