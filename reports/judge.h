/*
 * From what a case did to what it says of a requirement.
 */
#ifndef IPCTS_JUDGE_H
#define IPCTS_JUDGE_H

#include "../atf/baseline.h"
#include "../atf/requirement.h"
#include "results.h"

/* From best to worst among several cases of one requirement. */
enum verdict {
	VERDICT_UNTESTED,
	VERDICT_NOT_TESTED,
	VERDICT_UNSUPPORTED,
	VERDICT_OBSERVED,
	VERDICT_CONFORMS,
	VERDICT_KNOWN_DEVIATION,
	VERDICT_BROKEN,
	VERDICT_DEVIATES,
	VERDICTS
};

/* "untested", "not_tested", ..., as in the JSON report. */
const char *verdict_name(enum verdict verdict);

/* "untested", "not tested", ..., for people. */
const char *verdict_words(enum verdict verdict);

/*
 * What the result says of a requirement of that level. known is the
 * baseline's entry for the requirement or the case, or NULL.
 */
enum verdict judge(const struct result *result, enum level level,
		   const struct baseline_entry *known);

#endif
