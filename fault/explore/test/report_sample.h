/* An exploration made up for the tests of its reports. */
#ifndef IPCTS_EXPLORE_REPORT_SAMPLE_H
#define IPCTS_EXPLORE_REPORT_SAMPLE_H

#include "../report.h"

/* The settings of the sample, for its journal. */
extern const struct settings sample_settings;

struct sample {
	struct exploration exploration;
	struct explore_report report;
	struct explore_hooks hooks;
};

/*
 * Begins a sample: an exploration with no run yet. journal, resume and baseline as
 * report_begin(). What fails here ends the program.
 */
void sample_begin(struct sample *sample, const char *journal, bool resume, const char *baseline);

/* A run of the outcome, whose texts are parts of a static place or of the arguments. */
struct finding sample_run(const char *id, enum outcome outcome, const char *summary,
			  const char *evidence);

/* Adds a run as explore_run() does: asks the journal first; findings join their like. */
void sample_add(struct sample *sample, const struct finding *run);

/*
 * A complete one, of a run of each kind: two leaks of one cause, a hang that the file
 * "baseline" knows, a failure during the recovery from another.
 */
void sample_usual(struct sample *sample);

/* Completes the report. */
void sample_end(struct sample *sample);

void sample_free(struct sample *sample);

/* The report in that format, which free() frees. */
char *sample_render(struct sample *sample, const char *format);

#endif
