/* The report for CI servers: a test suite per mechanism. */
#include <string.h>

#include "escape.h"
#include "render.h"

/* How the consumers count a test. */
enum kind { PASS, FAILURE, ERROR, SKIP, KINDS };

static const enum kind kinds[VERDICTS] = {
	[VERDICT_NOT_TESTED] = SKIP,	  [VERDICT_UNSUPPORTED] = SKIP,
	[VERDICT_KNOWN_DEVIATION] = SKIP, [VERDICT_DEVIATES] = FAILURE,
	[VERDICT_BROKEN] = ERROR,
};

struct suite {
	const struct report *report;
	const char *mechanism; /* NULL: the cases of none */
	size_t counts[KINDS];
	size_t tests;
	double seconds;
};

static bool belongs(const struct suite *suite, const struct result *result)
{
	const char *mechanism = report_mechanism(result);

	if (!mechanism || !suite->mechanism)
		return mechanism == suite->mechanism;
	return strcmp(mechanism, suite->mechanism) == 0;
}

static void count(struct suite *suite)
{
	for (size_t i = 0; i < suite->report->sorted_count; i++) {
		const struct result *result = suite->report->sorted[i];

		if (!belongs(suite, result))
			continue;
		suite->counts[kinds[report_verdict(suite->report, result)]]++;
		suite->tests++;
		suite->seconds += result->seconds;
	}
}

static void put_test(FILE *file, const struct report *report, const struct result *result)
{
	enum verdict verdict = report_verdict(report, result);

	put_markup(file, "<testcase classname=\"%s\" name=\"%s\" time=\"%f\">", result->program,
		   result->name, result->seconds);
	if (kinds[verdict] == FAILURE)
		put_markup(file, "<failure type=\"%s\" message=\"%s\">%s</failure>",
			   verdict_name(verdict), result->reason, result->reason);
	else if (kinds[verdict] == ERROR)
		put_markup(file, "<error type=\"%s\" message=\"%s\">%s</error>",
			   verdict_name(verdict), result->reason, result->reason);
	else if (kinds[verdict] == SKIP)
		put_markup(file, "<skipped message=\"%s: %s\"/>", verdict_words(verdict),
			   result->reason);
	if (*result->output)
		put_markup(file, "<system-out>%s</system-out>", result->output);
	put_markup(file, "</testcase>\n");
}

static void put_suite(FILE *file, const struct report *report, const char *mechanism)
{
	struct suite suite = {.report = report, .mechanism = mechanism};

	count(&suite);
	if (suite.tests == 0)
		return;
	put_markup(file,
		   "<testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
		   "skipped=\"%zu\" time=\"%f\">\n",
		   mechanism ? mechanism : "other cases", suite.tests, suite.counts[FAILURE],
		   suite.counts[ERROR], suite.counts[SKIP], suite.seconds);
	for (size_t i = 0; i < report->sorted_count; i++)
		if (belongs(&suite, report->sorted[i]))
			put_test(file, report, report->sorted[i]);
	put_markup(file, "</testsuite>\n");
}

/* What could not be read, and the mechanisms that are missing, must not look like success. */
static void put_problems(FILE *file, const struct lines *problems)
{
	if (problems->count == 0)
		return;
	put_markup(file,
		   "<testsuite name=\"problems\" tests=\"%zu\" failures=\"0\" errors=\"%zu\" "
		   "skipped=\"0\" time=\"%f\">\n",
		   problems->count, problems->count, 0.0);
	for (size_t i = 0; i < problems->count; i++)
		put_markup(file,
			   "<testcase classname=\"ipcts-report\" name=\"problem %zu\" time=\"%f\">"
			   "<error type=\"problem\" message=\"%s\">%s</error></testcase>\n",
			   i + 1, 0.0, problems->line[i], problems->line[i]);
	put_markup(file, "</testsuite>\n");
}

void render_junit(const struct report *report, FILE *file)
{
	put_markup(file,
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ipcts\">\n");
	for (size_t i = 0; i < report->summary_count; i++)
		if (report->summaries[i].covered)
			put_suite(file, report, report->summaries[i].mechanism);
	put_suite(file, report, NULL);
	put_problems(file, &report->problems);
	put_markup(file, "</testsuites>\n");
}
