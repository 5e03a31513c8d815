/*
 * The report for programs; report_schema.json describes it. The members are written
 * one after another, so that many runs need no tree in memory.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../reports/json_writer.h"
#include "report_parts.h"

#define SCHEMA_VERSION 1

/* How many runs had each outcome; those that none had are left out. */
static json_t *json_outcomes(const unsigned long outcomes[OUTCOMES])
{
	json_t *object = json_object();

	for (int i = 0; i < OUTCOMES; i++)
		if (outcomes[i])
			json_object_set_new(object, outcome_word((enum outcome)i),
					    json_integer((json_int_t)outcomes[i]));
	return object;
}

static const char *state_of(const struct exploration *exploration)
{
	if (exploration->is_interrupted)
		return "interrupted";
	return exploration->is_exhausted ? "budget used up" : "complete";
}

static json_t *json_summary(struct explore_report *report)
{
	const struct exploration *exploration = report->exploration;

	return json_pack("{s:s, s:i, s:s, s:s?, s:I, s:I, s:I, s:I, s:o, s:f, s:I, s:I}",
			 "headline", report_headline(report), "exit_status", report_status(report),
			 "state", state_of(exploration), "remark", report_remark(report), "calls",
			 (json_int_t)exploration->calls, "planned",
			 (json_int_t)exploration->planned, "done", (json_int_t)exploration->done,
			 "resumed", (json_int_t)exploration->resumed, "outcomes",
			 json_outcomes(exploration->outcomes), "duration", exploration->seconds,
			 "findings", (json_int_t)report->finding_count, "new_findings",
			 (json_int_t)report->new_count);
}

/* The lines of a text whose lines end with newlines. */
static json_t *json_lines(struct pool *pool, const char *text)
{
	json_t *array = json_array();

	for (char *line = pool_printf(pool, "%s", text); line && *line;) {
		char *own = strsep(&line, "\n");

		json_array_append_new(array, json_string(report_line(pool, own)));
	}
	return array;
}

static json_t *json_command(struct explore_report *report)
{
	const struct exploration *exploration = report->exploration;

	return json_pack("{s:s, s:s, s:s, s:i, s:f}", "command",
			 report_line(&report->pool, exploration->command), "backend",
			 exploration->backend, "oracle",
			 report_line(&report->pool, exploration->oracle), "exit_status",
			 exploration->status, "duration", exploration->reference_seconds);
}

static void put_points(struct json_writer *writer, struct explore_report *report)
{
	const struct exploration *exploration = report->exploration;

	json_begin_array(writer, "points");
	for (size_t i = 0; i < exploration->point_count; i++) {
		const struct explored_point *point = &exploration->points[i];

		json_put_item(writer,
			      json_pack("{s:s, s:I, s:I, s:o}", "point",
					report_line(&report->pool, point->point), "calls",
					(json_int_t)point->calls, "runs", (json_int_t)point->runs,
					"outcomes", json_outcomes(point->outcomes)));
	}
	json_end_array(writer);
}

static void put_matrix(struct json_writer *writer, struct explore_report *report)
{
	const struct tally *tally = &report->tally;

	json_begin_array(writer, "matrix");
	for (size_t i = 0; i < tally->count; i++) {
		const struct tally_cell *cell = &tally->cells[i];

		json_put_item(writer, json_pack("{s:s, s:s, s:I, s:o}", "point",
						report_line(&report->pool, cell->point), "error",
						report_line(&report->pool, cell->error), "runs",
						(json_int_t)cell->runs, "outcomes",
						json_outcomes(cell->outcomes)));
	}
	json_end_array(writer);
}

static json_t *json_finding(const struct shown_finding *shown, struct pool *pool)
{
	const struct finding *finding = shown->finding;

	return json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:I, s:s, s:s, s:s, s:s}", "id", shown->id,
		"outcome", outcome_word(finding->outcome), "point", shown->point, "error",
		shown->error, "cause", report_line(pool, finding->cause), "new", shown->is_new,
		"stable", finding->is_stable, "runs", (json_int_t)finding->runs, "run",
		report_line(pool, finding->id), "summary", report_line(pool, finding->summary),
		"evidence", report_block(pool, finding->evidence), "replay",
		report_line(pool, finding->replay));
}

static void put_findings(struct json_writer *writer, struct explore_report *report)
{
	json_begin_array(writer, "findings");
	for (size_t i = 0; i < report->finding_count; i++) {
		struct pool pool = {0};

		json_put_item(writer, json_finding(&report->findings[i], &pool));
		pool_free(&pool);
	}
	json_end_array(writer);
}

static void add_known(const struct baseline_entry *entry, void *argument)
{
	struct pool pool = {0};

	json_array_append_new(argument,
			      json_pack("{s:s, s:s, s:s}", "id", report_line(&pool, entry->id),
					"reason", report_line(&pool, entry->reason), "link",
					report_line(&pool, entry->link)));
	pool_free(&pool);
}

static json_t *json_baseline(const struct explore_report *report)
{
	json_t *known = json_array(), *fixed = json_array(), *untried = json_array();

	report_each_known(report, FINDING_STILL, add_known, known);
	report_each_known(report, FINDING_FIXED, add_known, fixed);
	report_each_known(report, FINDING_UNTRIED, add_known, untried);
	return json_pack("{s:o, s:o, s:o}", "known", known, "fixed", fixed, "untried", untried);
}

static void put_runs(struct json_writer *writer, struct explore_report *report)
{
	struct finding run;

	json_begin_array(writer, "runs");
	journal_rewind(report->journal);
	while (journal_next(report->journal, &run)) {
		struct pool pool = {0};

		json_put_item(writer, json_pack("{s:s, s:s, s:s, s:b, s:f, s:b, s:i}", "id",
						report_line(&pool, run.id), "outcome",
						outcome_word(run.outcome), "summary",
						report_line(&pool, run.summary), "stable",
						run.is_stable, "duration", run.seconds, "exited",
						run.has_exited, "status", run.status));
		pool_free(&pool);
	}
	json_end_array(writer);
}

void report_json(struct explore_report *report, FILE *file)
{
	struct json_writer writer = {.file = file, .precision = 9};

	fprintf(file, "{\"schema_version\": %d", SCHEMA_VERSION);
	json_put_member(&writer, "summary", json_summary(report));
	json_put_member(&writer, "reference", json_command(report));
	json_put_member(&writer, "notes", json_lines(&report->pool, report->exploration->notes));
	put_points(&writer, report);
	put_matrix(&writer, report);
	put_findings(&writer, report);
	json_put_member(&writer, "baseline", json_baseline(report));
	put_runs(&writer, report);
	fputs("\n}\n", file);
}
