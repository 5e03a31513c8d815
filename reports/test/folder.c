#include "folder.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "../sha256.h"

void write_folder(const char *folder, const struct sample_case *cases, size_t count)
{
	sqlite3 *database;
	char path[400];

	mkdir(folder, 0700);
	snprintf(path, sizeof(path), "%s/results", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/results/pipe.db", folder);
	database = sample_create(path);
	for (size_t i = 0; i < count; i++)
		sample_add(database, &cases[i]);
	sample_finish(database);
}

void write_simple(const char *folder, const char *reason)
{
	const struct sample_case cases[] = {
		{.name = FIRST,
		 .requirements = FIRST,
		 .type = reason ? "failed" : "passed",
		 .reason = reason},
		{.name = SECOND, .requirements = SECOND},
	};

	write_folder(folder, cases, 2);
}

void write_skipped(const char *folder)
{
	static const struct sample_case cases[] = {
		{.name = FIRST,
		 .requirements = FIRST,
		 .type = "skipped",
		 .reason = "not permitted"},
		{.name = SECOND, .requirements = SECOND},
	};

	write_folder(folder, cases, 2);
}

void write_summary(const atf_tc_t *tc, const char *folder)
{
	char results[400], summary[400];

	snprintf(results, sizeof(results), "%s/results", folder);
	snprintf(summary, sizeof(summary), "%s/summary.tsv", folder);
	run_report(tc, "--mechanism", "pipe", "--format", "summary", "--output", summary, results,
		   NULL);
}

void write_said(const char *folder, const char *run, const char *results)
{
	char path[400], fingerprint[SHA256_HEX_SIZE], text[4000];

	mkdir(folder, 0700);
	sha256_hex(results, strlen(results), fingerprint);
	ATF_REQUIRE(snprintf(text, sizeof(text), "ipcts-summary\t1\nfingerprint\t%s\n%sresults\n%s",
			     fingerprint, run, results) < (int)sizeof(text));
	snprintf(path, sizeof(path), "%s/summary.tsv", folder);
	write_file(path, text);
}

json_t *parse_run(struct run run, int status)
{
	json_error_t error;
	json_t *root = json_loads(run.output, 0, &error);

	ATF_REQUIRE_MSG(run.status == status, "exit status %d, expected %d; it said: %s",
			run.status, status, run.errors);
	ATF_REQUIRE_MSG(root, "not JSON, line %d: %s", error.line, error.text);
	return root;
}

size_t target_index(json_t *comparison, const char *label)
{
	json_t *targets = json_object_get(comparison, "targets"), *target, *other;
	size_t i, j;

	json_array_foreach(targets, i, target) json_array_foreach(
		json_object_get(target, "labels"), j,
		other) if (strcmp(json_string_value(other), label) == 0) return i;
	atf_tc_fail("no target has the label %s", label);
}

json_t *target_of(json_t *comparison, const char *label)
{
	return json_array_get(json_object_get(comparison, "targets"),
			      target_index(comparison, label));
}

json_t *row_of(json_t *comparison, const char *id)
{
	json_t *rows = json_object_get(comparison, "requirements"), *row;
	size_t i;

	json_array_foreach(rows, i, row) if (strcmp(json_string_value(json_object_get(row, "id")),
						    id) == 0) return row;
	return NULL;
}

const char *cell_of(json_t *comparison, const char *id, const char *label, const char *member)
{
	json_t *row = row_of(comparison, id);

	ATF_REQUIRE_MSG(row, "the comparison has no %s", id);
	return json_string_value(
		json_array_get(json_object_get(row, member), target_index(comparison, label)));
}

size_t length_of(json_t *object, const char *member)
{
	return json_array_size(json_object_get(object, member));
}
