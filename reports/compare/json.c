/* The comparison for programs; schema.json describes it. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../json_writer.h"
#include "../summary.h"
#include "compare.h"

#define SCHEMA_VERSION 1

static json_t *json_counts(const size_t verdicts[VERDICTS])
{
	json_t *object = json_object();

	for (int i = 0; i < VERDICTS; i++)
		json_object_set_new(object, verdict_name((enum verdict)i),
				    json_integer((json_int_t)verdicts[i]));
	return object;
}

static json_t *json_score(const struct score *score)
{
	return json_pack("{s:I, s:I, s:o}", "conforming", (json_int_t)score->conforming, "binding",
			 (json_int_t)score->binding, "verdicts", json_counts(score->verdicts));
}

static json_t *json_scores(const struct comparison *comparison, const struct column *column)
{
	json_t *object = json_object();

	for (size_t i = 0; i < comparison->mechanism_count; i++)
		if (column->cells[comparison->mechanisms[i].first_row].covered)
			json_object_set_new(object, comparison->mechanisms[i].name,
					    json_score(&column->scores[i]));
	return object;
}

static json_t *json_changes(const struct column *column)
{
	json_t *object;

	if (!column->has_previous)
		return json_null();
	object = json_object();
	for (int i = CHANGE_NEW; i < CHANGES; i++)
		json_object_set_new(object, change_name((enum change)i),
				    json_integer((json_int_t)column->changes[i]));
	return object;
}

static json_t *json_target(const struct comparison *comparison, const struct column *column)
{
	json_t *labels = json_array();

	for (size_t i = 0; i < column->label_count; i++)
		json_array_append_new(labels, json_string(column->labels[i]));
	return json_pack("{s:s, s:s, s:o, s:s, s:o, s:o, s:I, s:f, s:o}", "label", column->label,
			 "anchor", column->anchor, "labels", labels, "fingerprint",
			 column->fingerprint, "score", json_score(&column->score), "mechanisms",
			 json_scores(comparison, column), "differences",
			 (json_int_t)column->differences, "duration", column->seconds, "changes",
			 json_changes(column));
}

/* What needs no escape: there are very many of these. */
static void put_word(FILE *file, const char *word)
{
	fprintf(file, word ? "\"%s\"" : "null", word);
}

static void put_reason(struct json_writer *writer, const char *reason)
{
	if (*reason)
		json_put(writer, json_string(reason));
	else
		fputs("\"\"", writer->file);
}

/* The members of a row that have a value for each target, in their order. */
static void put_cells(const struct comparison *comparison, struct json_writer *writer, size_t index)
{
	FILE *file = writer->file;
	const struct column *columns = comparison->columns;
	size_t count = comparison->column_count;

	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = &columns[i].cells[index];

		fputs(i ? "," : ",\"verdicts\":[", file);
		put_word(file, cell->covered ? verdict_name((enum verdict)cell->verdict) : NULL);
	}
	for (size_t i = 0; i < count; i++) {
		fputs(i ? "," : "],\"reasons\":[", file);
		put_reason(writer, columns[i].cells[index].reason);
	}
	for (size_t i = 0; i < count; i++)
		fprintf(file, "%s%.4f", i ? "," : "],\"durations\":[",
			(double)columns[i].cells[index].seconds);
	for (size_t i = 0; comparison->has_previous && i < count; i++) {
		fputs(i ? "," : "],\"changes\":[", file);
		put_word(file, change_name((enum change)columns[i].cells[index].change));
	}
	fputc(']', file);
}

static json_t *json_row(const struct comparison *comparison, size_t index)
{
	const struct row *row = &comparison->rows[index];
	const struct requirement *about = row->requirement;
	json_t *object = json_pack("{s:s, s:s, s:b, s:b}", "id", row->id, "mechanism",
				   comparison->mechanisms[row->mechanism].name, "binding",
				   row->binding, "differs", row->differs);

	if (about) {
		json_object_set_new(object, "function", json_string(about->function));
		json_object_set_new(object, "level", json_string(level_name(about->level)));
		json_object_set_new(object, "source", json_string(about->source));
		json_object_set_new(object, "statement", json_string(about->statement));
	}
	if (about && about->error)
		json_object_set_new(object, "error", json_string(about->error));
	return object;
}

/* An object to which put_cells() adds: its closing brace comes after that. */
static void put_row(const struct comparison *comparison, struct json_writer *writer, size_t index)
{
	json_t *object = json_row(comparison, index);
	char *text = json_dumps(object, JSON_COMPACT);

	if (!text)
		out_of_memory();
	text[strlen(text) - 1] = '\0';
	json_begin_item(writer);
	fputs(text, writer->file);
	put_cells(comparison, writer, index);
	fputc('}', writer->file);
	free(text);
	json_decref(object);
}

static json_t *json_property(const struct comparison *comparison, const struct property *property)
{
	json_t *values = json_array();
	json_t *object = json_pack("{s:s, s:b, s:o}", "key", property->key, "differs",
				   property->differs, "values", values);

	if (*property->id)
		json_object_set_new(object, "requirement", json_string(property->id));
	for (size_t i = 0; i < comparison->column_count; i++)
		json_array_append_new(values, property->values[i] ? json_string(property->values[i])
								  : json_null());
	return object;
}

static void put_targets(const struct comparison *comparison, struct json_writer *writer)
{
	json_begin_array(writer, "targets");
	for (size_t i = 0; i < comparison->column_count; i++)
		json_put_item(writer, json_target(comparison, &comparison->columns[i]));
	json_end_array(writer);
}

static void put_rows(const struct comparison *comparison, struct json_writer *writer)
{
	json_begin_array(writer, "requirements");
	for (size_t i = 0; i < comparison->row_count; i++)
		if (comparison_shows(comparison, &comparison->rows[i]))
			put_row(comparison, writer, i);
	json_end_array(writer);
}

static void put_properties(const struct comparison *comparison, struct json_writer *writer,
			   const char *name, const struct property *properties, size_t count)
{
	json_begin_array(writer, name);
	for (size_t i = 0; i < count; i++)
		if (comparison_shows_property(comparison, &properties[i]))
			json_put_item(writer, json_property(comparison, &properties[i]));
	json_end_array(writer);
}

static void put_lines(struct json_writer *writer, const char *name, const struct lines *lines)
{
	json_begin_array(writer, name);
	for (size_t i = 0; i < lines->count; i++)
		json_put_item(writer, json_string(lines->line[i]));
	json_end_array(writer);
}

void render_compare_json(const struct comparison *comparison, FILE *file)
{
	struct json_writer writer = {.file = file, .precision = 6};

	fprintf(file, "{\"schema_version\": %d", SCHEMA_VERSION);
	json_put_member(&writer, "catalogue", json_string(summary_catalogue()));
	json_put_member(&writer, "only_differences", json_boolean(comparison->only_differences));
	json_put_member(&writer, "counts",
			json_pack("{s:I, s:I, s:I, s:I}", "targets",
				  (json_int_t)comparison->run_count, "groups",
				  (json_int_t)comparison->column_count, "requirements",
				  (json_int_t)comparison->row_count, "differences",
				  (json_int_t)comparison->differences));
	put_targets(comparison, &writer);
	put_rows(comparison, &writer);
	put_properties(comparison, &writer, "observations", comparison->observations,
		       comparison->observation_count);
	put_properties(comparison, &writer, "facts", comparison->facts, comparison->fact_count);
	put_lines(&writer, "problems", &comparison->problems);
	put_lines(&writer, "notes", &comparison->notes);
	fputs("}\n", file);
}
