/*
 * The comparison: what several runs of the suite say of each requirement, side by
 * side. It is made once and rendered in any number of formats.
 *
 * A column is a target, or several runs that say exactly the same: their
 * fingerprints are equal (see ../summary.h). All text has been made harmless
 * (see ../clean.h); no pointer is NULL unless it says so. Everything lives until
 * comparison_free().
 */
#ifndef IPCTS_COMPARE_H
#define IPCTS_COMPARE_H

#include <stdbool.h>
#include <stdio.h>

#include "../judge.h"
#include "../lines.h"
#include "../pool.h"

/* Against the same target's previous run. */
enum change {
	CHANGE_NONE,  /* or there is no previous run to compare with */
	CHANGE_NEW,   /* deviates or is broken, and was not */
	CHANGE_FIXED, /* deviated or was broken, and conforms or is observed */
	CHANGE_LOST,  /* is no longer tested, and was */
	CHANGES
};

/* "none", "new", "fixed", "lost". */
const char *change_name(enum change change);

/* What a column says of a row. */
struct cell {
	const char *reason; /* of the verdict, "" if there is none */
	float seconds;	    /* the mean of the column's runs */
	unsigned char
		verdict;      /* enum verdict; VERDICT_NOT_TESTED if the column does not cover it */
	unsigned char change; /* enum change */
	bool covered;	      /* false: the column has no results of the row's mechanism */
};

/* A requirement or an error condition; or a case that proves none, such as one of failing calls. */
struct row {
	const char *id;			       /* unique; of a case "PROGRAM:NAME" */
	const struct requirement *requirement; /* NULL: a case that proves none */
	size_t mechanism;		       /* index of comparison.mechanisms */
	bool binding; /* its level is "shall" or "option:...", and it has a case */
	bool differs; /* not all columns that cover it have the same verdict; whether a deviation
		       * is a known one makes no difference */
	bool changed; /* a cell's change is not CHANGE_NONE */
};

/* Rows of one mechanism follow each other, in the catalogue's order. */
struct mechanism {
	const char *name; /* "pipe"; "fault" and "other": cases that prove no requirement */
	size_t first_row;
	size_t row_count;  /* never 0 */
	size_t difference; /* rows that differ */
};

/* Conforming of binding; nothing else is a score. */
struct score {
	size_t conforming;	   /* of these, verdict VERDICT_CONFORMS */
	size_t binding;		   /* binding rows that the column covers */
	size_t verdicts[VERDICTS]; /* of all rows that it covers, binding or not */
};

struct column {
	const char *label;  /* of its first run; no other column has it */
	const char *anchor; /* the label for an HTML id or a URL: letters, digits, "_", "." and "-";
			     * no other column has it */
	const char *const *labels; /* of all its runs, label_count of them, the first is label */
	size_t label_count;
	const char *fingerprint;  /* 64 hexadecimal digits */
	const struct cell *cells; /* by row */
	struct score score;
	const struct score *scores; /* by mechanism */
	double seconds;		    /* sum of the rows' */
	bool has_previous;	    /* there is a previous run of the target */
	size_t changes[CHANGES];    /* rows by change */
	size_t differences; /* rows that differ from the first column's, both covering them */
};

/* A value per column: an observation, or a fact of the environment. */
struct property {
	const char *id;	  /* of the observed requirement; "" for a fact */
	size_t mechanism; /* index of comparison.mechanisms; mechanism_count: none of them */
	const char *key;
	const char *const *values; /* by column; NULL: it has none */
	bool differs;		   /* not all columns that have one have the same */
};

struct comparison {
	struct pool pool;
	struct mechanism *mechanisms; /* those that any column covers, and chosen ones only */
	size_t mechanism_count;
	struct row *rows;
	size_t row_count;
	struct column *columns; /* in the order the targets were given; at least one */
	size_t column_count;
	size_t run_count;	       /* the columns' label_count in all */
	struct property *observations; /* by mechanism, id and key */
	size_t observation_count;
	struct property *facts; /* by key */
	size_t fact_count;
	size_t differences;    /* rows that differ */
	bool has_previous;     /* of any column */
	bool only_differences; /* to be rendered: rows that differ or changed, properties that
				  differ */
	struct lines problems; /* input that could not be used, a line for each */
	struct lines notes;    /* what else the user should know */
};

/* True unless only differences are wanted and the row is none. */
bool comparison_shows(const struct comparison *comparison, const struct row *row);

/* The same for an observation or a fact. */
bool comparison_shows_property(const struct comparison *comparison,
			       const struct property *property);

/* "alpine", or "node-001 and 996 more". */
const char *column_title(struct pool *pool, const struct column *column);

void comparison_free(struct comparison *comparison);

/* The formats. An error in writing stays with the file, for output_close() to find. */
typedef void compare_function(const struct comparison *comparison, FILE *file);

compare_function render_compare_text, render_compare_json, render_compare_markdown,
	render_compare_csv, render_compare_html;

#endif
