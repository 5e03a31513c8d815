/*
 * The results of kyua runs: what the cases did, whatever they prove. All text
 * has been made harmless (see clean.h).
 */
#ifndef IPCTS_RESULTS_H
#define IPCTS_RESULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lines.h"
#include "note.h"
#include "pool.h"

enum outcome { PASSED, FAILED, SKIPPED, BROKEN, EXPECTED_FAILURE, OUTCOMES };

struct result {
	const char *file;	  /* the results file it comes from */
	const char *program;	  /* "cases/pipe/read_test" */
	const char *name;	  /* "pipe.read.fifo_order@fifo" */
	const char *requirements; /* ids with spaces between them, "" if it proves none */
	const char *reason;	  /* "" if there is none */
	const char *output;	  /* standard output, then standard error */
	const struct note *notes;
	enum outcome outcome;
	int64_t start; /* microseconds since the epoch */
	double seconds;
};

/* A file that was read. */
struct results_file {
	const char *name; /* without its folder */
	int64_t size;	  /* in bytes */
};

struct results {
	struct pool pool;
	struct result *result;
	size_t count;
	size_t room;
	struct results_file *files;
	size_t file_count;
	size_t output;	       /* bytes of output that a report shows, and */
	size_t shown;	       /* of everything: a case appears at each requirement */
	struct lines problems; /* input that could not be used */
};

/*
 * Adds the results of a database, or of all *.db and *.died in a directory. A file
 * that cannot be used adds one line to the problems and nothing else.
 *
 * A SHARD.died tells of cases that ended the whole target while they ran, so that no
 * database has them. Each line, "PROGRAM:CASE", a tab, "what happened", becomes a
 * result of that case: broken, for that reason, proving the requirement that the case
 * is named after.
 */
void results_read(struct results *results, const char *path);

/* True if a directory's entry of that name is read by results_read(). */
bool results_is_shard(const char *name);

/* "passed", "failed", "skipped", "broken", "expected_failure". */
const char *outcome_name(enum outcome outcome);

void results_free(struct results *results);

#endif
