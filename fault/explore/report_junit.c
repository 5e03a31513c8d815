/*
 * The report for CI servers: a test case for each planned failure, in the class of its
 * point. The runs come from the journal, so that any number of them needs no memory.
 */
#include <stdlib.h>

#include "../../reports/escape.h"
#include "../plan/call.h"
#include "report_parts.h"

/* How the consumers count a test. */
enum kind { PASS, FAILURE, SKIP, KINDS };

struct counts {
	size_t tests, kinds[KINDS];
	double seconds;
};

static enum kind kind_of(const struct explore_report *report, const struct finding *run)
{
	if (run->outcome == OUTCOME_DRIFT)
		return SKIP;
	if (!outcome_is_bad(run->outcome))
		return PASS;
	return is_known_finding(report->known, run) ? SKIP : FAILURE;
}

/* Planned runs that were not made; nobody may take them for passed. */
static unsigned long count_missing(const struct exploration *exploration)
{
	return exploration->planned > exploration->done ? exploration->planned - exploration->done
							: 0;
}

static struct counts count(struct explore_report *report)
{
	struct counts counts = {0};
	struct finding run;

	journal_rewind(report->journal);
	while (journal_next(report->journal, &run)) {
		counts.kinds[kind_of(report, &run)]++;
		counts.tests++;
		counts.seconds += run.seconds;
	}
	if (count_missing(report->exploration)) {
		counts.kinds[SKIP]++;
		counts.tests++;
	}
	return counts;
}

static void put_run(struct explore_report *report, FILE *file, const struct finding *run)
{
	char point[CALL_TEXT_SIZE], error[CALL_TEXT_SIZE];
	struct pool pool = {0};
	const char *summary = report_line(&pool, run->summary);
	const char *name = outcome_name(run->outcome), *word = outcome_word(run->outcome);

	if (!tally_place(run->id, point, error, sizeof(point)))
		snprintf(point, sizeof(point), "none");
	put_markup(file, "<testcase classname=\"%s\" name=\"%s\" time=\"%f\">",
		   report_line(&pool, point), report_line(&pool, run->id), run->seconds);
	switch (kind_of(report, run)) {
	case FAILURE:
		put_markup(file,
			   "<failure type=\"%s\" message=\"%s: %s\">%s: %s\n%s\nreplay: "
			   "%s</failure>",
			   word, name, summary, name, summary, report_block(&pool, run->evidence),
			   report_line(&pool, run->replay));
		break;
	case SKIP:
		put_markup(file, "<skipped message=\"%s%s: %s\"/>",
			   run->outcome == OUTCOME_DRIFT ? "" : "known: ", name, summary);
		break;
	default:
		put_markup(file, "<system-out>%s</system-out>", name);
	}
	put_markup(file, "</testcase>\n");
	pool_free(&pool);
}

void report_junit(struct explore_report *report, FILE *file)
{
	struct counts counts = count(report);
	unsigned long missing = count_missing(report->exploration);
	const char *command = report_line(&report->pool, report->exploration->command);
	struct finding run;

	put_markup(file,
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
		   "name=\"fault-explore\">\n<testsuite name=\"%s\" tests=\"%zu\" "
		   "failures=\"%zu\" errors=\"0\" skipped=\"%zu\" time=\"%f\">\n",
		   command, counts.tests, counts.kinds[FAILURE], counts.kinds[SKIP],
		   counts.seconds);
	journal_rewind(report->journal);
	while (journal_next(report->journal, &run))
		put_run(report, file, &run);
	if (missing)
		put_markup(file,
			   "<testcase classname=\"fault-explore\" name=\"the other planned "
			   "failures\" time=\"0\"><skipped message=\"%zu were not tried. "
			   "%s\"/></testcase>\n",
			   (size_t)missing, report_remark(report) ? report_remark(report) : "");
	put_markup(file, "</testsuite>\n</testsuites>\n");
}
