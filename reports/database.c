#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "database.h"

#define SCHEMA_VERSION 3

/* Half a gigabyte of honest results takes a few seconds. */
#define SECONDS_PER_FILE 20
#define OPERATIONS_BETWEEN_LOOKS 20000

static const char stopped[] =
	"its run was killed or is still going, so it holds no complete results; run it again";
static const char foreign[] =
	"not a results database of kyua; give a file made by kyua test --results-file";
static const char damaged[] = "damaged or cut short, none of its results count; run it again";
static const char too_slow[] = "reading it takes too long, which no file of kyua's does; "
			       "none of its results count";

/* A path as SQLite's URI; immutable: no locks, no journal, nothing written beside the file. */
static char *make_uri(const char *path)
{
	/* An empty host; or a folder, before what SQLite has a special name for. */
	const char *prefix = *path == '/' ? "file://" : "file:./";
	static const char suffix[] = "?mode=ro&immutable=1";
	char *uri = malloc(strlen(prefix) + 3 * strlen(path) + sizeof(suffix));
	char *end;

	if (!uri)
		return NULL;
	end = stpcpy(uri, prefix);
	for (; *path; path++)
		if (strchr("?#%", *path))
			end += sprintf(end, "%%%02x", (unsigned char)*path);
		else
			*end++ = *path;
	strcpy(end, suffix);
	return uri;
}

static int look_at_clock(void *argument)
{
	struct database *database = argument;
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec > database->deadline.tv_sec;
}

/* Our queries read columns of tables and call length(): nobody needs more. */
static int authorize(void *argument, int action, const char *first, const char *second,
		     const char *schema, const char *view)
{
	bool ours = action == SQLITE_SELECT || action == SQLITE_READ ||
		    (action == SQLITE_FUNCTION && strcmp(second, "length") == 0);

	(void)argument;
	(void)first;
	(void)schema;
	return ours && !view ? SQLITE_OK : SQLITE_DENY;
}

static void restrain(struct database *database)
{
	sqlite3 *sqlite = database->sqlite;

	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_exec(sqlite, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", NULL, NULL, NULL);
	sqlite3_limit(sqlite, SQLITE_LIMIT_LENGTH, DATABASE_LONGEST_VALUE);
	sqlite3_limit(sqlite, SQLITE_LIMIT_SQL_LENGTH, 100000);
	sqlite3_limit(sqlite, SQLITE_LIMIT_COLUMN, 100);
	sqlite3_limit(sqlite, SQLITE_LIMIT_EXPR_DEPTH, 20);
	sqlite3_limit(sqlite, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(sqlite, SQLITE_LIMIT_WORKER_THREADS, 0);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &database->deadline);
	database->deadline.tv_sec += SECONDS_PER_FILE;
	sqlite3_progress_handler(sqlite, OPERATIONS_BETWEEN_LOOKS, look_at_clock, database);
}

static bool has_side_file(const char *path, const char *suffix)
{
	char *name = malloc(strlen(path) + strlen(suffix) + 1);
	struct stat status;
	bool found;

	if (!name)
		return false;
	strcpy(stpcpy(name, path), suffix);
	found = stat(name, &status) == 0 && status.st_size > 0;
	free(name);
	return found;
}

static const char *check_file(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return strerror(errno);
	if (!S_ISREG(status.st_mode))
		return foreign;
	if (status.st_size == 0 || has_side_file(path, "-journal") || has_side_file(path, "-wal"))
		return stopped;
	return NULL;
}

/*
 * Runs a query that yields at most one integer of interest, which *value takes.
 * Returns SQLITE_ROW or SQLITE_DONE, or the error.
 */
static int ask(struct database *database, const char *sql, int *value)
{
	sqlite3_stmt *query = NULL;
	int code = sqlite3_prepare_v2(database->sqlite, sql, -1, &query, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(query);
	if (code == SQLITE_ROW)
		*value = sqlite3_column_int(query, 0);
	sqlite3_finalize(query);
	return code;
}

/*
 * A generated column or a virtual table makes reading a row run whatever code
 * the schema's author chose, for longer than any limit of ours notices.
 */
static const char *check_schema(struct database *database)
{
	int surprises = 0;
	int code = ask(database,
		       "SELECT count(*) FROM pragma_table_list"
		       " WHERE schema = 'main' AND type <> 'table'",
		       &surprises);

	if (code == SQLITE_ROW && surprises == 0)
		code = ask(database,
			   "SELECT count(*) FROM pragma_table_list AS t,"
			   " pragma_table_xinfo(t.name) AS c"
			   " WHERE t.schema = 'main' AND c.hidden <> 0",
			   &surprises);
	if (code != SQLITE_ROW)
		return database_complaint(database);
	return surprises ? foreign : NULL;
}

static const char *check_version(struct database *database)
{
	int version = 0;
	int code = ask(database, "SELECT schema_version FROM metadata", &version);

	if (code == SQLITE_DONE)
		return stopped;
	if (code != SQLITE_ROW)
		return database_complaint(database);
	if (version != SCHEMA_VERSION)
		return "written by another version of kyua (its schema is not version 3); run "
		       "the suite again with kyua 0.13";
	return NULL;
}

static const char *open_uri(struct database *database, const char *path)
{
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
	char *uri = make_uri(path);
	int code = uri ? sqlite3_open_v2(uri, &database->sqlite, flags, NULL) : SQLITE_NOMEM;

	free(uri);
	return code == SQLITE_OK ? NULL : "cannot be opened; check its permissions";
}

const char *database_open(struct database *database, const char *path)
{
	const char *complaint = check_file(path);

	database->sqlite = NULL;
	if (!complaint)
		complaint = open_uri(database, path);
	if (complaint)
		return complaint;
	restrain(database);
	complaint = check_schema(database);
	if (complaint)
		return complaint;
	sqlite3_set_authorizer(database->sqlite, authorize, NULL);
	return check_version(database);
}

const char *database_complaint(struct database *database)
{
	switch (sqlite3_errcode(database->sqlite)) {
	case SQLITE_CORRUPT:
	case SQLITE_IOERR:
		return damaged;
	case SQLITE_INTERRUPT:
		return too_slow;
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return "cannot be opened; check its permissions";
	default:
		return foreign;
	}
}

void database_close(struct database *database)
{
	sqlite3_close(database->sqlite);
	database->sqlite = NULL;
}
