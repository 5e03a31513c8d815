/*
 * summary.tsv: what one run says, small enough to compare thousands. Lines of fields
 * with tabs between them; a field holds none, nor anything else that clean_line()
 * spells out. First the part that is this run's alone, then the one that others may
 * share:
 *
 *	ipcts-summary	1
 *	fingerprint	SHA-256, in hexadecimal, of all lines after the line "results"
 *	shard	FILE	BYTES			what it was made of, in order
 *	problem	TEXT				what was to be read and could not be
 *	fact	KEY	VALUE			of the environment, sorted
 *	duration	ID	SECONDS		of a requirement or a case, in the order below
 *	reason	ID	REASON			the whole one, where below it is shortened
 *	results
 *	catalogue	SHA-256			of the ids and levels of the catalogue
 *	mechanism	NAME			that there are results of
 *	requirement	ID	VERDICT	REASON	in the catalogue's order
 *	case	PROGRAM:NAME	VERDICT	REASON	that proves no requirement, sorted
 *	observation	ID	KEY	VALUE	sorted
 *
 * "duration" has no lines for what took no time; a REASON may be empty. Runs with one
 * fingerprint say the same: in the results' reasons, figures that are another each time,
 * as times and addresses are, have become "#" (summary_shorten()).
 */
#ifndef IPCTS_SUMMARY_H
#define IPCTS_SUMMARY_H

#include <stdbool.h>

#include "intern.h"
#include "judge.h"
#include "report.h"

#define SUMMARY_NAME "summary.tsv"

/* A summary as it lies in memory, checked: whole, of our version, its fingerprint right. */
struct summary_text {
	const char *run; /* the lines of the run's own part */
	const char *run_end;
	const char *results; /* the lines of the other */
	const char *end;
	char fingerprint[65];
};

/* NULL: text is one; else what is wrong with it and what to do. It points into bytes. */
const char *summary_open(struct summary_text *text, const char *bytes, size_t size);

#define SUMMARY_FIELDS 4

struct summary_field {
	const char *bytes;
	size_t size;
};

/*
 * The fields of the next line of *rest, which ends at end; those that it lacks are
 * empty. False if there is no line.
 */
bool summary_line(const char **rest, const char *end, struct summary_field field[SUMMARY_FIELDS]);

bool field_is(const struct summary_field *field, const char *text);

/* What a run says of an entry of the catalogue or of another case. */
struct said {
	const char *id;	       /* of a case; NULL for an entry */
	const char *mechanism; /* of a case, see summary_mechanism() */
	const char *reason;    /* NULL: nothing is said of the entry */
	enum verdict verdict;
};

struct said_value {
	const char *id;
	const char *key;
	const char *value;
};

/* What all runs of one fingerprint say. Strings and arrays are the pool's. */
struct said_all {
	const char *fingerprint;
	const char *catalogue;	 /* differs from summary_catalogue(): another version's */
	const char **mechanisms; /* that it has results of, those of cases included */
	size_t mechanism_count;
	struct said *entries; /* by enum catalogue_index */
	struct said *cases;
	size_t case_count;
	struct said_value *observations;
	size_t observation_count;
	size_t unknown; /* requirements that this program does not know, left out */
};

/* The cases are sorted by id afterwards. */
void summary_parse(struct said_all *all, struct intern *strings, const struct summary_text *text);

/*
 * The index of an entry, or NOT_IN_CATALOGUE. *guess is tried first and becomes the
 * index after it: the entries are in the catalogue's order.
 */
size_t summary_entry(const struct summary_field *id, size_t *guess);

/* The text with "#" for fractions, for numbers of 7 digits or more, and for addresses. */
const char *summary_shorten(struct pool *pool, const char *text);

/*
 * The name of the mechanism of a case, "PROGRAM:NAME": one of the catalogue,
 * REPORT_FAULTS or SUMMARY_OTHER.
 */
const char *summary_mechanism(const char *id);

#define SUMMARY_OTHER "other"

/* SHA-256 of the ids and levels of the catalogue. */
const char *summary_catalogue(void);

#endif
