/*
 * Makes results databases such as kyua writes, for the report's own tests.
 */
#ifndef IPCTS_SAMPLE_H
#define IPCTS_SAMPLE_H

#include <sqlite3.h>
#include <stddef.h>

struct sample_case {
	const char *program; /* NULL: "cases/pipe/sample_test" */
	const char *name;
	const char *requirements; /* NULL: no such property */
	const char *type;	  /* NULL: "passed" */
	const char *reason;	  /* NULL: none */
	const char *output;	  /* NULL: nothing on standard output */
	size_t output_size;	  /* 0: output is a string */
	const char *errors;	  /* NULL: nothing on standard error */
	long long start;	  /* microseconds since the epoch */
};

/*
 * Creates an empty database at path, within a transaction that sample_finish()
 * ends. What fails here ends the program.
 */
sqlite3 *sample_create(const char *path);

/* Adds a case that took 1.5 ms. */
void sample_add(sqlite3 *database, const struct sample_case *result);

/* Executes any SQL. */
void sample_execute(sqlite3 *database, const char *sql);

void sample_finish(sqlite3 *database);

#endif
