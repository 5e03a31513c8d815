/*
 * What became of the failures, per point and error: the matrix of the reports. It
 * is as large as there are different points and errors, however many the runs are.
 */
#ifndef IPCTS_EXPLORE_REPORT_TALLY_H
#define IPCTS_EXPLORE_REPORT_TALLY_H

#include "../../reports/pool.h"
#include "finding.h"

/* The runs in which that point failed with that error. */
struct tally_cell {
	const char *point;
	const char *error; /* "EINTR", "short" */
	unsigned long runs;
	unsigned long outcomes[OUTCOMES];
};

struct tally {
	struct pool pool;
	struct tally_cell *cells; /* by point, then by error */
	size_t count;
};

/*
 * Counts a run. One with two failures, the second during the recovery from the
 * first, counts where the second is. An id that is none is left out.
 */
void tally_add(struct tally *tally, const struct finding *run);

/* The cell of that point and error, or NULL. */
const struct tally_cell *tally_find(const struct tally *tally, const char *point,
				    const char *error);

/* The worst outcome that a run of the cell had. */
enum outcome tally_worst(const struct tally_cell *cell);

/*
 * The errors of all cells by name, each once, ended by NULL. Returns an array that
 * free() frees.
 */
const char **tally_errors(const struct tally *tally);

void tally_free(struct tally *tally);

/*
 * The point and error of the last failure of an id, or of a cause: writes them to
 * point and error, of size bytes each. Returns false if the id is none.
 */
bool tally_place(const char *id, char *point, char *error, size_t size);

#endif
