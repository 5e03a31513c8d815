/*
 * The report: the catalogue joined with the results. It is made once and
 * rendered in any number of formats.
 */
#ifndef IPCTS_REPORT_H
#define IPCTS_REPORT_H

#include <stdbool.h>

#include "../cases/catalogue.h"
#include "judge.h"
#include "lines.h"
#include "paths.h"
#include "results.h"

/* Beside the mechanisms: error paths of functions that belong to none of those chosen. */
#define REPORT_FAULTS "fault"

/* What one case says of one requirement. */
struct proof {
	const struct result *result;
	enum verdict verdict;
	struct proof *next;
};

/* A requirement or error condition and its proofs, in the order of their names. */
struct entry {
	const struct requirement *requirement;
	bool covered; /* its mechanism is part of the report */
	enum verdict verdict;
	const char *reason; /* of the verdict, "" if there is none */
	double seconds;
	size_t count;
	struct proof *proofs;
	struct proof *last;
};

struct summary {
	const char *mechanism;
	bool covered;
	bool missing; /* no result of it in any file */
	size_t requirements[VERDICTS];
	size_t errors[VERDICTS];
	size_t cases;
	double seconds;
};

/* A value that the standard leaves to the implementation. */
struct observation {
	const struct requirement *requirement; /* NULL: not in the catalogue */
	const char *id;
	const char *key;
	const char *value;
	const struct result *result;
};

/* A fact about the environment of the run. */
struct fact {
	const char *key;
	const char *value;
};

/* What has become of a line of the baseline. */
enum known_state { KNOWN_UNUSED, KNOWN_STILL, KNOWN_FIXED, KNOWN_NOWHERE, KNOWN_STATES };

struct known {
	const char *id;
	const char *reason;
	const char *link; /* "" if there is none */
	enum known_state state;
};

struct report {
	struct results *results;
	const struct baseline *baseline;
	struct entry *entries; /* by enum catalogue_index, CATALOGUE_SIZE of them */
	struct summary *summaries;
	size_t summary_count;
	bool covers_faults; /* error paths of functions that belong to no mechanism it covers */
	const struct result **sorted; /* by program and name, each case once */
	size_t sorted_count;
	const struct result **others; /* that prove nothing in the catalogue */
	size_t other_count;
	struct observation *observations;
	size_t observation_count;
	struct fact *facts;
	size_t fact_count;
	struct error_path *paths; /* by mechanism and function, then by error */
	size_t path_count;
	struct known *knowns; /* the entries of the baseline */
	size_t known_count;
	struct lines problems; /* why the exit status is 2 */
	size_t input_problems; /* those of the results themselves; they come first */
	struct lines notes;    /* what else the user should know */
	size_t new_deviations; /* entries, and others, beyond the baseline */
	size_t broken;
};

/*
 * Joins the results with the catalogue. mechanisms are those to cover, all if
 * mechanism_count is 0; REPORT_FAULTS stands for the fault injection's. The results and the
 * baseline (NULL: none) must live as long as the report, the results' pool holds its parts.
 */
void report_make(struct report *report, struct results *results, const struct baseline *baseline,
		 const char *const *mechanisms, size_t mechanism_count);

/*
 * The mechanism a case belongs to: that of the first requirement it proves,
 * or else of its program's folder; NULL if there is none.
 */
const char *report_mechanism(const struct result *result);

/* The worst that the result says of what it proves; it may prove nothing. */
enum verdict report_verdict(const struct report *report, const struct result *result);

/* What the user should know first, in a few words. */
const char *report_headline(const struct report *report);

/* How many covered entries have that verdict, requirements and error conditions. */
size_t report_count(const struct report *report, enum verdict verdict);

/*
 * How many error paths of the mechanism (NULL: of functions that the catalogue does not
 * know) were brought about in which way, each counted once, in its strongest way; the
 * last count is of those that were not. Returns their sum.
 */
size_t report_count_paths(const struct report *report, const char *mechanism,
			  size_t counts[WAYS + 1]);

/* "true", "true-on-linux", "imprecise", "false". */
const char *claim_verdict_name(enum claim_verdict verdict);

/* True if a requirement that decides the claim is covered. */
bool report_covers_claim(const struct report *report, const struct claim *claim);

/*
 * True if "kyua debug PROGRAM:NAME" is a command to show. A name with anything
 * special to a shell in it is none of ours, and nobody shall paste it.
 */
bool report_can_reproduce(const struct result *result);

/* The program's exit status: 0, 1 or 2, see main.c. */
int report_status(const struct report *report);

void report_free(struct report *report);

#endif
