/*
 * The explorer: records the calls that a command makes, makes each of them fail
 * with each documented error, one run for one failure (two with depth 2), and
 * tells what became of it.
 *
 *	exploration = explore_prepare(&settings, message, sizeof(message));
 *	explore_run(exploration, &hooks);
 *	report ...
 *	explore_free(exploration);
 */
#ifndef IPCTS_EXPLORE_H
#define IPCTS_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

enum backend { BACKEND_PRELOAD, BACKEND_NOTIFY };

/* What the user chose. All strings must live as long as the exploration. */
struct settings {
	enum backend backend;
	const char *const *only; /* patterns of "POINT/ERRNO", ended by NULL; NULL: all */
	unsigned int jobs;	 /* runs at the same time, at least 1 */
	double timeout;		 /* seconds a run may take; 0: from the run without failure */
	double budget;		 /* seconds all runs may take; 0: as long as it needs */
	unsigned long runs;	 /* at most as many runs; 0: all */
	unsigned long rounds;	 /* how often each failure is tried, at least 1 */
	unsigned int seed;	 /* of the order of runs, where a budget may end them */
	unsigned int depth;	 /* 1, or 2: also each failure during the recovery from one */
	bool no_namespaces;	 /* as where they are not permitted */
	bool minimise;		 /* leave out what a finding does not need */
	const char *check;	 /* a script that judges a run instead of us, or NULL */
	const char *self;	 /* the explorer's name in replay commands */
	char *const *options;	 /* options that a replay has to repeat, ended by NULL */
	char *const *command;	 /* with arguments, ended by NULL */
};

/* One point that the command calls without failure, and what was tried there. */
struct explored_point {
	const char *point;
	unsigned long calls;		  /* in the run without failure */
	unsigned long runs;		  /* that made it fail */
	unsigned long outcomes[OUTCOMES]; /* of those */
};

/* What is known so far; a report may be made of it at any time. */
struct exploration {
	const struct settings *settings;
	const char *backend; /* "preload", "notify" */
	char *command;	     /* as a shell reads it */

	/* The run without failure. */
	int status; /* its exit status */
	double reference_seconds;
	unsigned long calls; /* recorded */
	/* What the result is made of: "exit status, stdout, files", or the script's name. */
	char *oracle;
	/* Lines that a reader must know, each ended by '\n': what is not isolated, not stable. */
	char *notes;

	struct explored_point *points; /* by name */
	size_t point_count;

	unsigned long planned;		  /* runs; with depth 2 it grows */
	unsigned long done;		  /* of those, and those of a resumed journal */
	unsigned long resumed;		  /* of those done, from the journal */
	unsigned long outcomes[OUTCOMES]; /* of those done */
	bool is_interrupted;		  /* by a signal */
	bool is_exhausted;		  /* the budget ended it */
	double seconds;			  /* all runs together took */

	/*
	 * Bad outcomes, one per outcome and cause: the worst outcome first, then
	 * sorted by cause. Complete once explore_run() has returned.
	 */
	struct finding **findings;
	size_t finding_count;
};

/*
 * Called during explore_run(), in the thread that called it; NULL members are not.
 */
struct explore_hooks {
	/*
	 * --resume: whether the run with that id was already made. If so, fills in
	 * *past (its texts need to live until the next call only; replay may be "").
	 * Asked once for each planned run: the reports count those that were known.
	 */
	bool (*known)(const char *id, struct finding *past, void *argument);
	/* A run was made: for the journal. Not called for those that were known. */
	void (*done)(const struct finding *run, void *argument);
	/* Something has changed; about ten times a second. */
	void (*progress)(const struct exploration *exploration, double seconds_left,
			 void *argument);
	void *argument;
};

/*
 * Prepares the isolation and runs the command without failure. Returns NULL with one
 * line in message that says what to do.
 */
struct exploration *explore_prepare(const struct settings *settings, char *message, size_t size);

/*
 * All runs. Returns 0, or -1 with one line in message: what is known until then is
 * in the exploration. explore_stop() ends it early.
 */
int explore_run(struct exploration *exploration, const struct explore_hooks *hooks, char *message,
		size_t size);

/*
 * One run: that of the id. Returns the finding, which finding_free() frees, or NULL
 * with one line in message.
 */
struct finding *explore_replay(struct exploration *exploration, const char *id, char *message,
			       size_t size);

/* Ends explore_run() soon; may be called in a signal handler. */
void explore_stop(void);

void explore_free(struct exploration *exploration);

#endif
