/*
 * Runs that say the same, counted together, so that the comparison of very many
 * needs memory for the different ones only.
 */
#ifndef IPCTS_COMPARE_GROUP_H
#define IPCTS_COMPARE_GROUP_H

#include "../intern.h"
#include "../summary.h"

/* Of the values of a fact, only so many are told apart within a group. */
#define FACT_VALUES 3

struct group_fact {
	const char *key;
	struct {
		const char *value;
		size_t count;
	} seen[FACT_VALUES];
	size_t others; /* runs with yet another value */
};

/* A reason that its summary shortens; the first run's. */
struct group_reason {
	const char *id;
	const char *reason;
};

struct group {
	const struct said_all *all;
	const struct said_all *previous; /* what the runs' previous ones said; NULL: none */
	const char **labels;
	size_t label_count, room;
	double *seconds;	      /* of all runs, by enum catalogue_index */
	double *case_seconds;	      /* likewise, by the index of all->cases */
	struct group_reason *reasons; /* sorted by id */
	size_t reason_count;
	struct group_fact *facts;
	size_t fact_count;
	struct group *next; /* with the same hash */
};

struct groups {
	struct intern strings;
	bool single; /* each run is a group of its own */
	struct group **group;
	size_t count, room;
	struct group **slots;	      /* by hash */
	const struct said_all **said; /* of runs and previous runs, sorted by fingerprint */
	size_t said_count, said_room;
};

void groups_start(struct groups *groups, struct pool *pool, bool single);

/* What is said there; parsed only if nobody else said the same. */
const struct said_all *groups_said(struct groups *groups, const struct summary_text *text);

/* Adds a run; previous is what its previous one said, or NULL. */
void groups_add(struct groups *groups, const char *label, const struct summary_text *text,
		const struct said_all *previous);

/* The arrays are freed, the strings stay in the pool. */
void groups_free(struct groups *groups);

#endif
