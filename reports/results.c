/* Reads the results of one database. */
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "database.h"
#include "results_parts.h"

#define LONGEST_OUTPUT 65536
#define LONGEST_LIST 4096

/*
 * Of all files together, so that a small but hostile one does not make an
 * endless report. Beyond the first, output is left out; beyond the second,
 * files are refused.
 */
#define MOST_OUTPUT (64 << 20)
#define MOST_SHOWN (1 << 30)

static const char cases_query[] =
	"SELECT c.test_case_id, p.relative_path, c.name, m.property_value,"
	"       r.result_type, r.result_reason, r.start_time, r.end_time"
	"  FROM test_cases c"
	"  JOIN test_programs p ON p.test_program_id = c.test_program_id"
	"  LEFT JOIN test_results r ON r.test_case_id = c.test_case_id"
	"  LEFT JOIN metadatas m ON m.metadata_id = c.metadata_id"
	"                       AND m.property_name = 'custom.requirements'"
	" ORDER BY c.test_case_id";
enum { CASE_ID, PROGRAM, NAME, REQUIREMENTS, TYPE, REASON, START, END };

/* __STDERR__ comes first in the alphabet. A value too long to read is replaced by its length. */
static const char output_query[] =
	"SELECT t.file_name = '__STDOUT__', length(f.contents),"
	"       CASE WHEN length(f.contents) < ?2 THEN f.contents END"
	"  FROM test_case_files t JOIN files f ON f.file_id = t.file_id"
	" WHERE t.test_case_id = ?1 AND t.file_name IN ('__STDOUT__', '__STDERR__')"
	" ORDER BY t.file_name DESC";
enum { IS_STDOUT, LENGTH, CONTENTS };

static const char *const outcome_names[OUTCOMES] = {
	[PASSED] = "passed",
	[FAILED] = "failed",
	[SKIPPED] = "skipped",
	[BROKEN] = "broken",
	[EXPECTED_FAILURE] = "expected_failure",
};

const char *outcome_name(enum outcome outcome)
{
	return outcome_names[outcome];
}

/* One file being read. */
struct reading {
	struct results *results;
	struct database database;
	const char *path; /* harmless to print */
	sqlite3_stmt *cases;
	sqlite3_stmt *output;
};

static const char *column_line(struct reading *reading, int column, size_t limit)
{
	const void *bytes = sqlite3_column_blob(reading->cases, column);
	size_t size = (size_t)sqlite3_column_bytes(reading->cases, column);

	return bytes ? clean_line(&reading->results->pool, bytes, size, limit) : "";
}

/* Most cases are of the same program as the one before. */
static const char *program_column(struct reading *reading)
{
	const char *program = column_line(reading, PROGRAM, LONGEST_NAME);
	struct results *results = reading->results;

	if (results->count > 0 && strcmp(results->result[results->count - 1].program, program) == 0)
		return results->result[results->count - 1].program;
	return program;
}

static void set_outcome(struct reading *reading, struct result *result)
{
	const char *type = column_line(reading, TYPE, LONGEST_NAME);

	for (int i = 0; i < OUTCOMES; i++) {
		if (strcmp(outcome_names[i], type) == 0) {
			result->outcome = (enum outcome)i;
			return;
		}
	}
	result->outcome = BROKEN;
	result->reason = pool_printf(&reading->results->pool, "kyua recorded %s%s",
				     *type ? "an unknown type of result: " : "no result", type);
}

static double seconds_between(int64_t start, int64_t end)
{
	double seconds = ((double)end - (double)start) / 1e6;

	return seconds > 0 ? seconds : 0;
}

static const char *join(struct pool *pool, const char *first, const char *second)
{
	if (!*first || !*second)
		return *first ? first : second;
	return pool_printf(pool, "%s%s%s", first, first[strlen(first) - 1] == '\n' ? "" : "\n",
			   second);
}

/* How often the case appears in a report: at each requirement it proves. */
static size_t appearances(const struct result *result)
{
	size_t count = 1;

	for (const char *space = result->requirements; (space = strchr(space, ' ')); space++)
		count++;
	return count;
}

