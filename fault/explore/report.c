#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../reports/clean.h"
#include "../../reports/output.h"
#include "../plan/call.h"
#include "journal_identity.h"
#include "progress.h"
#include "report_parts.h"

int report_begin(struct explore_report *report, const struct settings *settings,
		 const char *journal, bool resume, const char *baseline, char *message, size_t size)
{
	struct journal_identity identity;

	program_name = "fault-explore";
	*report = (struct explore_report){.journal = NULL};
	report->known = known_findings_read(baseline, message, size);
	if (!report->known)
		return -1;
	journal_identify(&identity, settings);
	report->journal =
		journal_open(journal, resume, identity.facts, JOURNAL_FACTS, message, size);
	journal_forget(&identity);
	if (report->journal)
		return 0;
	report_free(report);
	return -1;
}

static void count(struct explore_report *report, const struct finding *run)
{
	tally_add(&report->tally, run);
	known_findings_add(report->known, run);
}

static bool known_hook(const char *id, struct finding *past, void *argument)
{
	struct explore_report *report = argument;

	if (!journal_known(report->journal, id, past))
		return false;
	count(report, past);
	return true;
}

static void done_hook(const struct finding *run, void *argument)
{
	struct explore_report *report = argument;

	count(report, run);
	if (journal_add(report->journal, run) != 0 && !report->journal_error)
		report->journal_error = errno;
}

static void progress_hook(const struct exploration *exploration, double seconds_left,
			  void *argument)
{
	const struct explore_report *report = argument;

	progress_show(report->terminal, exploration, seconds_left);
}

void report_hooks(struct explore_report *report, struct explore_hooks *hooks, FILE *terminal)
{
	report->terminal = terminal && progress_fits(terminal) ? terminal : NULL;
	*hooks = (struct explore_hooks){
		.known = known_hook,
		.done = done_hook,
		.progress = report->terminal ? progress_hook : NULL,
		.argument = report,
	};
}

static int by_place(const void *a, const void *b)
{
	const struct shown_finding *first = a, *second = b;
	int order = (first->finding->outcome < second->finding->outcome) -
		    (first->finding->outcome > second->finding->outcome);

	if (order == 0)
		order = strcmp(first->point, second->point);
	if (order == 0)
		order = strcmp(first->error, second->error);
	return order ? order : strcmp(first->finding->cause, second->finding->cause);
}

static void show(struct explore_report *report, const struct finding *finding)
{
	struct shown_finding *shown = &report->findings[report->finding_count++];
	char point[CALL_TEXT_SIZE], error[CALL_TEXT_SIZE];

	if (!tally_place(finding->cause, point, error, sizeof(point)))
		*point = *error = '\0';
	shown->finding = finding;
	shown->point = report_line(&report->pool, point);
	shown->error = report_line(&report->pool, error);
	shown->id = report_line(&report->pool,
				pool_printf(&report->pool, "%s:%s", outcome_word(finding->outcome),
					    finding->cause));
	shown->is_new = !is_known_finding(report->known, finding);
	report->new_count += shown->is_new;
}

void report_end(struct explore_report *report, const struct exploration *exploration)
{
	if (report->terminal)
		progress_clear(report->terminal);
	if (report->journal_error)
		fprintf(stderr,
			"%s: the journal has not taken all runs (%s): reports do not list them, "
			"and --resume makes them again\n",
			program_name, strerror(report->journal_error));
	report->exploration = exploration;
	/* Minimised ones are of runs that no hook was told of. */
	for (size_t i = 0; i < exploration->finding_count; i++)
		known_findings_add(report->known, exploration->findings[i]);
	report->findings =
		array_resize(NULL, exploration->finding_count + 1, sizeof(*report->findings));
	for (size_t i = 0; i < exploration->finding_count; i++)
		show(report, exploration->findings[i]);
	qsort(report->findings, report->finding_count, sizeof(*report->findings), by_place);
}

report_render_function *report_format(const char *name)
{
	static const struct {
		const char *name;
		report_render_function *render;
	} formats[] = {
		{"text", report_text},
		{"json", report_json},
		{"junit", report_junit},
		{"html", report_html},
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].render;
	return NULL;
}

int report_write(struct explore_report *report, report_render_function *format, const char *path)
{
	struct output output;

	if (!output_open(&output, path))
		return -1;
	format(report, output.file);
	return output_close(&output) ? 0 : -1;
}

/* Runs in which a failure really happened. */
static unsigned long count_tried(const struct exploration *exploration)
{
	return exploration->done - exploration->outcomes[OUTCOME_DRIFT];
}

int report_status(const struct explore_report *report)
{
	if (report->new_count)
		return 1;
	if (report->exploration->is_interrupted)
		return 130;
	return count_tried(report->exploration) ? 0 : 2;
}

const char *report_headline(struct explore_report *report)
{
	size_t all = report->finding_count, new = report->new_count;

	if (all == 0 && count_tried(report->exploration) == 0)
		return "Nothing could be tried";
	if (all == 0)
		return "No findings";
	if (new == all)
		return pool_printf(&report->pool, "%zu %sfinding%s", all,
				   known_findings_count(report->known) ? "new " : "",
				   all == 1 ? "" : "s");
	return pool_printf(&report->pool, "%zu finding%s, %zu of them new", all,
			   all == 1 ? "" : "s", new);
}

const char *report_remark(struct explore_report *report)
{
	const struct exploration *exploration = report->exploration;

	if (exploration->is_interrupted || exploration->is_exhausted)
		return pool_printf(
			&report->pool, "%s: %lu of %lu planned runs were made; --resume goes on",
			exploration->is_interrupted ? "Interrupted" : "The budget is used up",
			exploration->done, exploration->planned);
	if (exploration->planned == 0)
		return "No call of the command can be made to fail with these options: it may make "
		       "none, or be static (--backend notify reaches those)";
	if (count_tried(exploration) == 0)
		return "No planned failure was reached: the command takes another way in each run";
	return NULL;
}

void report_free(struct explore_report *report)
{
	known_findings_free(report->known);
	journal_close(report->journal);
	tally_free(&report->tally);
	free(report->findings);
	pool_free(&report->pool);
	*report = (struct explore_report){.journal = NULL};
}

const char *report_line(struct pool *pool, const char *text)
{
	return clean_line(pool, text, strlen(text), REPORT_LINE);
}

const char *report_block(struct pool *pool, const char *text)
{
	return clean_block(pool, text, strlen(text), REPORT_BLOCK);
}

void report_each_known(const struct explore_report *report, enum known_finding_state state,
		       void (*put)(const struct baseline_entry *entry, void *argument),
		       void *argument)
{
	for (size_t i = 0; i < known_findings_count(report->known); i++) {
		enum known_finding_state own;
		const struct baseline_entry *entry = known_findings_entry(report->known, i, &own);

		if (own == state)
			put(entry, argument);
	}
}
