/*
 * Tables of objects, as ipcs(1) and /proc/sysvipc give them: a line that names
 * the columns, a line of words for each object. ipcs(1) puts a title above
 * each table; the order and the names of the columns differ among systems.
 */
#ifndef IPCTS_SYSV_KEY_TABLE_H
#define IPCTS_SYSV_KEY_TABLE_H

#include "sysv_key.h"

/* What a command prints, or a file holds; valid until the next call of either. */
#define output_of(...) AT(table_output_of(__VA_ARGS__))
#define contents_of(path) AT(table_contents_of(path))

enum { MAX_WORDS = 24, MAX_LINE = 400 };

/* An object's line. */
struct row {
	char title[MAX_LINE];	/* what stands above the columns' names */
	char columns[MAX_LINE]; /* both cut up into strings */
	char line[MAX_LINE];
	const char *names[MAX_WORDS + 1]; /* each ends with NULL */
	const char *words[MAX_WORDS + 1];
};

/* Finds the object of that key; whether there is one. */
bool find_row(const char *text, key_t key, struct row *row);

/* The word in the column of that name, or of the other one; of no such column, "". */
const char *word_of(const struct row *row, const char *name, const char *other);

const char *table_output_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
const char *table_contents_of(const char *path);

#endif