/* Roughly, what the case adds to a report in bytes. */
static size_t weight(const struct result *result)
{
	enum { FRAME = 300 };

	return appearances(result) *
	       (FRAME + strlen(result->name) + strlen(result->reason) + strlen(result->output));
}

static const char *keep_output(struct results *results, const char *bytes, size_t size,
			       sqlite3_int64 length, size_t times)
{
	if (!bytes)
		return pool_printf(&results->pool, "[%lld bytes: too long to be shown]\n",
				   (long long)length);
	if (results->output > MOST_OUTPUT)
		return "[left out: there is too much output in all]\n";
	results->output += (size < LONGEST_OUTPUT ? size : LONGEST_OUTPUT) * times;
	return clean_block(&results->pool, bytes, size, LONGEST_OUTPUT);
}

/* Returns SQLite's code: SQLITE_DONE if all went well. */
static int read_output(struct reading *reading, struct result *result)
{
	struct results *results = reading->results;
	size_t times = appearances(result);
	sqlite3_stmt *query = reading->output;
	int step;

	sqlite3_bind_value(query, 1, sqlite3_column_value(reading->cases, CASE_ID));
	while ((step = sqlite3_step(query)) == SQLITE_ROW) {
		const char *bytes = sqlite3_column_blob(query, CONTENTS);
		size_t size = (size_t)sqlite3_column_bytes(query, CONTENTS);
		sqlite3_int64 length = sqlite3_column_int64(query, LENGTH);

		if (length == 0)
			continue;
		if (sqlite3_column_int(query, IS_STDOUT) && bytes)
			result->notes = note_parse(&results->pool, bytes, size);
		result->output = join(&results->pool, result->output,
				      keep_output(results, bytes, size, length, times));
	}
	sqlite3_reset(query);
	return step;
}

struct result *results_room(struct results *results)
{
	if (results->count == results->room) {
		results->room = results->room ? 2 * results->room : 1024;
		results->result =
			array_resize(results->result, results->room, sizeof(*results->result));
	}
	return &results->result[results->count];
}

static int read_case(struct reading *reading)
{
	struct results *results = reading->results;
	struct result *result = results_room(results);
	int step;
	int64_t start = sqlite3_column_int64(reading->cases, START);

	*result = (struct result){
		.file = reading->path,
		.program = program_column(reading),
		.name = column_line(reading, NAME, LONGEST_NAME),
		.requirements = column_line(reading, REQUIREMENTS, LONGEST_LIST),
		.reason = column_line(reading, REASON, LONGEST_REASON),
		.output = "",
		.start = start,
		.seconds = seconds_between(start, sqlite3_column_int64(reading->cases, END)),
	};
	set_outcome(reading, result);
	results->count++;
	step = read_output(reading, result);
	results->shown += weight(result);
	return step;
}

/* Returns what is wrong with the file, or NULL. */
static const char *read_cases(struct reading *reading)
{
	sqlite3 *sqlite = reading->database.sqlite;
	size_t before = reading->results->count;
	int step;

	if (sqlite3_prepare_v2(sqlite, cases_query, -1, &reading->cases, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(sqlite, output_query, -1, &reading->output, NULL) != SQLITE_OK)
		return database_complaint(&reading->database);
	sqlite3_bind_int(reading->output, 2, DATABASE_LONGEST_VALUE);
	while ((step = sqlite3_step(reading->cases)) == SQLITE_ROW) {
		step = read_case(reading);
		if (step != SQLITE_DONE)
			break;
		if (reading->results->shown > MOST_SHOWN)
			return "holds more than a report can show; none of its results count";
	}
	if (step != SQLITE_DONE)
		return database_complaint(&reading->database);
	if (reading->results->count == before)
		return "holds no results: its run was killed, or had nothing to run; run it again";
	return NULL;
}

const char *read_database(struct results *results, const char *path)
{
	struct reading reading = {
		.results = results,
		.path = clean_line(&results->pool, path, strlen(path), LONGEST_NAME),
	};
	const char *complaint = database_open(&reading.database, path);

	if (!complaint)
		complaint = read_cases(&reading);
	sqlite3_finalize(reading.cases);
	sqlite3_finalize(reading.output);
	database_close(&reading.database);
	return complaint;
}
