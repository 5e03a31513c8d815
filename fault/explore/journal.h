/*
 * The journal: a file with one line for each run that was made, so that an
 * exploration that was interrupted can go on, and reports can list runs that
 * nobody has to keep in memory. Lines are only ever appended, each by one write();
 * what a crash left of a last line is cut off.
 *
 *	ipcts-journal	1
 *	command	./program 'its argument'
 *	...			the rest of its identity
 *	run	ID	OUTCOME	...
 *
 * Fields are separated by tabs; backslash, newline and tab in them are written as
 * \\, \n and \t.
 */
#ifndef IPCTS_EXPLORE_JOURNAL_H
#define IPCTS_EXPLORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

/*
 * What the runs of a journal have in common. A journal whose identity is another
 * one is refused. name is one word, text anything.
 */
struct journal_fact {
	const char *name; /* "command", "options", "system", "programs" */
	const char *text;
};

struct journal;

/*
 * Makes a new journal at path; a file that is there must be empty. With resume it may
 * have the runs of an earlier exploration of the same identity (facts, count of
 * them), or not be there yet. path NULL: a journal that nobody else sees and that
 * does not outlast the process. Another process that has the journal open keeps
 * this one out. Returns NULL with one line in message that says what to do.
 */
struct journal *journal_open(const char *path, bool resume, const struct journal_fact *facts,
			     size_t count, char *message, size_t size);

/* How many runs it has, those of an earlier exploration included. */
unsigned long journal_count(const struct journal *journal);

/*
 * Whether the journal had a run of that id when it was opened; if so, fills in *past,
 * whose texts live until the next call with the same journal.
 */
bool journal_known(struct journal *journal, const char *id, struct finding *past);

/*
 * Appends a run. Returns 0, or -1 with errno: the journal then is as it was before.
 */
int journal_add(struct journal *journal, const struct finding *run);

/* The next call of journal_next() returns the first run. */
void journal_rewind(struct journal *journal);

/*
 * Fills in *run, in the order of their ends; its texts live until the next call with
 * the same journal. Returns false after the last, or if the journal cannot be read.
 */
bool journal_next(struct journal *journal, struct finding *run);

/* Frees the journal; NULL is nothing. */
void journal_close(struct journal *journal);

#endif
