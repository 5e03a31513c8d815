/*
 * The report of an exploration: collected while it runs, then written in any number
 * of formats, also of an exploration that was interrupted.
 *
 *	report_begin(&report, &exploration_settings ..., message, sizeof(message));
 *	report_hooks(&report, &hooks);
 *	explore_run(exploration, &hooks, ...);
 *	report_end(&report, exploration);
 *	report_write(&report, report_format("html"), "page.html");
 *	status = report_status(&report);
 *	report_free(&report);
 */
#ifndef IPCTS_EXPLORE_REPORT_H
#define IPCTS_EXPLORE_REPORT_H

#include <stdio.h>

#include "baseline.h"
#include "explore.h"
#include "journal.h"
#include "report_tally.h"

/* A finding, with what the reports order them by. */
struct shown_finding {
	const struct finding *finding;
	const char *point; /* where it is: of the last failure of its cause */
	const char *error;
	const char *id; /* as a baseline lists it */
	bool is_new;
};

struct explore_report {
	struct journal *journal;
	struct known_findings *known;
	struct tally tally;
	FILE *terminal;	   /* for progress; NULL: none */
	int journal_error; /* errno of the first run that the journal did not take; 0 */

	/* From report_end() on. */
	const struct exploration *exploration;
	struct shown_finding *findings; /* worst outcome first, then by point, error, cause */
	size_t finding_count;
	size_t new_count; /* of those */
	struct pool pool;
};

/*
 * Begins a report, also of what goes wrong with it on standard error: opens the journal of the
 * settings' exploration (path NULL: a temporary one; resume as journal_open()) and reads the
 * baseline (NULL: none). Returns 0, or -1 with one line in message that says what to do.
 */
int report_begin(struct explore_report *report, const struct settings *settings,
		 const char *journal, bool resume, const char *baseline, char *message,
		 size_t size);

/* Has explore_run() tell the report; terminal is where progress is shown, or NULL. */
void report_hooks(struct explore_report *report, struct explore_hooks *hooks, FILE *terminal);

/*
 * Completes the report; the exploration must live as long. Clears the progress. One line
 * on standard error if the journal did not take a run.
 */
void report_end(struct explore_report *report, const struct exploration *exploration);

/* A format: "text", "json", "junit" or "html". */
typedef void report_render_function(struct explore_report *report, FILE *file);

/* The format of that name, or NULL. */
report_render_function *report_format(const char *name);

/*
 * Writes the report to path, NULL: standard output. It appears complete or not at all.
 * Returns 0, or -1 after one line on standard error.
 */
int report_write(struct explore_report *report, report_render_function *format, const char *path);

/*
 * The exit status: 1 if there is a finding that the baseline does not list; 2 if no
 * failure could be tried; 130 if it was interrupted; else 0.
 */
int report_status(const struct explore_report *report);

/* What the user should know first: "3 findings, 1 of them new". Lives as the report. */
const char *report_headline(struct explore_report *report);

/*
 * What the numbers do not say, NULL if nothing: "interrupted: 40 of 100 planned runs
 * were made; --resume goes on", or why nothing could be tried. Lives as the report.
 */
const char *report_remark(struct explore_report *report);

void report_free(struct explore_report *report);

/* The formats, of report_text.c, report_json.c ... */
report_render_function report_text, report_json, report_junit, report_html;

#endif
