/*
 * Makes the results of targets that differ in many ways, for the tests of pages:
 *
 *	sample_targets FOLDER COUNT
 *
 * FOLDER/now gets COUNT of them, target-00 and so on, the last two identical, and
 * FOLDER/before what the first two were.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../../../cases/catalogue.h"
#include "../sample.h"

enum time { BEFORE = 1, NOW = 2, ALWAYS = BEFORE | NOW };

/* What becomes of a case is decided by its number and that of the target, ?1. */
static const struct {
	enum time time;
	const char *sql;
} changes[] = {
	{ALWAYS, "UPDATE test_results "
		 "SET end_time = start_time + 1000 + test_case_id % 40 * 500 + ?1"},
	{ALWAYS, "UPDATE test_results SET result_type = 'failed', "
		 "result_reason = 'sample_test.c:12: read(): expected EAGAIN, got ' || (?1 / 25) "
		 "WHERE test_case_id % 10 = 3 AND (test_case_id / 10 + ?1) % 4 = 0"},
	{NOW, "UPDATE test_results SET result_type = 'failed', "
	      "result_reason = 'sample_test.c:34: expected the end of file, got 1 byte' "
	      "WHERE test_case_id % 100 = 55 AND ?1 % 2 = 1"},
	{BEFORE, "UPDATE test_results SET result_type = 'failed', "
		 "result_reason = 'sample_test.c:56: msgget(): expected an id, got ENOSYS' "
		 "WHERE test_case_id % 200 = 66"},
	{ALWAYS, "UPDATE test_results SET result_type = 'skipped', "
		 "result_reason = 'not supported: _POSIX_TYPED_MEMORY_OBJECTS' "
		 "WHERE test_case_id % 50 = 7"},
	{ALWAYS, "UPDATE test_results SET result_type = 'skipped', "
		 "result_reason = 'Requires the capability CAP_SYS_RESOURCE' "
		 "WHERE test_case_id % 70 = 11 AND ?1 % 3 = 0"},
	{ALWAYS, "UPDATE test_results SET result_type = 'broken', "
		 "result_reason = 'cannot mount a file system of its own' "
		 "WHERE test_case_id % 90 = 21 AND ?1 % 5 = 2"},
	{ALWAYS, "UPDATE test_results SET result_type = 'expected_failure', "
		 "result_reason = 'Linux reports EINVAL for an offset that off_t cannot hold' "
		 "WHERE test_case_id % 110 = 37"},
	{ALWAYS, "UPDATE files SET contents = "
		 "CAST(replace(CAST(contents AS TEXT), 'SIZE', 4096 << ?1 % 3) AS BLOB)"},
};

/* A result for each requirement that has a case: everything is well. */
static void make_model(const char *path)
{
	sqlite3 *database = sample_create(path);
	char program[100], output[300];

	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct requirement *about = &catalogue[i];

		if (catalogue_untested[i])
			continue;
		snprintf(program, sizeof(program), "cases/%s/sample_test", about->mechanism);
		snprintf(output, sizeof(output), "observation: %s: size = SIZE bytes\n", about->id);
		sample_add(database, &(struct sample_case){
					     .program = program,
					     .name = about->id,
					     .requirements = about->id,
					     .output = about->level == LEVEL_MAY ? output : NULL});
	}
	sample_add(database,
		   &(struct sample_case){
			   .program = "cases/environment_test",
			   .name = "environment",
			   .output = "fact: kernel.name = Linux\nfact: kernel.release = 6.1.SIZE\n"
				     "fact: libc = glibc 2.36\nfact: machine = x86_64\n"});
	sample_finish(database);
}

static void execute(sqlite3 *database, const char *sql, unsigned target, const char *text)
{
	sqlite3_stmt *statement;
	int status = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);

	if (status == SQLITE_OK) {
		sqlite3_bind_int(statement, 1, (int)target);
		if (text)
			sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
		status = sqlite3_step(statement);
	}
	if (status != SQLITE_DONE) {
		fprintf(stderr, "sample_targets: %s: %s\n", sqlite3_errmsg(database), sql);
		exit(2);
	}
	sqlite3_finalize(statement);
}

static sqlite3 *open_database(const char *path)
{
	sqlite3 *database;

	if (sqlite3_open(path, &database) != SQLITE_OK) {
		fprintf(stderr, "sample_targets: %s: %s\n", path, sqlite3_errmsg(database));
		exit(2);
	}
	sqlite3_exec(database, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
	return database;
}

static void make_folder(const char *path)
{
	if (mkdir(path, 0755) != 0 && errno != EEXIST) {
		fprintf(stderr, "sample_targets: %s: %s\n", path, strerror(errno));
		exit(2);
	}
}

/* A copy of the model, and what is different about target number like. */
static void make_target(sqlite3 *model, const char *folder, unsigned number, unsigned like,
			enum time time)
{
	char path[4096];
	sqlite3 *database;

	snprintf(path, sizeof(path), "%s/target-%02u", folder, number);
	make_folder(path);
	snprintf(path, sizeof(path), "%s/target-%02u/results.db", folder, number);
	remove(path);
	execute(model, "VACUUM INTO ?1", 0, path);
	database = open_database(path);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		if (changes[i].time & time)
			execute(database, changes[i].sql, like, NULL);
	sqlite3_close(database);
}

int main(int argument_count, char **arguments)
{
	unsigned count = argument_count == 3 ? (unsigned)atoi(arguments[2]) : 0;
	char now[4000], before[4000], model_path[4000];
	sqlite3 *model;

	if (count < 3) {
		fputs("Usage: sample_targets FOLDER COUNT, at least 3\n", stderr);
		return 2;
	}
	snprintf(now, sizeof(now), "%s/now", arguments[1]);
	snprintf(before, sizeof(before), "%s/before", arguments[1]);
	snprintf(model_path, sizeof(model_path), "%s/model", arguments[1]);
	make_folder(arguments[1]);
	make_folder(now);
	make_folder(before);
	make_model(model_path);
	model = open_database(model_path);
	for (unsigned i = 0; i < count; i++)
		make_target(model, now, i, i == count - 1 ? i - 1 : i, NOW);
	for (unsigned i = 0; i < 2; i++)
		make_target(model, before, i, i, BEFORE);
	sqlite3_close(model);
	remove(model_path);
	return 0;
}
