/*
 * A results database of kyua, opened with distrust: read only, without locks
 * or side files, its schema's views and functions out of bounds, its values
 * limited in size and its queries in time.
 */
#ifndef IPCTS_DATABASE_H
#define IPCTS_DATABASE_H

#include <sqlite3.h>
#include <time.h>

struct database {
	sqlite3 *sqlite;
	struct timespec deadline; /* processor time of this process */
};

/*
 * Opens the database at path and checks that it is a finished one of a schema
 * this program reads. NULL: it is; else what is wrong and what to do, valid
 * until database_close(). Call that in either case.
 */
const char *database_open(struct database *database, const char *path);

/* Why the last query failed, and what to do about it. */
const char *database_complaint(struct database *database);

void database_close(struct database *database);

/* The longest value read, in bytes; queries that meet a longer one fail. */
#define DATABASE_LONGEST_VALUE (16 << 20)

#endif
