#include <string.h>

#include "judge.h"

static const struct {
	const char *name, *words;
} verdicts[VERDICTS] = {
	[VERDICT_UNTESTED] = {"untested", "untested"},
	[VERDICT_NOT_TESTED] = {"not_tested", "not tested"},
	[VERDICT_UNSUPPORTED] = {"unsupported", "unsupported"},
	[VERDICT_OBSERVED] = {"observed", "observed"},
	[VERDICT_CONFORMS] = {"conforms", "conforms"},
	[VERDICT_KNOWN_DEVIATION] = {"known_deviation", "known deviation"},
	[VERDICT_BROKEN] = {"broken", "broken"},
	[VERDICT_DEVIATES] = {"deviates", "deviates"},
};

const char *verdict_name(enum verdict verdict)
{
	return verdicts[verdict].name;
}

const char *verdict_words(enum verdict verdict)
{
	return verdicts[verdict].words;
}

static enum verdict judge_skipped(const struct result *result)
{
	static const char option_absent[] = "not supported: ";

	if (strncmp(result->reason, option_absent, strlen(option_absent)) == 0)
		return VERDICT_UNSUPPORTED;
	return VERDICT_NOT_TESTED;
}

static enum verdict judge_failed(enum level level, const struct baseline_entry *known)
{
	if (known)
		return VERDICT_KNOWN_DEVIATION;
	/* Nothing a system does can violate a "may": the case is wrong. */
	return level == LEVEL_MAY ? VERDICT_BROKEN : VERDICT_DEVIATES;
}

enum verdict judge(const struct result *result, enum level level,
		   const struct baseline_entry *known)
{
	switch (result->outcome) {
	case PASSED:
		return level == LEVEL_MAY ? VERDICT_OBSERVED : VERDICT_CONFORMS;
	case FAILED:
		return judge_failed(level, known);
	case SKIPPED:
		return judge_skipped(result);
	case EXPECTED_FAILURE:
		return VERDICT_KNOWN_DEVIATION;
	default:
		return VERDICT_BROKEN;
	}
}
