#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

/* The tables of kyua's schema 3 as far as a reader can tell. */
static const char schema[] =
	"PRAGMA synchronous = OFF;"
	"CREATE TABLE metadata (schema_version INTEGER PRIMARY KEY, timestamp TIMESTAMP NOT NULL);"
	"CREATE TABLE contexts (cwd TEXT NOT NULL);"
	"CREATE TABLE env_vars (var_name TEXT PRIMARY KEY, var_value TEXT NOT NULL);"
	"CREATE TABLE metadatas (metadata_id INTEGER NOT NULL, property_name TEXT NOT NULL,"
	" property_value TEXT, PRIMARY KEY (metadata_id, property_name));"
	"CREATE TABLE test_programs (test_program_id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" absolute_path TEXT NOT NULL, root TEXT NOT NULL, relative_path TEXT NOT NULL,"
	" test_suite_name TEXT NOT NULL, metadata_id INTEGER, interface TEXT NOT NULL);"
	"CREATE TABLE test_cases (test_case_id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" test_program_id INTEGER REFERENCES test_programs, name TEXT NOT NULL,"
	" metadata_id INTEGER);"
	"CREATE TABLE test_results (test_case_id INTEGER PRIMARY KEY REFERENCES test_cases,"
	" result_type TEXT NOT NULL, result_reason TEXT, start_time TIMESTAMP NOT NULL,"
	" end_time TIMESTAMP NOT NULL);"
	"CREATE TABLE test_case_files (test_case_id INTEGER NOT NULL REFERENCES test_cases,"
	" file_name TEXT NOT NULL, file_id INTEGER NOT NULL REFERENCES files,"
	" PRIMARY KEY (test_case_id, file_name));"
	"CREATE TABLE files (file_id INTEGER PRIMARY KEY, contents BLOB NOT NULL);"
	"BEGIN;"
	"INSERT INTO metadata VALUES (3, 1700000000);"
	"INSERT INTO contexts VALUES ('/nowhere');"
	"INSERT INTO env_vars VALUES ('TOKEN', 'the-secret-of-the-environment');";

_Noreturn static void give_up(sqlite3 *database)
{
	fprintf(stderr, "sample database: %s\n", sqlite3_errmsg(database));
	exit(3);
}

void sample_execute(sqlite3 *database, const char *sql)
{
	if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
		give_up(database);
}

sqlite3 *sample_create(const char *path)
{
	sqlite3 *database;

	remove(path);
	if (sqlite3_open(path, &database) != SQLITE_OK)
		give_up(database);
	sample_execute(database, schema);
	return database;
}

/* Runs an insertion with texts and numbers in the place of its parameters. */
static sqlite3_int64 insert(sqlite3 *database, const char *sql, const char *const texts[],
			    const sqlite3_int64 numbers[])
{
	sqlite3_stmt *statement;
	int parameter = 1;

	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
		give_up(database);
	for (; texts && *texts; texts++)
		sqlite3_bind_text(statement, parameter++, **texts ? *texts : NULL, -1,
				  SQLITE_STATIC);
	for (; numbers && *numbers >= 0; numbers++)
		sqlite3_bind_int64(statement, parameter++, *numbers);
	if (sqlite3_step(statement) != SQLITE_DONE)
		give_up(database);
	sqlite3_finalize(statement);
	return sqlite3_last_insert_rowid(database);
}

static sqlite3_int64 find_program(sqlite3 *database, const char *path)
{
	sqlite3_stmt *query;
	sqlite3_int64 id = 0;

	sqlite3_prepare_v2(database,
			   "SELECT max(test_program_id) FROM test_programs WHERE relative_path = ?",
			   -1, &query, NULL);
	sqlite3_bind_text(query, 1, path, -1, SQLITE_STATIC);
	if (sqlite3_step(query) == SQLITE_ROW)
		id = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return id;
}

static sqlite3_int64 add_program(sqlite3 *database, const char *path)
{
	sqlite3_int64 id = find_program(database, path);

	if (id)
		return id;
	return insert(database,
		      "INSERT INTO test_programs (absolute_path, root, relative_path,"
		      " test_suite_name, interface) VALUES (?1, '/', ?1, 'ipcts', 'atf')",
		      (const char *[]){path, NULL}, NULL);
}

static void add_file(sqlite3 *database, sqlite3_int64 id, const char *name, const char *bytes,
		     size_t size)
{
	sqlite3_stmt *statement;

	sqlite3_prepare_v2(database, "INSERT INTO files (contents) VALUES (?)", -1, &statement,
			   NULL);
	sqlite3_bind_blob(statement, 1, bytes, (int)size, SQLITE_STATIC);
	if (sqlite3_step(statement) != SQLITE_DONE)
		give_up(database);
	sqlite3_finalize(statement);
	insert(database,
	       "INSERT INTO test_case_files (file_name, test_case_id, file_id) VALUES (?, ?, ?)",
	       (const char *[]){name, NULL},
	       (sqlite3_int64[]){id, sqlite3_last_insert_rowid(database), -1});
}

static void add_result(sqlite3 *database, sqlite3_int64 id, const struct sample_case *result)
{
	const char *type = result->type ? result->type : "passed";
	const char *reason = result->reason ? result->reason : "";

	insert(database,
	       "INSERT INTO test_results (result_type, result_reason, test_case_id, start_time,"
	       " end_time) VALUES (?, ?, ?, ?, ?)",
	       (const char *[]){type, reason, NULL},
	       (sqlite3_int64[]){id, result->start, result->start + 1500, -1});
}

static void add_property(sqlite3 *database, sqlite3_int64 id, const char *name, const char *value)
{
	if (value)
		insert(database,
		       "INSERT INTO metadatas (property_value, property_name, metadata_id)"
		       " VALUES (?, ?, ?)",
		       (const char *[]){value, name, NULL}, (sqlite3_int64[]){id, -1});
}

void sample_add(sqlite3 *database, const struct sample_case *result)
{
	const char *path = result->program ? result->program : "cases/pipe/sample_test";
	sqlite3_int64 program = add_program(database, path);
	sqlite3_int64 id =
		insert(database, "INSERT INTO test_cases (name, test_program_id) VALUES (?, ?)",
		       (const char *[]){result->name, NULL}, (sqlite3_int64[]){program, -1});

	insert(database, "UPDATE test_cases SET metadata_id = ?1 WHERE test_case_id = ?1", NULL,
	       (sqlite3_int64[]){id, -1});
	add_property(database, id, "custom.requirements", result->requirements);
	add_result(database, id, result);
	if (result->output)
		add_file(database, id, "__STDOUT__", result->output,
			 result->output_size ? result->output_size : strlen(result->output));
	if (result->errors)
		add_file(database, id, "__STDERR__", result->errors, strlen(result->errors));
}

void sample_finish(sqlite3 *database)
{
	sample_execute(database, "COMMIT");
	sqlite3_close(database);
}
