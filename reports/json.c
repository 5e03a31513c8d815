/*
 * The report for programs; schema.json describes it. The members are written
 * one after another, so that a large report needs no large tree in memory.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "json_writer.h"
#include "render.h"

#define SCHEMA_VERSION 1

static json_t *json_facts(const struct report *report)
{
	json_t *facts = json_object();

	for (size_t i = 0; i < report->fact_count; i++)
		json_object_set_new(facts, report->facts[i].key,
				    json_string(report->facts[i].value));
	return facts;
}

static json_t *json_lines(const struct lines *lines)
{
	json_t *array = json_array();

	for (size_t i = 0; i < lines->count; i++)
		json_array_append_new(array, json_string(lines->line[i]));
	return array;
}

static void put_observations(struct json_writer *writer, const struct report *report)
{
	json_begin_array(writer, "observations");
	for (size_t i = 0; i < report->observation_count; i++) {
		const struct observation *seen = &report->observations[i];

		json_put_item(writer,
			      json_pack("{s:s, s:s?, s:s, s:s, s:s}", "requirement", seen->id,
					"mechanism",
					seen->requirement ? seen->requirement->mechanism : NULL,
					"key", seen->key, "value", seen->value, "case",
					seen->result->name));
	}
	json_end_array(writer);
}

static json_t *json_counts(const size_t counts[VERDICTS])
{
	json_t *object = json_object();

	for (int i = 0; i < VERDICTS; i++)
		json_object_set_new(object, verdict_name((enum verdict)i),
				    json_integer((json_int_t)counts[i]));
	return object;
}

static json_t *json_mechanism(const struct summary *summary)
{
	return json_pack("{s:s, s:b, s:o, s:o, s:I, s:f}", "mechanism", summary->mechanism,
			 "missing", summary->missing, "requirements",
			 json_counts(summary->requirements), "error_conditions",
			 json_counts(summary->errors), "cases", (json_int_t)summary->cases,
			 "duration", summary->seconds);
}

static json_t *json_summary(const struct report *report)
{
	json_t *mechanisms = json_array();

	for (size_t i = 0; i < report->summary_count; i++)
		if (report->summaries[i].covered)
			json_array_append_new(mechanisms, json_mechanism(&report->summaries[i]));
	return json_pack("{s:s, s:i, s:I, s:I, s:o}", "headline", report_headline(report),
			 "exit_status", report_status(report), "new_deviations",
			 (json_int_t)report->new_deviations, "broken", (json_int_t)report->broken,
			 "mechanisms", mechanisms);
}

static json_t *json_command(const struct result *result)
{
	if (!report_can_reproduce(result))
		return json_null();
	return json_sprintf("kyua debug %s:%s", result->program, result->name);
}

static json_t *json_case(const struct result *result, enum verdict verdict)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:f, s:s, s:o}", "name", result->name,
			 "program", result->program, "result", outcome_name(result->outcome),
			 "verdict", verdict_name(verdict), "reason", result->reason, "duration",
			 result->seconds, "output", result->output, "reproduce",
			 json_command(result));
}

static json_t *json_entry(const struct entry *entry)
{
	const struct requirement *about = entry->requirement;
	json_t *cases = json_array(), *object;

	for (const struct proof *proof = entry->proofs; proof; proof = proof->next)
		json_array_append_new(cases, json_case(proof->result, proof->verdict));
	object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:f, s:o}", "id",
			   about->id, "mechanism", about->mechanism, "function", about->function,
			   "level", level_name(about->level), "edition",
			   edition_name(about->edition), "source", about->source, "statement",
			   about->statement, "verdict", verdict_name(entry->verdict), "reason",
			   entry->reason, "duration", entry->seconds, "cases", cases);
	if (about->error)
		json_object_set_new(object, "error", json_string(about->error));
	return object;
}

static void put_entries(struct json_writer *writer, const struct report *report, const char *name,
			bool errors)
{
	json_begin_array(writer, name);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &report->entries[i];

		if (entry->covered && !entry->requirement->error == !errors)
			json_put_item(writer, json_entry(entry));
	}
	json_end_array(writer);
}

static json_t *json_path(const struct error_path *path)
{
	json_t *cases = json_object();

	for (int i = 0; i < WAYS; i++)
		json_object_set_new(cases, way_name((enum way)i),
				    json_integer((json_int_t)path->cases[i]));
	return json_pack("{s:s?, s:s, s:s, s:b, s:b, s:s, s:o}", "mechanism", path->mechanism,
			 "function", path->function, "error", path->error, "documented",
			 path->is_documented, "deviates", path->deviates, "way",
			 way_name(path_way(path)), "cases", cases);
}

static void put_paths(struct json_writer *writer, const struct report *report)
{
	json_begin_array(writer, "error_paths");
	for (size_t i = 0; i < report->path_count; i++)
		json_put_item(writer, json_path(&report->paths[i]));
	json_end_array(writer);
}

static json_t *json_claim(const struct report *report, const struct claim *claim)
{
	json_t *requirements = json_array();

	for (size_t i = 0; i < claim->count; i++) {
		const struct entry *entry = &report->entries[claim->requirements[i]];

		json_array_append_new(requirements,
				      json_pack("{s:s, s:s}", "id", entry->requirement->id,
						"verdict", verdict_name(entry->verdict)));
	}
	return json_pack("{s:s, s:s, s:s, s:o}", "claim", claim->claim, "verdict",
			 claim_verdict_name(claim->verdict), "correct", claim->correct,
			 "requirements", requirements);
}

static void put_claims(struct json_writer *writer, const struct report *report)
{
	json_begin_array(writer, "claims");
	for (size_t i = 0; i < claim_count; i++)
		if (report_covers_claim(report, &claims[i]))
			json_put_item(writer, json_claim(report, &claims[i]));
	json_end_array(writer);
}

static void put_others(struct json_writer *writer, const struct report *report)
{
	json_begin_array(writer, "other_cases");
	for (size_t i = 0; i < report->other_count; i++) {
		const struct result *other = report->others[i];

		json_put_item(writer, json_case(other, report_verdict(report, other)));
	}
	json_end_array(writer);
}

static json_t *json_missing(const struct report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->summary_count; i++)
		if (report->summaries[i].missing)
			json_array_append_new(array, json_string(report->summaries[i].mechanism));
	return array;
}

static json_t *json_baseline(const struct report *report)
{
	static const char *const names[KNOWN_STATES] = {
		[KNOWN_UNUSED] = "unused",
		[KNOWN_STILL] = "known",
		[KNOWN_FIXED] = "fixed",
		[KNOWN_NOWHERE] = "unknown",
	};
	json_t *object = json_object();

	for (int i = 0; i < KNOWN_STATES; i++)
		json_object_set_new(object, names[i], json_array());
	for (size_t i = 0; i < report->known_count; i++) {
		const struct known *known = &report->knowns[i];

		json_array_append_new(json_object_get(object, names[known->state]),
				      json_pack("{s:s, s:s, s:s}", "id", known->id, "reason",
						known->reason, "link", known->link));
	}
	return object;
}

void render_json(const struct report *report, FILE *file)
{
	struct json_writer writer = {.file = file, .precision = 9};

	fprintf(file, "{\"schema_version\": %d", SCHEMA_VERSION);
	json_put_member(&writer, "summary", json_summary(report));
	json_put_member(&writer, "environment", json_facts(report));
	put_observations(&writer, report);
	put_entries(&writer, report, "requirements", false);
	put_entries(&writer, report, "error_conditions", true);
	put_paths(&writer, report);
	put_claims(&writer, report);
	put_others(&writer, report);
	json_put_member(&writer, "missing_shards", json_missing(report));
	json_put_member(&writer, "problems", json_lines(&report->problems));
	json_put_member(&writer, "notes", json_lines(&report->notes));
	json_put_member(&writer, "baseline", json_baseline(report));
	fputs("\n}\n", file);
}
